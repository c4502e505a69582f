"""Pages about sites, the places in them, and looks at them."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.exports import SITES
from phaseout.web.estate.filters import SiteFilters
from phaseout.web.estate.forms import (
    FloorForm,
    KeptFloorForm,
    KeptSiteForm,
    LookForm,
    Names,
    PlaceForm,
    SiteForm,
    WithdrawForm,
)
from phaseout.web.estate.models import Floor, Look, Site
from phaseout.web.estate.queries import (
    Place,
    looks_of,
    reach_of,
    roles_of,
    site_of,
    with_coverage,
    with_found,
)
from phaseout.web.estate.services import (
    PLACES,
    SiteFacts,
    add_look,
    add_place,
    add_site,
    change_site,
    rename_place,
    withdraw_look,
)
from phaseout.web.estate.tables import SiteTable
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, Posted, entered, version_of
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.frame.paper.pages import page
from phaseout.web.frame.scoped import Scoped

LISTING = Listing(
    table=SiteTable, filters=SiteFilters, template="estate/sites.html",
    hidden=("operator", "custodian", "address"), export=SITES, title=_("Sites"), name="sites",
    choosing=(Permission.KEEP_ESTATE,),
)  # fmt: skip
SAVED = _("Saved.")
Row = TypeVar("Row", bound=Scoped)


@needs(Permission.READ)
def sites(request: Asked) -> HttpResponseBase:
    """Show the list."""
    seen = with_found(request.access, with_coverage(Site.objects.visible_to(request.access)))
    seen = seen.select_related("organisation")
    return LISTING.answer(request, seen, empty=_("No site matches."))


@needs(Permission.READ)
def site(request: Asked, pk: int) -> HttpResponse:
    """Show what is known of a site."""
    row = get_object_or_404(Site.objects.visible_to(request.access).select_related("organisation"), pk=pk)
    may = {
        "keep": request.access.may(Permission.KEEP_ESTATE, row.organisation_id),
        "survey": request.access.may(Permission.SURVEY, row.organisation_id),
        "see_who": request.access.may(Permission.AUDIT, row.organisation_id),
    }
    reached, in_part = reach_of(row)
    shown = {"site": row, "may_here": may, "looks": looks_of(row), "reached": reached, "in_part": in_part}
    places = row.buildings.prefetch_related("floors__rooms")
    shown |= {"places": places, "roles": roles_of(row.organisation)}
    return page(request, "estate/site.html", shown, name=f"site-{pk}")


@needs(Permission.KEEP_ESTATE, "GET", "POST")
def site_add(request: Asked) -> HttpResponse:
    """Add a site."""
    page = Entering(
        template="estate/site_form.html", said=_("The site was added."),
        keep=lambda given: _page_of(add_site(request.access, SiteFacts(**given))),
    )  # fmt: skip
    return page.answer(request, SiteForm(entered(request), access=request.access))


@needs(Permission.KEEP_ESTATE, "GET", "POST")
def site_edit(request: Asked, pk: int) -> HttpResponse:
    """Change what is known of a site."""
    rows = Site.objects.within(request.access, Permission.KEEP_ESTATE)

    def form(given: Posted = None) -> KeptSiteForm:
        row = get_object_or_404(rows, pk=pk)
        return KeptSiteForm(given, instance=row, access=request.access, initial=version_of(row))

    def keep(given: Cleaned) -> str:
        version = given.pop("version")
        return _page_of(
            change_site(request.access, get_object_or_404(rows, pk=pk), version, SiteFacts(**given))
        )

    page = Entering(template="estate/site_form.html", said=SAVED, keep=keep, fresh=form,
                    shown={"site": get_object_or_404(rows, pk=pk)})  # fmt: skip
    return page.answer(request, form(entered(request)))


@needs(Permission.SURVEY, "GET", "POST")
def look_add(request: Asked, pk: int) -> HttpResponse:
    """Say that somebody looked at a site."""
    row = get_object_or_404(Site.objects.within(request.access, Permission.SURVEY), pk=pk)

    def keep(given: Cleaned) -> str:
        add_look(request.access, row, **given)
        return _page_of(row)

    page = Entering(
        template="estate/look_form.html", keep=keep, said=_("The look was kept."), shown={"site": row}
    )
    return page.answer(request, LookForm(entered(request)))


@needs(Permission.SURVEY, "GET", "POST")
def look_withdraw(request: Asked, pk: int, look: int) -> HttpResponse:
    """Withdraw a look."""
    row = get_object_or_404(Look.objects.within(request.access, Permission.SURVEY), pk=look, site=pk)

    def keep(given: Cleaned) -> str:
        withdraw_look(request.access, row, reason=given["reason"])
        return _page_of(row.site)

    page = Entering(template="estate/look_form.html", keep=keep, said=_("Withdrawn."),
                    shown={"site": row.site, "look": row})  # fmt: skip
    return page.answer(request, WithdrawForm(entered(request)))


@needs(Permission.KEEP_ESTATE, "GET", "POST")
def place_add(request: Asked, sort: str, pk: int) -> HttpResponse:
    """Add a building to a site, a floor to a building, a room to a floor."""
    under = _under(request, sort, pk)

    def keep(given: Cleaned) -> str:
        names = given["name_en"], given["name_fr"]
        add_place(request.access, under, names=names, level=given.get("level"))
        return _page_of(site_of(under))

    page = Entering(template="estate/place_form.html", said=SAVED, keep=keep,
                    shown={"sort": sort, "under": under, "site": site_of(under)})  # fmt: skip
    form: type[Form] = FloorForm if sort == "floor" else Names
    return page.answer(request, form(entered(request)))


@needs(Permission.KEEP_ESTATE, "GET", "POST")
def place_edit(request: Asked, sort: str, pk: int) -> HttpResponse:
    """Rename a building, a floor or a room."""
    place = _place(request, sort, pk)
    form: type[Form] = KeptFloorForm if sort == "floor" else PlaceForm

    def keep(given: Cleaned) -> str:
        names = given["name_en"], given["name_fr"]
        rename_place(request.access, place, given["version"], names=names, level=given.get("level"))
        return _page_of(site_of(place))

    page = Entering(template="estate/place_form.html", said=SAVED, keep=keep,
                    fresh=lambda: form(initial=_as_it_is(_place(request, sort, pk))),
                    shown={"sort": sort, "place": place, "site": site_of(place)})  # fmt: skip
    return page.answer(request, form(entered(request), initial=_as_it_is(place)))


def _page_of(row: Site) -> str:
    return reverse("site", kwargs={"pk": row.pk})


def _under(request: Asked, sort: str, pk: int) -> Site | Place:
    if sort not in PLACES:
        raise Http404
    return _kept(request, PLACES[sort][1], pk)


def _place(request: Asked, sort: str, pk: int) -> Place:
    if sort not in PLACES:
        raise Http404
    return _kept(request, PLACES[sort][0], pk)


def _kept(request: Asked, model: type[Row], pk: int) -> Row:
    rows: QuerySet[Row] = model.objects.within(request.access, Permission.KEEP_ESTATE)
    return get_object_or_404(rows, pk=pk)


def _as_it_is(place: Place) -> dict[str, Any]:
    level = {"level": place.level} if isinstance(place, Floor) else {}
    return {"name_en": place.name_en, "name_fr": place.name_fr, **level, **version_of(place)}
