"""Pages that belong to no app: the first one, the language, and what is not there."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.i18n import set_language

from phaseout.web.frame.access import Permission
from phaseout.web.frame.events.filters import EventFilter
from phaseout.web.frame.events.queries import events_within
from phaseout.web.frame.events.tables import EventTable
from phaseout.web.frame.gate import Asked, needs, open_to_all
from phaseout.web.frame.listing import Listing


@needs(None)
def home(request: Asked) -> HttpResponse:
    """Show where the review stands."""
    return render(request, "frame/home.html")


@open_to_all("POST")
def language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language somebody chose, and return to where they were."""
    return set_language(request)


@open_to_all()
def health(_request: HttpRequest) -> JsonResponse:
    """Say whether the database answers."""
    connection.ensure_connection()
    return JsonResponse({"is": "well"})


AUDIT = Listing(table=EventTable, filters=EventFilter, template="frame/audit.html")


@needs(Permission.AUDIT)
def audit(request: Asked) -> HttpResponseBase:
    """List who did what, the newest first."""
    return AUDIT.answer(request, events_within(request.access))


def not_understood(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say so without a page: its links would be made of what was not understood."""
    return HttpResponse("400 Bad Request", status=400, content_type="text/plain")


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that something was tried too often."""
    return render(request, "frame/too_often.html", status=429)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, or none that the asker may know of."""
    return render(request, "frame/not_found.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the asker's roles do not reach so far."""
    return render(request, "frame/not_allowed.html", status=403)
