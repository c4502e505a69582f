"""Which thing may have to go, by which keys is it known, and what was seen of it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from phaseout.domain.claim import Identification
from phaseout.domain.determination import Determination, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An observation as the document shows it."""

    id: str
    trait: str
    value: str
    source: str
    locator: str
    at: str | None = None
    port: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetKeys:
    """The names an asset goes by."""

    ref: tuple[str, ...] = ()
    ip: tuple[str, ...] = ()
    mac: tuple[str, ...] = ()
    serial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why what several sources saw is held to be one thing."""

    by: str
    """serial, mac or address."""
    value: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A surveyed thing: keys, claims, answers and everything seen."""

    id: str
    kind: str | None
    site: str | None
    keys: AssetKeys
    identification: Identification
    determinations: tuple[Determination, ...]
    observations: tuple[Seen, ...]
    joins: tuple[Join, ...] = ()
    notes: tuple[str, ...] = ()
    """Joins that were refused, and why."""

    @property
    def is_open(self) -> bool:
        """Whether it belongs on a work list."""
        return is_open(self.identification, self.determinations)

    @property
    def is_unidentified(self) -> bool:
        """Whether nothing says who made it or what it is."""
        return is_unidentified(self.identification)


def is_unidentified(identification: Identification) -> bool:
    """Whether nothing says who made a thing or what it is."""
    return identification.maker.value is None and identification.kind.value is None


def is_open(identification: Identification, answers: Sequence[Determination]) -> bool:
    """Whether a thing belongs on a work list.

    Something applies, will apply or is another party's to do; or it is undetermined while its maker or
    its kind is known at all. A host of which nothing is known is counted as unidentified in the summary
    instead: not cleared, and not a finding.
    """
    outcomes = {answer.outcome for answer in answers if answer.outcome.is_open}
    if outcomes == {Outcome.UNDETERMINED}:
        return not is_unidentified(identification)
    return bool(outcomes)
