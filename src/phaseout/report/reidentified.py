"""Which things are held to be something else in the later of two documents, and what may have moved that?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from phaseout.domain.asset import Asset
from phaseout.domain.claim import Claim, Dimension
from phaseout.report.causes import Cause, is_seen_alike
from phaseout.report.compared_thing import ComparedThing

_TOLD = (Dimension.MAKER, Dimension.BRAND, Dimension.MODEL, Dimension.KIND)
_MOVES = (Cause.REGISTER, Cause.PROGRAM, Cause.ANSWERS, Cause.FINGERPRINTS, Cause.COLUMNS)
"""What else than the evidence moves an identification: no day and no asker does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reidentified:
    """One claim about a thing that differs in its value or its grade."""

    thing: ComparedThing
    dimension: Dimension
    before: Claim
    after: Claim
    causes: tuple[Cause, ...]


def movers(before: Asset, after: Asset, circumstances: Sequence[Cause]) -> tuple[Cause, ...]:
    """Return what may have moved what is derived from the evidence about one thing."""
    moved = () if is_seen_alike((before,), after) else (Cause.EVIDENCE,)
    return (*(cause for cause in circumstances if cause in _MOVES), *moved)


def reidentified(before: Asset, after: Asset, causes: tuple[Cause, ...]) -> Iterator[Reidentified]:
    """Yield each claim that differs between two sights of one thing."""
    for dimension in _TOLD:
        old, new = (asset.identification.claim(dimension) for asset in (before, after))
        if (old.value, old.grade) != (new.value, new.grade):
            yield Reidentified(
                thing=ComparedThing.of(after), dimension=dimension, before=old, after=new, causes=causes
            )
