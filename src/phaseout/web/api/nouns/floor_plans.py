"""Which plan has a floor, and where on it does each thing stand?"""

from datetime import datetime

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field

from phaseout.web.api.call import Call, seen_version, shown, unless_it_has
from phaseout.web.api.faults import check_form, cleaned, not_valid
from phaseout.web.api.noun import Noun, Operation, as_form, form_of
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import Schema, Sent
from phaseout.web.estate.models import THOUSANDTHS, Asset, Floor, Pin, Plan
from phaseout.web.estate.plan_forms import LARGEST, PinForm, PlanForm
from phaseout.web.estate.plan_picture import KINDS, handed_out
from phaseout.web.estate.queries import lies_within, pin_of, pins_seen, plan_of
from phaseout.web.estate.services import keep_plan, pin, unpin
from phaseout.web.frame.access import Permission
from phaseout.web.frame.picked import DIGITS
from phaseout.web.frame.problems import Fault

READ, KEEP = Permission.READ, Permission.KEEP_ESTATE
NOUN = Noun("floor plans")
PLAN, PIN = "/floors/{int:pk}/plan", "/assets/{int:pk}/pin"
PICTURE = "picture"
BODY = form_of(
    PICTURE,
    {
        PICTURE: {
            "type": "string",
            "format": "binary",
            "description": "PNG, JPEG or WebP, at most 20 MB and 50 million pixels.",
        }
    },
)
"""What is sent to keep a plan."""


class FloorPlanOut(Schema):
    """The plan of a floor; version 0 where there is none."""

    floor: int
    version: int
    kind: str
    """Media type of the picture, which was written anew; empty where there is none."""
    width: int
    """Pixels."""
    height: int
    at: datetime | None
    """When the picture was kept."""
    picture: str | None
    """The address of the picture."""


class PinOut(Schema):
    """Where on a plan a thing stands; version 0 where nobody said it."""

    asset: int
    version: int
    floor: int | None
    """Whose plan it is; null where that lies beyond your reach."""
    x: int | None
    """Thousandths of the width, from the left."""
    y: int | None
    """Thousandths of the height, from above."""
    at: datetime | None
    """When somebody said it."""


class PinIn(Sent):
    """Where on a plan a thing stands."""

    floor: int = Field(ge=1, lt=10**DIGITS)
    """Of the thing's site, and with a plan."""
    x: int = Field(ge=0, le=THOUSANDTHS)
    """Thousandths of the width, from the left."""
    y: int = Field(ge=0, le=THOUSANDTHS)
    """Thousandths of the height, from above."""


def _floor(request: Call, pk: int, permission: Permission) -> Floor:
    rows = Floor.objects.within(request.access, permission).select_related("building__site__organisation")
    return get_object_or_404(rows, pk=pk)


def _plan(request: Call, floor: Floor) -> FloorPlanOut:
    found = plan_of(floor)
    shown(request, found.version if found else 0)
    if found is None:
        return FloorPlanOut(
            floor=floor.pk, version=0, kind="", width=0, height=0, at=None, picture=None
        )  # fmt: skip
    return FloorPlanOut(
        floor=floor.pk, version=found.version, kind=found.kind, width=found.width, height=found.height,
        at=found.at, picture=f"/api/v1/floors/{floor.pk}/plan/picture",
    )  # fmt: skip


def _asset(request: Call, pk: int, permission: Permission) -> Asset:
    rows = Asset.objects.within(request.access, permission).select_related("organisation")
    return get_object_or_404(rows, pk=pk)


def _pinned(request: Call, asset: Asset, permission: Permission) -> PinOut:
    found = pin_of(asset)
    version = found.version if found else 0
    shown(request, version)
    if found is None or not lies_within(request.access, permission, found):
        return PinOut(asset=asset.pk, version=version, floor=None, x=None, y=None, at=None)
    return _pin(found)


def _pin(row: Pin) -> PinOut:
    return PinOut(
        asset=row.asset_id, version=row.version, floor=row.plan.floor_id, x=row.x, y=row.y, at=row.at
    )


@NOUN.shows(PLAN, "api-floor-plan", FloorPlanOut)
def plan(request: Call, pk: int) -> object:
    """Show the plan of a floor."""
    return _plan(request, _floor(request, pk, READ))


@NOUN.does(
    Operation(
        method="POST",
        path=PLAN,
        name="api-floor-plan",
        needs=KEEP,
        answers=FloorPlanOut,
        is_versioned=True,
        takes=as_form(LARGEST),
        body=BODY,
    )
)
def keep(request: Call, pk: int) -> object:
    """Keep the plan of a floor, the first or another; pins stay where they are, and only pixels are kept."""
    check_form(request, BODY)
    floor = _floor(request, pk, KEEP)
    found = plan_of(floor)
    version = seen_version(request, found.version if found else 0)
    said = cleaned(PlanForm({"version": version}, request.FILES))
    keep_plan(request.access, floor, version, said["picture"])
    return _plan(request, floor)


@NOUN.shows(f"{PLAN}/picture", "api-floor-plan-picture", None, gives=KINDS)
def picture(request: Call, pk: int) -> HttpResponseBase:
    """Hand out the picture of a plan."""
    found = get_object_or_404(Plan.objects.visible_to(request.access), floor=pk)
    return unless_it_has(request, f"{found.version}.{found.pk}", lambda: handed_out(found))


@NOUN.lists(f"{PLAN}/pins", "api-floor-plan-pins", PinOut)
def pins(request: Call, pk: int) -> object:
    """List where things stand on the plan of a floor, those within reach that still stand at its site."""
    found = get_object_or_404(
        Plan.objects.visible_to(request.access).select_related("floor__building"), floor=pk
    )
    return page_of(request, pins_seen(request.access, found).select_related("plan"), _pin)


@NOUN.shows(PIN, "api-asset-pin", PinOut)
def asset_pin(request: Call, pk: int) -> object:
    """Show where on a plan of its site a thing stands."""
    return _pinned(request, _asset(request, pk, READ), READ)


@NOUN.does(
    Operation(method="PUT", path=PIN, name="api-asset-pin", needs=KEEP, answers=PinOut, is_versioned=True)
)
def put(request: Call, pk: int, given: PinIn) -> object:
    """Say where on a plan of its site a thing stands."""
    asset = _asset(request, pk, KEEP)
    known = pin_of(asset)
    version = seen_version(request, known.version if known else 0)
    said = cleaned(PinForm({**given.model_dump(), "version": version}))
    plans = Plan.objects.within(request.access, KEEP).select_related("floor__building__site")
    found = plans.filter(floor=given.floor, floor__building__site=asset.site_id).first()
    if found is None:
        raise not_valid([Fault(field="floor", detail=_("Name a floor of its site that has a plan."))])
    pin(request.access, found, asset, version, place=(said["x"], said["y"]))
    return _pinned(request, asset, KEEP)


@NOUN.does(
    Operation(
        method="DELETE", path=PIN, name="api-asset-pin", needs=KEEP, answers=None, status=204,
        is_versioned=True,
    )
)  # fmt: skip
def take_off(request: Call, pk: int) -> HttpResponse:
    """Take a thing off the plan on which it stands."""
    asset = _asset(request, pk, KEEP)
    plans = Plan.objects.within(request.access, KEEP).select_related("floor__building__site")
    found = get_object_or_404(plans, pins__asset=asset, floor__building__site=asset.site_id)
    known = pin_of(asset)
    unpin(request.access, found, asset, seen_version(request, known.version if known else 0))
    return HttpResponse(status=204)
