"""What does a plan know of a thing that must go?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from phaseout.decide.code import Code
from phaseout.domain.asset import Asset
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.part import PartKind
from phaseout.domain.truth import Reason, Truth

USE = "use"
UNKNOWN = "unknown"
"""The kind by which a thing is priced of which nobody knows the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing that a measure forbids to use, now or from a day on."""

    id: str
    kind: str | None
    site: str | None
    behind: tuple[str, ...] = ()
    """Ids of the things behind it: of a recorder, its cameras."""
    dues: tuple[date | None, ...] = ()
    """The first day of each prohibition; None for one that holds already.

    One that was announced and names no day has none: nothing is late by it.
    """
    exploited: Truth = Truth.NO
    """Whether it has a vulnerability that an authority lists as exploited."""
    label: str | None = None
    """What people call it."""

    @property
    def priced_as(self) -> str:
        """Return the kind by which it is priced."""
        return self.kind or UNKNOWN


def to_replace(assets: Iterable[Asset]) -> list[Thing]:
    """Return the things a measure forbids to use, now or from a day on, by id."""
    there = (asset for asset in assets if asset.is_there and not asset.is_firm)
    found = (_thing(asset) for asset in there if any(map(_forbids, asset.determinations)))
    return sorted(found, key=lambda thing: thing.id)


def exploited(listed: Iterable[Truth]) -> Truth:
    """Return whether a thing has one of some vulnerabilities, by what is known of each."""
    found = set(listed)
    return Truth.YES if Truth.YES in found else Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.NO


def _thing(asset: Asset) -> Thing:
    answers = {answer.measure: answer for answer in asset.determinations if _forbids(answer)}
    behind = {part.asset for part in asset.parts if part.kind is PartKind.EQUIPMENT and part.asset}
    return Thing(
        id=asset.id,
        kind=asset.kind,
        site=asset.site,
        behind=tuple(sorted(behind)),
        dues=tuple(
            answer.on if answer.outcome is Outcome.APPLIES_FROM else None
            for answer in answers.values()
            if not _names_no_day(answer.reason)
        ),
        exploited=exploited(one.affected for one in asset.vulnerabilities if one.kev),
        label=asset.name or None,
    )


def _names_no_day(reason: Reason) -> bool:
    """Whether it rests on an announcement alone, and on no day of its own."""
    return reason.code == Code.DIRECTED or any(map(_names_no_day, reason.because))


def _forbids(answer: Determination) -> bool:
    return answer.act == USE and answer.outcome in (Outcome.APPLIES, Outcome.APPLIES_FROM)
