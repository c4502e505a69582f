"""Which thing of the estate is a surveyed thing, and what does the survey say otherwise of it?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from phaseout.web.estate.models import Asset, KeyKind
from phaseout.web.estate.queries import CLAIMED, Weight, weight
from phaseout.web.estate.services import SITE

Key = tuple[str, str]
"""Kind and value."""
Rival = tuple[str, str, int]
"""Kind and value of the key that means a thing, and the primary key of that thing."""
FIRM = (KeyKind.SERIAL, KeyKind.MAC)
SEGMENT = "segment"
"""The field under which it is told in which part of a network a thing stands."""
CONTRADICTED_BY = {KeyKind.REF: (KeyKind.SERIAL,), KeyKind.IP: FIRM}
"""Names are given again, and addresses too: what has another serial number is another thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A surveyed thing as it is compared."""

    pk: int
    site: int | None
    label: str
    seen: datetime
    """When it was last seen."""
    seen_by: str
    """Whence that is known."""
    keys: Mapping[str, Sequence[str]]
    claims: Mapping[str, Sequence[str]]
    """Field → [grade, source]."""
    named: Mapping[str, str]
    """Field → value, empty where the survey does not know."""
    written: str = ""
    """How its files call its site, where none is known by that name."""
    segment: str = ""
    """The part of a network; things of others have the same addresses."""
    answers: int
    """Primary key of its answers."""
    outcome: str

    @property
    def every_key(self) -> set[Key]:
        """The keys, each with its kind."""
        return {(kind, value) for kind, values in self.keys.items() for value in values}


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """The part of an estate that a batch of surveyed things may mean."""

    meant: Mapping[Key, Sequence[int]]
    """Key → the assets that go by it."""
    assets: Mapping[int, Asset]
    keys: Mapping[int, Mapping[Key, str]]
    """Asset → all its keys, each with when it was last seen."""
    said: Mapping[tuple[int, str], Weight]
    """(Asset, field) → how much the word counts from which its value comes."""

    def is_stated(self, asset: Asset, field: str) -> bool:
        """Whether a person said what a field is."""
        return (asset.pk, field) in self.said and self.said[asset.pk, field][0]

    def yields(self, asset: Asset, field: str, row: Row) -> bool:
        """Whether the word of the survey counts at least as much as any before."""
        grade = row.claims[field][0] if field in row.claims else ""
        said = self.said.get((asset.pk, field))
        return said is None or weight(grade, row.seen, by_person=False) >= said


def rivals_of(row: Row, estate: Estate) -> list[Rival]:
    """Return what the keys of a thing mean: nothing, one thing, or several that are at odds.

    Serial numbers and hardware addresses mean a thing wherever it stands, a reference within its site; a
    network address only within its site, and only where no other key means anything. Names and addresses of
    two segments are of two things.
    """
    found = [rival for kind in (*FIRM, KeyKind.REF) for rival in _by(kind, row, estate)]
    if found or row.site is None:
        return found
    return list(_by(KeyKind.IP, row, estate))


def _by(kind: KeyKind, row: Row, estate: Estate) -> Iterator[Rival]:
    for value in row.keys.get(kind, ()):
        for asset in estate.meant.get((kind, value), ()):
            if kind not in FIRM and not _may_stand_there(row, estate.assets[asset]):
                continue
            if not _contradicts(CONTRADICTED_BY.get(kind, ()), row, estate.keys[asset]):
                yield kind.value, value, asset


def _may_stand_there(row: Row, asset: Asset) -> bool:
    """Whether an address or a name may be that of an asset: at one site, and not in two known segments."""
    is_elsewhere = bool(row.segment and asset.segment) and row.segment != asset.segment
    return asset.site_id == row.site and not is_elsewhere


def _contradicts(kinds: Sequence[KeyKind], row: Row, known: Mapping[Key, str]) -> bool:
    """Whether both have keys of a kind and none in common."""
    for kind in kinds:
        ours = set(row.keys.get(kind, ()))
        theirs = {value for one, value in known if one == kind}
        if ours and theirs and ours.isdisjoint(theirs):
            return True
    return False


def changes_of(row: Row, asset: Asset, estate: Estate) -> dict[str, list[object]]:
    """Return each field that becomes another, with what it was and what it becomes.

    What a survey does not know changes nothing, nor what counts less than what somebody said before.
    """
    changes = {
        field: [before, after]
        for field, before, after in _otherwise(row, asset)
        if not estate.is_stated(asset, field) and _is_newest(row, field, asset, estate)
    }
    is_open = not any(estate.is_stated(asset, field) for field in CLAIMED)  # else decided with that word
    if is_open and row.outcome and row.outcome != asset.outcome:
        changes["outcome"] = [asset.outcome, row.outcome]
    return changes


def standing_of(row: Row, asset: Asset, estate: Estate) -> dict[str, list[object]]:
    """Return each field that a person stated otherwise, with what stands and what the survey says."""
    return {
        field: [before, after]
        for field, before, after in _otherwise(row, asset)
        if estate.is_stated(asset, field)
    }


def _otherwise(row: Row, asset: Asset) -> Iterator[tuple[str, object, object]]:
    for field in Asset.NAMED:
        before, after = getattr(asset, field), row.named[field]
        if after and after != before:
            yield field, before, after
    if row.site is not None and row.site != asset.site_id:
        yield SITE, asset.site_id, row.site
    if row.segment and row.segment != asset.segment:
        yield SEGMENT, asset.segment, row.segment


def _is_newest(row: Row, field: str, asset: Asset, estate: Estate) -> bool:
    if field in (SITE, SEGMENT):  # a thing stands where it was seen last
        return row.seen >= asset.last_seen
    return estate.yields(asset, field, row)
