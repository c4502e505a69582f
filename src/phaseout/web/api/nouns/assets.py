"""Which things are there, what is known of each and from whom, and where does it stand?"""

from datetime import datetime
from typing import Annotated

from django.shortcuts import get_object_or_404
from pydantic import Field as Of

from phaseout.domain.claim import Grade
from phaseout.domain.determination import Outcome
from phaseout.web.api.call import Call, seen_version, shown, unless_unread
from phaseout.web.api.faults import cleaned
from phaseout.web.api.narrowed import AssetsNarrowed
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.estate.forms import CorrectForm, PutForm, WithdrawWordForm
from phaseout.web.estate.models import LONGEST, LONGEST_REASON, Asset, KeyKind, SeenBy, Told
from phaseout.web.estate.queries import Field, fields_of
from phaseout.web.estate.services import correct, put, withdraw_word
from phaseout.web.frame.access import Permission

KEEP = Permission.KEEP_ESTATE
NOUN = Noun("assets")
ONE = "/assets/{int:pk}"
Named = Annotated[str, OneOf(*Asset.NAMED)]


class AssetOut(Schema):
    """A thing that may have to go; what is empty or null nobody knows."""

    id: int
    organisation: int
    site: int | None
    room: int | None
    label: str
    kind: str
    maker: str
    maker_grade: Annotated[str, OneOf(Grade, "")]
    brand: str
    model: str
    firmware: str
    outcome: Annotated[str, OneOf(Outcome, "")]
    """The gravest answer of the law; empty where none was given yet."""
    first_seen: datetime
    last_seen: datetime
    seen_by: Annotated[str, OneOf(SeenBy, "")]
    """Whence that is known: source, person, or brought where it is the day of bringing in."""
    version: int


class SaidOut(Schema):
    """What one source said of a field."""

    value: str
    grade: Annotated[str, OneOf(Grade, "")]
    source: str | None
    """The file and the place in it. Of a person their name; null for who may not see who did what there."""
    survey: int | None
    """None where a person said it."""
    at: datetime
    reason: str
    """How a person knows it."""
    withdrawn: datetime | None
    """When a person took it back; it counts no more."""


class FieldOut(Schema):
    """A field with all that was said of it."""

    name: str
    best: SaidOut | None
    others: list[SaidOut]


class KeyOut(Schema):
    """A name the thing goes by."""

    kind: Annotated[str, OneOf(KeyKind)]
    value: str
    last_seen: datetime


class AssetWhole(AssetOut):
    """A thing with everything it goes by and all that was said of it."""

    keys: list[KeyOut]
    fields: list[FieldOut]


class ValueIn(Sent):
    """What a field is."""

    value: str = Of(max_length=LONGEST)
    reason: str = Of(max_length=LONGEST_REASON)
    """How you know: read on its label, for instance."""


class WithdrawnWordIn(Sent):
    """Why what people said is taken back."""

    reason: str = Of(max_length=LONGEST_REASON)


class StandsIn(Sent):
    """Where a thing stands; null where nobody knows."""

    site: int | None
    room: int | None = None


def _known(row: Asset) -> dict[str, object]:
    names = [name for name in AssetOut.model_fields if name not in ("id", "organisation", "site", "room")]
    return {
        "id": row.pk, "organisation": row.organisation_id, "site": row.site_id, "room": row.room_id,
        **{name: getattr(row, name) for name in names},
    }  # fmt: skip


def described(row: Asset) -> AssetOut:
    """Return a thing as lists show it."""
    return AssetOut.model_validate(_known(row))


def _whole(request: Call, pk: int) -> AssetWhole:
    row = get_object_or_404(Asset.objects.visible_to(request.access), pk=pk)
    shown(request, row.version)
    sees_who = request.access.may(Permission.AUDIT, row.organisation_id)
    fields = [_field(one, sees_who=sees_who) for one in fields_of(row)]
    keys = [
        KeyOut(kind=key.kind, value=key.value, last_seen=key.last_seen)
        for key in row.keys.order_by("kind", "-last_seen", "value")
    ]
    return AssetWhole.model_validate({**_known(row), "keys": keys, "fields": fields})


def _field(field: Field, *, sees_who: bool) -> FieldOut:
    def said(told: Told) -> SaidOut:
        source = told.source if told.survey is not None or sees_who else None
        return SaidOut(value=told.value, grade=told.grade, source=source, survey=told.survey, at=told.at,
                       reason=told.reason, withdrawn=told.withdrawn)  # fmt: skip

    best = said(field.best) if field.best else None
    return FieldOut(name=field.name, best=best, others=list(map(said, field.others)))


@NOUN.lists("/assets", "api-assets", AssetOut, filters=AssetsNarrowed)
def assets(request: Call) -> object:
    """List the things within reach."""
    return page_of(request, Asset.objects.visible_to(request.access), described, filters=AssetsNarrowed)


@NOUN.shows(ONE, "api-asset", AssetWhole)
def asset(request: Call, pk: int) -> object:
    """Show a thing, and for each field what was said of it, when and whence.

    Which person said it is told to those alone who may see who did what there.
    """
    return _whole(request, pk)


@NOUN.does(
    Operation(
        method="PUT",
        path=f"{ONE}/fields/{{field}}",
        name="api-asset-field",
        needs=KEEP,
        answers=AssetWhole,
        is_versioned=True,
        may_be_unread=True,
    )
)
def state(request: Call, pk: int, field: Named, given: ValueIn) -> object:
    """Say what a field is, as a person: it outranks surveys, those to come too."""
    row = get_object_or_404(Asset.objects.within(request.access, KEEP), pk=pk)
    version = seen_version(request, row.version)
    said = cleaned(CorrectForm({**given.model_dump(), "version": version}, field=field))
    correct(request.access, row, version, field=field, value=said["value"], reason=said["reason"])
    return unless_unread(request, row.organisation_id, lambda: _whole(request, pk))


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/fields/{{field}}/withdrawal",
        name="api-asset-field-withdraw",
        needs=KEEP,
        answers=AssetWhole,
        is_versioned=True,
        may_be_unread=True,
    )
)
def withdraw(request: Call, pk: int, field: Named, given: WithdrawnWordIn) -> object:
    """Withdraw what people said of a field: what surveys say counts again."""
    row = get_object_or_404(Asset.objects.within(request.access, KEEP), pk=pk)
    version = seen_version(request, row.version)
    said = cleaned(WithdrawWordForm({"reason": given.reason, "version": version}))
    withdraw_word(request.access, row, version, field=field, reason=said["reason"])
    return unless_unread(request, row.organisation_id, lambda: _whole(request, pk))


@NOUN.does(
    Operation(
        method="PUT",
        path=f"{ONE}/place",
        name="api-asset-place",
        needs=KEEP,
        answers=AssetWhole,
        is_versioned=True,
        may_be_unread=True,
    )
)
def stand(request: Call, pk: int, given: StandsIn) -> object:
    """Say where a thing stands, as a person: no survey moves it any more."""
    row = get_object_or_404(Asset.objects.within(request.access, KEEP), pk=pk)
    version = seen_version(request, row.version)
    # The form offers the rooms of the site where the thing stands: here that is the one named beside.
    form = PutForm(
        {**given.model_dump(), "version": version}, asset=Asset(site_id=given.site), access=request.access
    )
    said = cleaned(form)
    put(request.access, row, version, site=said["site"], room=said["room"])
    return unless_unread(request, row.organisation_id, lambda: _whole(request, pk))
