"""How is a survey taken over into the estate, all of it or nothing?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter as columns_of
from typing import NamedTuple, cast

from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.models import Asset, AssetKey, Told
from phaseout.web.estate.queries import CLAIMED, said_of
from phaseout.web.estate.services import SITE, hold_assets
from phaseout.web.findings.queries import answers_that_hold
from phaseout.web.findings.services import follow, note_decided_again, record
from phaseout.web.frame.access import Access
from phaseout.web.frame.announcing.services import announced
from phaseout.web.frame.bulk import insert, new_keys
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.folded import folded
from phaseout.web.surveys.cycles import seldom_searched
from phaseout.web.surveys.holding import held
from phaseout.web.surveys.matching import Row
from phaseout.web.surveys.models import (
    WRITTEN as SITE_AS_WRITTEN,
)
from phaseout.web.surveys.models import (
    Change,
    Comparison,
    Difference,
    SharedAnswers,
    State,
    Survey,
)
from phaseout.web.surveys.packing import unpacked
from phaseout.web.surveys.services.again import ask_for_answers
from phaseout.web.surveys.services.comparing import Compared, Digest, Window, compare, windows

WRITTEN = (
    "id", "organisation_id", "site_id", "segment", "room_id", "label", *Asset.NAMED, "maker_grade", "outcome",
    "edition", "as_of", "first_seen", "last_seen", "seen_by", "version", "sought_label", "sought_model",
)  # fmt: skip
CHANGED = ("site_id", "segment", "room_id", "label", *Asset.NAMED, "maker_grade", "outcome", "edition",
           "as_of", "first_seen", "last_seen", "seen_by", "version", "sought_label",
           "sought_model")  # fmt: skip
"""Columns of an asset that a survey may change."""
COPIED = frozenset({"site", "maker"})
"""What findings have of their assets."""
KEY = ("organisation_id", "asset_id", "kind", "value", "sought", "last_seen")
TOLD = ("asset_id", "field", "value", "grade", "source", "survey", "at")


class _Change(NamedTuple):
    """What the estate said of a thing before, as it is written."""

    survey_id: int
    surveyed_id: int
    asset_id: int
    label: str
    version: int
    seen: datetime
    before: Mapping[str, object] | None = None
    """None where the survey brings the thing in."""
    keys: Sequence[Sequence[str]] = ()
    is_kept: bool = False


class ChangedMeanwhileError(Exception):
    """The estate is not any more as the survey was compared with it."""


def apply(survey: int) -> None:
    """Take a survey over that somebody asked to be; where the estate has changed, compare it anew instead."""
    with held(survey) as is_free:
        one = Survey.everything.filter(pk=survey, state=State.APPLYING).first()
        if not is_free or one is None:
            return
        try:
            _apply(one)
        except ChangedMeanwhileError:
            _back(one, is_compared_anew=True, **compare(one))
        except Exception as error:
            _back(one, error=f"{type(error).__name__}: {error}")
            raise
    _say_the_rest(survey)


def _say_the_rest(survey: int) -> None:
    """Have it answered again with what people answered that it was not told; no more is held for that."""
    one = Survey.everything.select_related("organisation").get(pk=survey)
    if one.state == State.APPLIED and not ask_for_answers(one, timezone.localdate()):
        note_decided_again([answer.pk for answer in answers_that_hold(one.organisation)])


def _back(survey: Survey, **why: object) -> None:
    Survey.everything.filter(pk=survey.pk, state=State.APPLYING).update(state=State.READY, **why)


@seldom_searched()
@transaction.atomic
def _apply(survey: Survey) -> None:
    digest = Digest()
    brought: set[int] = set()
    meant = Comparison.everything.filter(survey=survey, asset__isnull=False).order_by()
    hold_assets(meant.values("asset"))  # whatever is meant beyond these shows in the digest
    for window in windows(survey, digest, own=brought):
        brought.update(_Taking(survey, window).take())
    if digest.value != survey.compared:
        raise ChangedMeanwhileError
    Survey.everything.filter(pk=survey.pk).update(state=State.APPLIED, applied=timezone.now())
    # Last of all, since nobody else writes into the ledger from here on until this is there for everybody.
    noted(
        Access(person=survey.applied_by_id or 0),
        survey.organisation_id,
        "survey-written",
        about=survey.name,
        after={
            "new": survey.new, "changed": survey.changed, "digest": digest.value,
            "edition": survey.register_edition, "as_of": survey.as_of.isoformat(),
        },
    )  # fmt: skip
    announced(
        survey.organisation_id, "survey.applied", survey=survey.pk, new=survey.new, changed=survey.changed
    )


class _Taking:
    """Takes a batch over."""

    def __init__(self, survey: Survey, window: Window) -> None:
        self._survey = survey
        self._estate = window.estate
        pairs = list(zip(window.rows, window.comparisons, strict=True))
        self._new = [row for row, one in pairs if one.difference == Difference.NEW]
        self._known = [(row, one) for row, one in pairs if one.asset_id is not None]

    def take(self) -> set[int]:
        """Write everything, and return the assets brought in."""
        pks = new_keys(Asset, len(self._new))
        new = [self._asset(pk, row) for pk, row in zip(pks, self._new, strict=True)]
        changes = [self._change(row, asset) for row, asset in zip(self._new, new, strict=True)]
        known = [self._estate.assets[cast("int", one.asset_id)] for _, one in self._known]
        changes += [self._altered(row, one) for row, one in self._known]
        rows, assets = [*self._new, *(row for row, _ in self._known)], [*new, *known]
        insert(Asset, WRITTEN, map(columns_of(*WRITTEN), assets), over=CHANGED)
        follow(
            [
                asset.pk
                for (_, one), asset in zip(self._known, known, strict=True)
                if one.changes.keys() & COPIED
            ]
        )
        self._write_keys(rows, assets)
        self._write_told(rows, assets)
        insert(Change, _Change._fields, changes)
        self._record(rows, assets)
        return set(pks)

    def _asset(self, pk: int, row: Row) -> Asset:
        return Asset(
            pk=pk,
            organisation_id=self._survey.organisation_id,
            site_id=row.site,
            segment=row.segment,
            label=row.label,
            **row.named,
            maker_grade=_grade(row, "maker"),
            outcome=row.outcome,
            edition=self._survey.register_edition,
            as_of=self._survey.as_of,
            first_seen=row.seen,
            last_seen=row.seen,
            seen_by=row.seen_by,
        )

    def _change(self, row: Row, asset: Asset) -> _Change:
        return _Change(self._survey.pk, row.pk, asset.pk, asset.label, asset.version, asset.last_seen)

    def _altered(self, row: Row, comparison: Compared) -> _Change:
        """Put what changes into the asset, and return what it was."""
        asset = self._estate.assets[cast("int", comparison.asset_id)]
        keys = self._estate.keys[asset.pk]
        before = {field: getattr(asset, field) for field in ("label", *Asset.NAMED, "maker_grade", "outcome")}
        before |= {
            "site": asset.site_id,
            "segment": asset.segment,
            "room": asset.room_id,
            "version": asset.version,
            "edition": asset.edition,
            "as_of": asset.as_of.isoformat() if asset.as_of else None,
            "first_seen": asset.first_seen.isoformat(),
            "last_seen": asset.last_seen.isoformat(),
            "seen_by": asset.seen_by,
        }
        before["keys"] = [[*key, keys[key]] for key in sorted(row.every_key & keys.keys())]
        for field, (_, after) in comparison.changes.items():
            setattr(asset, "site_id" if field == SITE else field, after)
        if SITE in comparison.changes:
            asset.room_id = None
        if not any(self._estate.is_stated(asset, field) for field in CLAIMED):
            asset.edition, asset.as_of = self._survey.register_edition, self._survey.as_of
        is_told = bool(row.named["maker"]) and asset.maker == row.named["maker"]
        if is_told and self._estate.yields(asset, "maker", row):
            asset.maker_grade = _grade(row, "maker")
        asset.version += bool(comparison.changes)
        asset.first_seen = min(asset.first_seen, row.seen)
        if row.seen >= asset.last_seen:
            asset.last_seen, asset.seen_by = row.seen, row.seen_by
        gained = [list(key) for key in sorted(row.every_key - keys.keys())]
        return self._change(row, asset)._replace(before=before, keys=gained)

    def _write_keys(self, rows: Sequence[Row], assets: Sequence[Asset]) -> None:
        organisation = self._survey.organisation_id
        found = (
            (organisation, asset.pk, kind, value, folded(value), row.seen)
            for row, asset in zip(rows, assets, strict=True)
            for kind, value in sorted(row.every_key)
        )
        insert(AssetKey, KEY, found, over=("last_seen",), unique=("asset_id", "kind", "value"))

    def _write_told(self, rows: Sequence[Row], assets: Sequence[Asset]) -> None:
        survey = self._survey.pk
        said = (
            (
                asset.pk,
                field,
                row.written if field == SITE_AS_WRITTEN else row.named[field],
                grade,
                source,
                survey,
                row.seen,
            )
            for row, asset in zip(rows, assets, strict=True)
            for field, (grade, source) in row.claims.items()
        )
        insert(Told, TOLD, said)

    def _record(self, rows: Sequence[Row], assets: Sequence[Asset]) -> None:
        """Hand the answers on; those of things alike are one object.

        What people say to be otherwise is answered with their word, right afterwards.
        """
        left = said_of([asset.pk for asset in assets])
        pairs = [(row, asset) for row, asset in zip(rows, assets, strict=True) if asset.pk not in left]
        kept = SharedAnswers.everything.filter(pk__in={row.answers for row in rows})
        answers = {
            pk: cast("list[Mapping[str, object]]", unpacked(bytes(packed)))
            for pk, packed in kept.values_list("pk", "packed")
        }
        record(
            [(asset.pk, answers[row.answers]) for row, asset in pairs],
            organisation=self._survey.organisation_id,
            edition=self._survey.register_edition,
            as_of=self._survey.as_of,
            survey=self._survey.pk,
            by=cast("int", self._survey.applied_by_id),
        )


def _grade(row: Row, field: str) -> str:
    return row.claims[field][0] if field in row.claims else ""
