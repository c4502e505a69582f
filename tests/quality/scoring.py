"""How good is what was claimed, given what is known to be true?"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from phaseout.domain.claim import Claim, Grade

RESTRICTED = frozenset((
    "hikvision", "dahua", "huawei", "hisilicon", "zte", "hytera", "uniview", "tiandy", "tvt", "xiongmai", "ezviz", "imou",
    "hikrobot", "hikmicro", "prama-hikvision",
))  # fmt: skip
SAME = {"ezviz": "hikvision", "hikrobot": "hikvision", "hikmicro": "hikvision", "prama-hikvision": "hikvision",
        "hiksemi": "hikvision", "pyronix": "hikvision", "imou": "dahua", "hisilicon": "huawei"}  # fmt: skip
OTHER = "other"
"""The truth of a case whose maker no measure names."""
NINETY_FIVE = 1.959964
"""The standard normal deviate that leaves 2.5 % above it."""
_NAMED = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(sorted(RESTRICTED))})(?![a-z0-9])")


class Judged(NamedTuple):
    """A case that came out otherwise than its truth."""

    case: str
    truth: str
    claimed: str | None


@dataclass(slots=True)
class Score:
    """How one labelled corpus came out."""

    cases: int = 0
    positive: int = 0
    hit: int = 0
    silent: int = 0
    """Cases without a claim."""
    missed: list[Judged] = field(default_factory=list)
    accused: list[Judged] = field(default_factory=list)
    made: Counter[Grade] = field(default_factory=Counter)
    """Claims that truth can judge, by grade: of a restricted maker, or where one is true."""
    right: Counter[Grade] = field(default_factory=Counter)


def family(maker: str | None) -> str | None:
    """Return the maker whose products a maker's are counted among."""
    return SAME.get(maker or "", maker)


def restricted_in(text: str) -> frozenset[str]:
    """Return the restricted makers whose name stands in what another tool said."""
    return frozenset(_NAMED.findall(text.lower()))


def scored(truth: Mapping[str, str | None], claims: Mapping[str, Claim]) -> Score:
    """Score claims by case; a case whose truth is None is not settled and only counted."""
    score = Score(cases=len(truth))
    for case, maker in truth.items():
        claim = claims.get(case, Claim())
        score.silent += claim.value is None
        if maker is None:
            continue
        is_right = family(claim.value) == family(maker)
        if maker in RESTRICTED:
            score.positive += 1
            score.hit += is_right
            if not is_right:
                score.missed.append(Judged(case, maker, claim.value))
        if claim.value is not None and (claim.value in RESTRICTED or maker in RESTRICTED):
            score.made[claim.grade] += 1
            score.right[claim.grade] += is_right
        if claim.value in RESTRICTED and claim.grade.is_firm and not is_right:
            score.accused.append(Judged(case, maker, claim.value))
    return score


def scored_names(truth: Mapping[str, str | None], named: Mapping[str, frozenset[str]]) -> Score:
    """Score what a tool without grades named; that it named the true maker among others is held right."""
    score = Score(cases=len(truth))
    for case, maker in truth.items():
        said = {family(name) for name in named.get(case, ())}
        score.silent += not said
        if maker is None:
            continue
        if maker in RESTRICTED:
            score.positive += 1
            score.hit += family(maker) in said
        if said and family(maker) not in said:
            score.accused.append(Judged(case, maker, min(str(name) for name in said)))
    return score


def wilson(right: int, made: int) -> tuple[float, float]:
    """Return the bounds of Wilson's 95 % interval of a share; (0, 1) if there is nothing to judge."""
    if made == 0:
        return 0.0, 1.0
    share, z = right / made, NINETY_FIVE
    middle = share + z * z / (2 * made)
    spread = z * math.sqrt(share * (1 - share) / made + z * z / (4 * made * made))
    low, high = (middle - spread) / (1 + z * z / made), (middle + spread) / (1 + z * z / made)
    return max(0.0, low), min(1.0, high)


def best(claims: Iterable[Claim]) -> Claim:
    """Return the firmest of the claims on the assets of one case."""
    return max(claims, key=lambda claim: claim.grade.rank, default=Claim())
