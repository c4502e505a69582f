"""Pages about the plans of floors, and where on them things stand."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Asset, Floor, Plan
from phaseout.web.estate.plan_drawing import drawing, place_of
from phaseout.web.estate.plan_forms import PinForm, PlanForm
from phaseout.web.estate.plan_picture import handed_out
from phaseout.web.estate.queries import pin_of, pins_of, plan_of, without_pin
from phaseout.web.estate.services import keep_plan, pin, unpin
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, Posted, entered
from phaseout.web.frame.gate import Asked, needs

KEEP = Permission.KEEP_ESTATE
SAVED = _("Saved.")


@needs(Permission.READ)
def plan(request: Asked, pk: int) -> HttpResponse:
    """Show the plan of a floor with what stands on it."""
    floor = _floor(request, pk, Permission.READ)
    found = plan_of(floor)
    may_keep = request.access.may(KEEP, floor.building.site.organisation_id)
    shown = {
        "floor": floor, "site": floor.building.site, "plan": found, "may_keep": may_keep,
        "drawing": drawing(found, pins_of(request.access, found)) if found else None,
        "waiting": without_pin(request.access, floor) if found and may_keep else (),
    }  # fmt: skip
    return render(request, "estate/plan.html", shown)


@needs(Permission.READ)
def plan_picture(request: Asked, pk: int) -> FileResponse:
    """Hand out the picture of a plan, which nothing can run in."""
    return handed_out(get_object_or_404(Plan.objects.visible_to(request.access), floor=pk))


@needs(KEEP, "GET", "POST")
def plan_edit(request: Asked, pk: int) -> HttpResponseBase:
    """Keep the plan of a floor."""
    floor = _floor(request, pk, KEEP)

    def form(given: Posted = None) -> PlanForm:
        known = plan_of(floor)
        return PlanForm(given, request.FILES or None, initial={"version": known.version if known else 0})

    def keep(given: Cleaned) -> str:
        keep_plan(request.access, floor, given["version"], given["picture"])
        return reverse("plan", kwargs={"pk": pk})

    page = Entering(template="estate/plan_form.html", keep=keep, said=SAVED, fresh=form,
                    shown={"floor": floor, "site": floor.building.site})  # fmt: skip
    return page.answer(request, form(entered(request)))


@needs(KEEP, "GET", "POST")
def pin_edit(request: Asked, pk: int, asset: int) -> HttpResponseBase:
    """Say where on a plan a thing stands, or take it off."""
    found = get_object_or_404(Plan.objects.within(request.access, KEEP), floor=pk)
    thing = get_object_or_404(
        Asset.objects.within(request.access, KEEP), pk=asset, site=found.floor.building.site_id
    )
    page = Entering(
        template="estate/pin_form.html", said=SAVED, fresh=lambda: _pin_form(thing),
        keep=lambda given: _pinned(request, found, thing, given), shown=_beside(request, found, thing),
    )  # fmt: skip
    return page.answer(request, _pin_form(thing, entered(request)))


def _pinned(request: Asked, found: Plan, asset: Asset, given: Cleaned) -> str:
    if "off" in request.POST:
        unpin(request.access, found, asset, given["version"])
    else:
        pin(request.access, found, asset, given["version"], place=(given["x"], given["y"]))
    return reverse("plan", kwargs={"pk": found.floor_id})


def _pin_form(asset: Asset, given: Posted = None) -> PinForm:
    known = pin_of(asset)
    place = {"x": known.x, "y": known.y, "version": known.version} if known else {"version": 0}
    return PinForm(given, initial=place)


def _beside(request: Asked, found: Plan, asset: Asset) -> dict[str, object]:
    others = [one for one in pins_of(request.access, found) if one.asset_id != asset.pk]
    known = pin_of(asset)
    here = place_of(found, known) if known else ""
    return {"asset": asset, "floor": found.floor, "site": found.floor.building.site, "known": known,
            "plan": found, "drawing": drawing(found, others), "here": here}  # fmt: skip


def _floor(request: Asked, pk: int, permission: Permission) -> Floor:
    rows = Floor.objects.within(request.access, permission).select_related("building__site__organisation")
    return get_object_or_404(rows, pk=pk)
