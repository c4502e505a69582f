"""Pages about things."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.exports import ASSETS
from phaseout.web.estate.filters import AssetFilters
from phaseout.web.estate.forms import CorrectForm, PutForm, WithdrawWordForm
from phaseout.web.estate.models import Asset
from phaseout.web.estate.queries import (
    fields_of,
    floor_with_plan,
    looks_of,
    pin_seen,
    seen_at_its_site_since,
    with_kind_grade,
)
from phaseout.web.estate.services import SITE, correct, put, withdraw_word
from phaseout.web.estate.tables import AssetTable
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, Posted, entered, version_of
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.frame.paper.pages import page

LISTING = Listing(
    table=AssetTable, filters=AssetFilters, template="estate/assets.html",
    hidden=("brand", "firmware", "custodian", "organisation", "first_seen"), export=ASSETS,
    title=_("Assets"), name="assets", choosing=(Permission.KEEP_ESTATE,),
)  # fmt: skip
LOOKS = 5
"""Looks at its site that a thing's page shows."""


@needs(Permission.READ)
def assets(request: Asked) -> HttpResponseBase:
    """Show the list."""
    seen = with_kind_grade(Asset.objects.visible_to(request.access)).select_related("site", "organisation")
    return LISTING.answer(request, seen.order_by("-pk"), empty=_("No asset matches."))


@needs(Permission.READ)
def asset(request: Asked, pk: int) -> HttpResponse:
    """Show what is known of a thing, and from whom."""
    rows = Asset.objects.visible_to(request.access).select_related(
        "site", "organisation", "room__floor__building"
    )
    row = get_object_or_404(rows, pk=pk)
    shown = {
        "asset": row,
        "fields": fields_of(row),
        "keys": row.keys.order_by("kind", "-last_seen", "value"),
        "looks": looks_of(row.site)[:LOOKS] if row.site else (),
        "planned": (pin_seen(request.access, row), floor_with_plan(request.access, row)),
        "site_seen": seen_at_its_site_since(row),
        "may_keep": request.access.may(Permission.KEEP_ESTATE, row.organisation_id),
        "see_who": request.access.may(Permission.AUDIT, row.organisation_id),
    }
    return page(request, "estate/asset.html", shown, name=f"asset-{pk}")


@needs(Permission.KEEP_ESTATE, "GET", "POST")
def asset_put(request: Asked, pk: int) -> HttpResponse:
    """Say where a thing stands."""
    row = _kept(request, pk)

    def keep(given: Cleaned) -> str:
        put(request.access, row, given["version"], site=given["site"], room=given["room"])
        return _page_of(row)

    def form(now: Asset, given: Posted = None) -> PutForm:
        initial = {"site": now.site_id, "room": now.room_id, **version_of(now)}
        return PutForm(given, asset=now, access=request.access, initial=initial)

    page = Entering(template="estate/asset_form.html", keep=keep, said=_("Saved."), shown={"asset": row},
                    fresh=lambda: form(_kept(request, pk)))  # fmt: skip
    return page.answer(request, form(row, entered(request)))


@needs(Permission.KEEP_ESTATE, "GET", "POST")
def asset_correct(request: Asked, pk: int, field: str) -> HttpResponse:
    """Say what a field of a thing is."""
    row = _kept(request, pk)
    if field not in Asset.STATED:
        raise Http404

    def keep(given: Cleaned) -> str:
        said = {name: given[name] for name in ("value", "reason")}
        correct(request.access, row, given["version"], field=field, **said)
        return _page_of(row)

    def form(now: Asset, given: Posted = None) -> CorrectForm:
        return CorrectForm(given, field=field, initial={"value": getattr(now, field), **version_of(now)})

    page = Entering(template="estate/asset_form.html", keep=keep, said=_("Saved."),
                    shown={"asset": row, "field": field}, fresh=lambda: form(_kept(request, pk)))  # fmt: skip
    return page.answer(request, form(row, entered(request)))


@needs(Permission.KEEP_ESTATE, "GET", "POST")
def asset_withdraw(request: Asked, pk: int, field: str) -> HttpResponse:
    """Withdraw what people said of a field."""
    row = _kept(request, pk)
    if field not in (*Asset.STATED, SITE):
        raise Http404

    def keep(given: Cleaned) -> str:
        withdraw_word(request.access, row, given["version"], field=field, reason=given["reason"])
        return _page_of(row)

    def form(now: Asset, given: Posted = None) -> WithdrawWordForm:
        return WithdrawWordForm(given, initial=version_of(now))

    page = Entering(template="estate/asset_form.html", keep=keep, said=_("Withdrawn."),
                    shown={"asset": row, "field": field, "is_withdrawn": True},
                    fresh=lambda: form(_kept(request, pk)))  # fmt: skip
    return page.answer(request, form(row, entered(request)))


def _kept(request: Asked, pk: int) -> Asset:
    return get_object_or_404(Asset.objects.within(request.access, Permission.KEEP_ESTATE), pk=pk)


def _page_of(row: Asset) -> str:
    return reverse("asset", kwargs={"pk": row.pk})
