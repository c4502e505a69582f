"""Pages that belong to no app: the first one, the language, and what is not there."""

import sys

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import get_resolver
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.defaults import server_error
from django.views.i18n import set_language

from phaseout.web.frame.access import Permission
from phaseout.web.frame.columns import COLUMN
from phaseout.web.frame.events.exports import EVENTS
from phaseout.web.frame.events.filters import EventFilter
from phaseout.web.frame.events.queries import events_within
from phaseout.web.frame.events.tables import EventTable
from phaseout.web.frame.gate import Asked, needs, open_to_all
from phaseout.web.frame.listing import Listing
from phaseout.web.frame.problems import asks_the_api, problem
from phaseout.web.frame.refusing import refusal_of
from phaseout.web.frame.services import keep_columns

LONGEST_NAME, MOST_COLUMNS = 60, 60


@needs(None)
def home(request: Asked) -> HttpResponse:
    """Show where the review stands."""
    return render(request, "frame/home.html")


@open_to_all("POST")
def language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language somebody chose, and return to where they were."""
    return set_language(request)


@needs(None, "POST")
def columns(request: Asked) -> HttpResponseBase:
    """Keep which columns of a list somebody wants to see, and return to where they were."""
    name, chosen = request.POST.get("list", ""), request.POST.getlist(COLUMN)
    is_known = name in get_resolver().reverse_dict and len(name) <= LONGEST_NAME
    if is_known and all(one.isidentifier() and len(one) <= LONGEST_NAME for one in chosen):
        keep_columns(request.access, name, chosen[:MOST_COLUMNS])
    back = request.POST.get("next", "")
    is_here = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if is_here else "home")


@needs(None)
def keys(request: Asked) -> HttpResponse:
    """Show which single keys do what."""
    return render(request, "frame/keys.html")


@open_to_all()
def health(_request: HttpRequest) -> JsonResponse:
    """Say whether the database answers."""
    connection.ensure_connection()
    return JsonResponse({"is": "well"})


AUDIT = Listing(
    table=EventTable, filters=EventFilter, template="frame/audit.html", title=_("Who did what"),
    name="events", export=EVENTS,
)  # fmt: skip


@needs(Permission.AUDIT)
def audit(request: Asked) -> HttpResponseBase:
    """List who did what, the newest first."""
    return AUDIT.answer(request, events_within(request.access))


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say so without a page: its links would be made of what was not understood."""
    if asks_the_api(request):
        return problem(400, _("The request could not be understood."))
    return HttpResponse("400 Bad Request", status=400, content_type="text/plain")


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that something was tried too often."""
    return render(request, "frame/too_often.html", status=429)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, or none that the asker may know of."""
    if asks_the_api(request):
        return problem(404, _("There is no such thing, or none that you may know of."))
    return render(request, "frame/not_found.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the asker's roles do not reach so far."""
    if asks_the_api(request):
        return problem(403, _("Your roles, or those of this token, do not reach so far."))
    return render(request, "frame/not_allowed.html", status=403)


def broken(request: HttpRequest) -> HttpResponseBase:
    """Say that the fault is the program's, or what of the machine stood in the way."""
    refusal = refusal_of(request, sys.exception())
    if refusal is not None:
        return refusal
    if asks_the_api(request):
        return problem(500, _("The fault is not yours, and nothing was changed. The server’s log says more."))
    return server_error(request)
