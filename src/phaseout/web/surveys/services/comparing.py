"""How does a survey compare with the estate?

Batch by batch, with a few queries for each: the estate may hold a million things.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar, cast

from django.db import transaction

from phaseout.report.json_bytes import Json, json_bytes
from phaseout.web.estate.models import Asset, AssetKey, KeyKind, Organisation, Told
from phaseout.web.estate.queries import Weight, weight
from phaseout.web.estate.services import SITE
from phaseout.web.frame.among import among
from phaseout.web.frame.bulk import insert
from phaseout.web.surveys.matching import FIRM, Estate, Key, Rival, Row, changes_of, rivals_of, standing_of
from phaseout.web.surveys.models import Comparison, Difference, Survey, SurveyedAsset
from phaseout.web.surveys.seen import seen_of

WINDOW = 5000
"""Things compared at a time."""
AT_ONCE = 10_000
"""Keys asked for in one query."""
STANDING = NOWHERE, ELSEWHERE = "nowhere", "elsewhere"
BELOW = "below"
"""The figure that counts things which a branch below has already."""
_NOTHING: frozenset[int] = frozenset()
Value = TypeVar("Value", int, str)


class Compared(NamedTuple):
    """A comparison before it is a row; the columns that are written, in order."""

    survey_id: int
    surveyed_id: int
    difference: str
    asset_id: int | None
    changes: Mapping[str, Sequence[object]]
    standing: Mapping[str, Sequence[object]]
    rivals: Sequence[Rival]
    is_settled: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A batch of surveyed things beside what they are in the estate."""

    rows: Sequence[Row]
    comparisons: Sequence[Compared]
    """One for each row."""
    estate: Estate


def compare(survey: Survey) -> dict[str, object]:
    """Compare a survey with the estate and write how; return its figures and the digest.

    What somebody settled before stays settled where it is still open to be.
    """
    counted: Counter[str] = Counter(dict.fromkeys((*Difference.values, *STANDING, BELOW), 0))
    branches = _branches(survey)
    outcomes: Counter[str] = Counter()
    digest = Digest()
    settled = _settled(survey)
    Comparison.everything.filter(survey=survey).delete()
    for window in windows(survey, digest, settled=settled):
        with transaction.atomic():
            insert(Comparison, Compared._fields, window.comparisons)
        counted.update(one.difference for one in window.comparisons)
        counted.update(filter(None, map(_standing, window.rows)))
        counted[BELOW] += len(_known_in(branches, window.rows))
        outcomes.update(row.outcome for row in window.rows if row.outcome)
    return {**counted, "outcomes": outcomes, "compared": digest.value}


def _branches(survey: Survey) -> list[int]:
    under = Organisation.everything.filter(path__startswith=survey.organisation.path)
    return list(under.exclude(pk=survey.organisation_id).values_list("pk", flat=True))


def _known_in(organisations: Sequence[int], rows: Sequence[Row]) -> list[Row]:
    """Return the things whose serial number or hardware address an asset of some organisations has."""
    known: set[Key] = set()
    for kind in FIRM if organisations else ():
        values = list({value for row in rows for value in row.keys.get(kind, ())})
        for part in _parts(values):
            named = AssetKey.everything.filter(organisation__in=organisations, kind=kind, value__in=part)
            known.update((kind.value, value) for value in named.values_list("value", flat=True))
    return [row for row in rows if not row.every_key.isdisjoint(known)]


def _standing(row: Row) -> str:
    """Return the figure that counts a thing: of what stands nowhere, or not where its file says."""
    if row.site is None:
        return NOWHERE
    return ELSEWHERE if row.written else ""


class Digest:
    """Grows with each comparison: two that end alike are alike."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, comparison: Compared) -> None:
        """Take in a comparison, without what people settled of it."""
        is_conflict = comparison.difference == Difference.CONFLICT
        told = [
            comparison.surveyed_id, comparison.difference, comparison.rivals,
            *([] if is_conflict else [comparison.asset_id, comparison.changes]),
        ]  # fmt: skip
        self._hash.update(json_bytes(cast("Json", told)))

    @property
    def value(self) -> str:
        """What it came to."""
        return self._hash.hexdigest()


def windows(
    survey: Survey,
    digest: Digest,
    *,
    settled: dict[int, int] | None = None,
    own: Collection[int] = _NOTHING,
) -> Iterator[Window]:
    """Yield a survey batch by batch, each compared with the estate as it is when its turn comes.

    Args:
        survey: what it showed is whole.
        digest: takes every comparison in.
        settled: surveyed thing → the asset somebody said it is; asked for where it is not given.
        own: assets that the survey itself brings in meanwhile, which are no part of the estate yet.
    """
    chosen = _settled(survey) if settled is None else settled
    taken: set[int] = set()
    for rows in _batched(_rows(survey)):
        estate = _estate(survey, rows, own)
        comparisons = [_compared(survey, row, estate, taken, chosen.get(row.pk)) for row in rows]
        for one in comparisons:
            digest.add(one)
        yield Window(rows=rows, comparisons=comparisons, estate=estate)


def _compared(survey: Survey, row: Row, estate: Estate, taken: set[int], chosen: int | None) -> Compared:
    rivals = rivals_of(row, estate)
    meant = {asset for _, _, asset in rivals}
    new = Compared(survey.pk, row.pk, Difference.NEW.value, None, {}, {}, (), False, survey.version)
    if not meant:
        return new
    is_disputed = len(meant) > 1 or not meant.isdisjoint(taken)
    if is_disputed:
        conflict = new._replace(difference=Difference.CONFLICT.value, rivals=rivals)
        if chosen not in meant or chosen in taken or chosen is None:
            return conflict
        meant = {chosen}
    (asset,) = meant
    taken.add(asset)
    known = estate.assets[asset]
    changes, standing = changes_of(row, known, estate), standing_of(row, known, estate)
    if is_disputed:
        return conflict._replace(asset_id=asset, changes=changes, standing=standing, is_settled=True)
    difference = Difference.CHANGED if changes else Difference.SAME
    return new._replace(difference=difference.value, asset_id=asset, changes=changes, standing=standing)


def _settled(survey: Survey) -> dict[int, int]:
    settled = Comparison.everything.filter(survey=survey, is_settled=True, asset__isnull=False)
    return dict(settled.values_list("surveyed", "asset"))


def _rows(survey: Survey) -> Iterator[Row]:
    columns = (
        "pk",
        "site",
        "written",
        "segment",
        "seen",
        "label",
        "keys",
        "claims",
        "answers",
        "answers__outcome",
    )
    found = SurveyedAsset.everything.filter(survey=survey).order_by("position")
    rows = found.values_list(*columns, *Asset.NAMED).iterator(chunk_size=WINDOW)
    for pk, site, written, segment, at, label, keys, claims, answers, outcome, *named in rows:
        seen, seen_by = seen_of(survey, at)
        yield Row(
            pk=pk, site=site, written=written, segment=segment, seen=seen, seen_by=seen_by, label=label,
            keys=keys, claims=claims, answers=answers, outcome=outcome,
            named=dict(zip(Asset.NAMED, named, strict=True)),
        )  # fmt: skip


def _batched(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == WINDOW:
            yield batch
            batch = []
    if batch:
        yield batch


def _estate(survey: Survey, rows: Sequence[Row], own: Collection[int]) -> Estate:
    meant: dict[Key, list[int]] = defaultdict(list)
    for kind in KeyKind:
        values = list({value for row in rows for value in row.keys.get(kind, ())})
        for part in _parts(values):
            named = AssetKey.everything.filter(organisation=survey.organisation_id, kind=kind, value__in=part)
            for value, asset in named.order_by("asset").values_list("value", "asset"):
                if asset not in own:
                    meant[kind.value, value].append(asset)
    assets = list({asset for found in meant.values() for asset in found})
    return Estate(
        meant=meant,
        assets={
            asset.pk: asset for part in _parts(assets) for asset in Asset.everything.filter(among("pk", part))
        },
        keys=_keys(assets),
        said=_said(assets),
    )


def _keys(assets: Sequence[int]) -> dict[int, dict[Key, str]]:
    keys: dict[int, dict[Key, str]] = {asset: {} for asset in assets}
    for part in _parts(assets):
        known = AssetKey.everything.filter(among("asset", part))
        for asset, kind, value, seen in known.values_list("asset", "kind", "value", "last_seen"):
            keys[asset][kind, value] = seen.isoformat()
    return keys


def _said(assets: Sequence[int]) -> dict[tuple[int, str], Weight]:
    said: dict[tuple[int, str], Weight] = {}
    for part in _parts(assets):
        fields = (*Asset.NAMED, SITE)
        told = Told.everything.filter(Told.COUNTS, among("asset", part), field__in=fields).order_by()
        for asset, field, grade, survey, at in told.values_list("asset", "field", "grade", "survey", "at"):
            counts = weight(grade, at, by_person=survey is None)
            if (asset, field) not in said or counts > said[asset, field]:
                said[asset, field] = counts
    return said


def _parts(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))
