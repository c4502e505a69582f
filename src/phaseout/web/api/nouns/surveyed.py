"""What did a survey show, how does it compare with the estate, and what could not be read?"""

from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phaseout.domain.determination import Outcome
from phaseout.web.api.call import Call, seen_version, shown
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.nouns.assets import AssetOut, described
from phaseout.web.api.nouns.surveys import ONE, visible, workable
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.estate.models import KeyKind
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import ProblemError
from phaseout.web.frame.words import language
from phaseout.web.surveys import downloads, queries, services
from phaseout.web.surveys.filters import ComparisonFilter, KeptFilter, NotSeenFilter, UnreadFilter
from phaseout.web.surveys.models import Change, Comparison, Difference, SurveyedAsset, SurveyUnread

READ, SURVEY = Permission.READ, Permission.SURVEY
NOUN = Noun("what a survey showed")


class RivalOut(Schema):
    """A thing of the estate that a thing in conflict may be, and the key by which it is meant."""

    kind: Annotated[str, OneOf(KeyKind)]
    value: str
    asset: int


class ComparedOut(Schema):
    """A thing that a survey showed, and how it compares with the estate."""

    position: int
    label: str
    site: int | None
    written: str
    """How its files call its site, where no site is known by that name."""
    kind: str
    maker: str
    brand: str
    model: str
    firmware: str
    outcome: Annotated[str, OneOf(Outcome, "")]
    difference: Annotated[str, OneOf(Difference)]
    asset: int | None
    """The thing of the estate that it is."""
    changes: dict[str, list[str | int | None]]
    """Field → before and after."""
    standing: dict[str, list[str | int | None]]
    """Field → what a person said, which stands, and what the survey says otherwise."""
    rivals: list[RivalOut]
    is_settled: bool


class ShownOut(ComparedOut):
    """A thing that a survey showed, with everything seen of it and every answer, as in its document."""

    document: dict[str, Any]


class UnreadOut(Schema):
    """A part of a file that could not be interpreted."""

    id: int
    file: str
    locator: str
    """Where, in your language."""
    why: str
    """In your language."""


class KeptOut(Schema):
    """A thing that undoing left as it was."""

    id: int
    label: str
    asset: int | None


class SettledIn(Sent):
    """Which of its rivals a thing in conflict is; null where that is to be open again."""

    asset: int | None


def _known(row: Comparison) -> dict[str, Any]:
    seen = row.surveyed
    names = ("position", "written", "label", "kind", "maker", "brand", "model", "firmware")
    rivals = [RivalOut(kind=kind, value=value, asset=asset) for kind, value, asset in row.rivals]
    return {
        **{name: getattr(seen, name) for name in names},
        "site": seen.site_id, "outcome": seen.answers.outcome, "difference": row.difference,
        "asset": row.asset_id, "changes": row.changes, "standing": row.standing,
        "rivals": rivals, "is_settled": row.is_settled,
    }  # fmt: skip


@NOUN.lists(f"{ONE}/things", "api-surveyed-things", ComparedOut, filters=ComparisonFilter)
def things(request: Call, pk: int) -> object:
    """List what a survey showed, each beside what it is in the estate."""
    rows = queries.compared(Comparison.objects.visible_to(request.access), visible(request, pk))
    return page_of(
        request, rows, lambda row: ComparedOut.model_validate(_known(row)), filters=ComparisonFilter
    )


@NOUN.shows(f"{ONE}/things/{{int:position}}", "api-surveyed-thing", ShownOut)
def thing(request: Call, pk: int, position: int) -> object:
    """Show a thing as a survey showed it: observations, claims, answers and reasons."""
    rows = queries.whole(SurveyedAsset.objects.visible_to(request.access).select_related("answers"))
    seen = get_object_or_404(rows, survey=pk, position=position)
    compared = _comparison(request, READ, pk, position)
    shown(request, compared.version)
    return ShownOut.model_validate({**_known(compared), "document": downloads.asset_json_of(seen)})


@NOUN.does(
    Operation(
        method="PUT",
        path=f"{ONE}/things/{{int:position}}/asset",
        name="api-surveyed-settle",
        needs=SURVEY,
        answers=ComparedOut,
        is_versioned=True,
    )
)
def settle(request: Call, pk: int, position: int, given: SettledIn) -> object:
    """Say which of its rivals a thing in conflict is."""
    workable(request, pk)
    row = _comparison(request, SURVEY, pk, position)
    if not services.settle(request.access, row, given.asset, version=seen_version(request, row.version)):
        raise ProblemError(409, _("Nothing was changed: this cannot be said of it, or no longer."))
    settled = _comparison(request, SURVEY, pk, position)
    shown(request, settled.version)
    return ComparedOut.model_validate(_known(settled))


def _comparison(request: Call, permission: Permission, pk: int, position: int) -> Comparison:
    rows = Comparison.objects.within(request.access, permission).select_related("surveyed__answers")
    return get_object_or_404(rows, survey=pk, surveyed__position=position)


@NOUN.lists(f"{ONE}/unread", "api-survey-unread", UnreadOut, filters=UnreadFilter)
def unread(request: Call, pk: int) -> object:
    """List what could not be read, and why."""
    rows = SurveyUnread.objects.visible_to(request.access).filter(survey=visible(request, pk))
    return page_of(request, rows.select_related("file"), _unread, filters=UnreadFilter)


def _unread(row: SurveyUnread) -> UnreadOut:
    words = language()
    return UnreadOut(
        id=row.pk, file=row.file.name, locator=words.locator(row.locator), why=words.unread(row.why)
    )


@NOUN.lists(f"{ONE}/not-seen", "api-survey-not-seen", AssetOut, filters=NotSeenFilter)
def not_seen(request: Call, pk: int) -> object:
    """List the things of the sites looked at that a survey did not see: they may still be there."""
    rows = queries.not_seen(request.access, visible(request, pk))
    return page_of(request, rows, described, filters=NotSeenFilter)


@NOUN.lists(f"{ONE}/kept", "api-survey-kept", KeptOut, filters=KeptFilter)
def kept(request: Call, pk: int) -> object:
    """List what undoing left, because somebody had changed it since."""
    rows = Change.objects.visible_to(request.access).filter(survey=visible(request, pk), is_kept=True)
    return page_of(
        request, rows, lambda row: KeptOut(id=row.pk, label=row.label, asset=row.asset_id), filters=KeptFilter
    )
