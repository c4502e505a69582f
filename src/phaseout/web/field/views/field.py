"""Pages of who stands before a thing: what to look at, and what they say of it."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.contrib.staticfiles import finders
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Asset, Site
from phaseout.web.field import services
from phaseout.web.field.forms import VisitForm
from phaseout.web.field.models import Visit
from phaseout.web.field.queries import sites_to_visit, standings, to_look_at
from phaseout.web.field.services import Sent
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, entered
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Pages
from phaseout.web.replacement.vocabulary import IN_PLACE, State

SURVEY = Permission.SURVEY
AT_ONCE = 30
"""Assets or sites on a page: each asset brings its form along, so that the page works without signal."""
LONGEST_TEXT = 100


@needs(SURVEY)
def field(request: Asked) -> HttpResponse:
    """Show the sites, or what is to be looked at in the one that was chosen."""
    text = request.GET.get("q", "")[:LONGEST_TEXT]
    site = _site(request)
    today, todo = timezone.localdate(), bool(request.GET.get("todo"))
    page = _page(request, _rows(request, site, text, today if todo else None))
    shown = {
        "site": site, "text": text, "todo": todo, "page": page, "person": request.access.person,
        "assets": _shown(list(page), today) if site else (), "made": timezone.now(),
        "in_place": IN_PLACE,
    }  # fmt: skip
    return render(request, "field/field.html", shown)


def _rows(request: Asked, site: Site | None, text: str, work_on: date | None) -> QuerySet[Any]:
    if site is None:
        return sites_to_visit(request.access, text)
    return to_look_at(request.access, site, text, work_on=work_on)


def _shown(assets: list[Asset], today: date) -> list[tuple[Asset, UUID, State | None]]:
    """Return assets, each with a key of what will be said of it, and how its replacement stands."""
    standing = standings(assets, today)
    return [(one, uuid4(), standing.get(one.pk)) for one in assets]


@needs(SURVEY, "GET", "POST")
def visit_add(request: Asked, pk: int) -> HttpResponse:
    """Say something of an asset, or give a photograph of it."""
    asset = _asset(request, pk)
    form = VisitForm(entered(request), request.FILES or None, initial={"key": uuid4()})

    def keep(given: Cleaned) -> str:
        return _address(services.visit(request.access, asset, Sent(**given)))

    shown: dict[str, object] = {"asset": asset, "key": form["key"].value()}
    page = Entering(template="field/visit_form.html", keep=keep, said=_("Saved."), shown=shown)
    return page.answer(request, form)


@needs(SURVEY, "POST")
def send(request: Asked, pk: int) -> JsonResponse:
    """Take what a telephone kept while it had no signal, and say where it is or why it is refused."""
    asset = _asset(request, pk)
    form = VisitForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise ValidationError([one for errors in form.errors.values() for one in errors])
        kept = services.visit(request.access, asset, Sent(**form.cleaned_data))
    except ValidationError as refused:
        is_busy = getattr(refused, "code", None) == services.BUSY
        return JsonResponse({"why": refused.messages}, status=503 if is_busy else 422)
    return JsonResponse(
        {"address": _address(kept), "why": [kept.get_refused_display()] if kept.refused else []}
    )


@needs(SURVEY)
def ready(request: Asked) -> JsonResponse:
    """Say whose what is sent now would be, and by which token it is sent."""
    return JsonResponse({"person": request.access.person, "token": get_token(request)})


@needs(SURVEY)
def worker(request: Asked) -> FileResponse:
    """Hand out the script that keeps the list for want of signal; its address is what it may answer for."""
    path = finders.find("field/worker.js")
    if not isinstance(path, str):
        raise Http404
    return FileResponse(Path(path).open("rb"), content_type="text/javascript; charset=utf-8")


def _site(request: Asked) -> Site | None:
    given = request.GET.get("site", "")
    if not given:
        return None
    if not given.isascii() or not given.isdigit():
        raise BadRequest
    return get_object_or_404(Site.objects.within(request.access, SURVEY), pk=given)


def _page(request: Asked, rows: Any) -> Any:
    return Pages(rows, AT_ONCE).get_page(request.GET.get("page"))


def _asset(request: Asked, pk: int) -> Asset:
    rows = Asset.objects.within(request.access, SURVEY).select_related("site", "room__floor__building")
    return get_object_or_404(rows, pk=pk)


def _address(row: Visit) -> str:
    return reverse("visit", args=[row.pk])
