"""Which thing of the estate is a surveyed thing, and what does the survey say otherwise of it?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from phaseout.domain.claim import Grade
from phaseout.web.estate.models import Asset, KeyKind

Key = tuple[str, str]
"""Kind and value."""
Rival = tuple[str, str, int]
"""Kind and value of the key that means a thing, and the primary key of that thing."""
FIRM = (KeyKind.SERIAL, KeyKind.MAC)
CONTRADICTED_BY = {KeyKind.REF: (KeyKind.SERIAL,), KeyKind.IP: FIRM}
"""Names are given again, and addresses too: what has another serial number is another thing."""
A_PERSON = Grade.CONCLUSIVE.rank
"""How firm it is what a person entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A surveyed thing as it is compared."""

    pk: int
    site: int | None
    label: str
    keys: Mapping[str, Sequence[str]]
    claims: Mapping[str, Sequence[str]]
    """Field → [grade, source]."""
    named: Mapping[str, str]
    """Field → value, empty where the survey does not know."""
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
    firmness: Mapping[tuple[int, str], int]
    """(Asset, field) → how firm the firmest is that was told of it."""


def rivals_of(row: Row, estate: Estate) -> list[Rival]:
    """Return what the keys of a thing mean: nothing, one thing, or several that are at odds.

    Serial numbers and hardware addresses mean a thing wherever it stands, a reference within its site; a
    network address only within its site, and only where no other key means anything.
    """
    found = [rival for kind in (*FIRM, KeyKind.REF) for rival in _by(kind, row, estate)]
    if found or row.site is None:
        return found
    return list(_by(KeyKind.IP, row, estate))


def _by(kind: KeyKind, row: Row, estate: Estate) -> Iterator[Rival]:
    for value in row.keys.get(kind, ()):
        for asset in estate.meant.get((kind, value), ()):
            if kind not in FIRM and estate.assets[asset].site_id != row.site:
                continue
            if not _contradicts(CONTRADICTED_BY.get(kind, ()), row, estate.keys[asset]):
                yield kind.value, value, asset


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

    What a survey does not know changes nothing, nor what it knows less firmly than somebody before.
    """
    changes: dict[str, list[object]] = {}
    for field in Asset.NAMED:
        before, after = getattr(asset, field), row.named[field]
        if after and after != before and _rank(row, field) >= estate.firmness.get((asset.pk, field), 0):
            changes[field] = [before, after]
    if row.site is not None and row.site != asset.site_id:
        changes["site"] = [asset.site_id, row.site]
    if row.outcome and row.outcome != asset.outcome:
        changes["outcome"] = [asset.outcome, row.outcome]
    return changes


def _rank(row: Row, field: str) -> int:
    return Grade(row.claims[field][0]).rank if field in row.claims else 0
