"""Pages about price lists: what replacing costs, changing a price, and bringing a list in."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import VERSION, Cleaned, Entering, Posted, entered
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.whole import Whole
from phaseout.web.plans import exports, services
from phaseout.web.plans.forms import BringingPrices, WritingPrice
from phaseout.web.plans.pricing import Listed, listed, text_of, version_shown

READ, ASSESS = Permission.READ, Permission.ASSESS
LIST = Whole(template="plans/prices.html", export=exports.PRICES, title=gettext_lazy("Price list"))


@needs(READ)
def prices(request: Asked, pk: int) -> HttpResponseBase:
    """Show the prices of an organisation: the newest list, or the one the address names."""
    organisation = _organisation(request, pk, READ)
    found = listed(organisation, version_shown(request.GET.get("version", "")))
    may_write = request.access.may(ASSESS, pk) and found.is_newest
    return LIST.answer(request, found.rows, organisation=organisation, listed=found, may_write=may_write)


@needs(ASSESS, "GET", "POST")
def edit(request: Asked, pk: int, kind: str) -> HttpResponse:
    """Change a price, or add one: each makes a new version of the list."""
    organisation = _organisation(request, pk, ASSESS)

    def keep(given: Cleaned) -> str:
        seen, now = given.pop(VERSION), listed(organisation)
        rest = [row for row in now.lines if row["kind"] not in (kind, given["kind"])]
        lines = [*rest, given]
        services.write_prices(request.access, organisation, seen, currency=now.currency, lines=lines)
        return _list(organisation)

    def form(given: Posted = None) -> WritingPrice:
        return WritingPrice(given, initial=_initial(listed(organisation), kind))

    return _page(_("Write a price"), organisation, keep, form).answer(request, form(entered(request)))


@needs(ASSESS, "GET", "POST")
def bring(request: Asked, pk: int) -> HttpResponse:
    """Bring a whole price list in; it makes a new version."""
    organisation = _organisation(request, pk, ASSESS)

    def keep(given: Cleaned) -> str:
        seen, lines = given[VERSION], given["text"]
        services.write_prices(request.access, organisation, seen, currency=given["currency"], lines=lines)
        return _list(organisation)

    def form(given: Posted = None) -> BringingPrices:
        now = listed(organisation)
        begun = {"currency": now.currency, "text": text_of(now), VERSION: now.number}
        return BringingPrices(given, initial=begun)

    return _page(_("Bring a price list in"), organisation, keep, form).answer(request, form(entered(request)))


def _initial(now: Listed, kind: str) -> dict[str, Any]:
    known = next((row for row in now.lines if row["kind"] == kind), {})
    return {**known, VERSION: now.number}


def _page(title: str, organisation: Organisation, keep: Any, fresh: Any) -> Entering:
    more = {"title": title, "organisation": organisation, "back": _list(organisation)}
    return Entering(template="plans/form.html", keep=keep, said=_("Saved."), fresh=fresh, shown=more)


def _list(organisation: Organisation) -> str:
    return reverse("prices", args=[organisation.pk])


def _organisation(request: Asked, pk: int, permission: Permission) -> Organisation:
    return get_object_or_404(Organisation.objects.within(request.access, permission), pk=pk)
