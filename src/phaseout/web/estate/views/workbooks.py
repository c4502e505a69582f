"""Pages on which an edited workbook is brought back, compared and taken over."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from phaseout.web.estate.models import Returned
from phaseout.web.estate.queries import returned_by
from phaseout.web.estate.returned.difference import difference
from phaseout.web.estate.returned.forms import BringForm
from phaseout.web.estate.returned.kind import KINDS, Kind
from phaseout.web.estate.returned.shown import page_of, problems_xlsx
from phaseout.web.estate.services import forget_returned, keep_returned
from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.versioned import ChangedMeanwhileError

KEEP = Permission.KEEP_ESTATE
OK = 200


@needs(KEEP, "GET", "POST")
def workbook_bring(request: Asked, subject: str) -> HttpResponseBase:
    """Take an edited workbook; nothing is changed by it yet."""
    form = BringForm(request.POST or None, request.FILES or None, kind=_kind(subject))
    if not form.is_valid():
        page, status = {"form": form, "subject": subject}, 400 if request.method == "POST" else OK
        return render(request, "estate/workbook_bring.html", page, status=status)
    keep_returned(request.access, form.returned(request.access))
    return redirect("workbook", subject=subject)


@needs(KEEP, "GET", "POST")
def workbook(request: Asked, subject: str) -> HttpResponseBase:
    """Show what the workbook would change that somebody brought, and take it over."""
    returned = returned_by(request.access, _kind(subject).name)
    if returned is None:
        return redirect("workbook-bring", subject=subject)
    if request.method == "POST":
        return _taken_over(request, returned)
    if request.GET.get("format") == "xlsx":
        return problems_xlsx(difference(request.access, returned))
    return _page(request, returned)


def _kind(subject: str) -> Kind:
    if subject not in KINDS:
        raise Http404
    return KINDS[subject]


def _page(request: Asked, returned: Returned, status: int = OK) -> HttpResponse:
    found = difference(request.access, returned)
    shown = page_of(found) | {"returned": returned, "is_late": status != OK}
    return render(request, "estate/workbook.html", shown, status=status)


def _taken_over(request: Asked, returned: Returned) -> HttpResponseBase:
    found = difference(request.access, returned)
    if found.digest != request.POST.get("digest") or not (found.wanted or found.added):
        return _page(request, returned, 409)
    try:
        batch = found.kind.write(request.access, found.wanted, found.added)
    except (ChangedMeanwhileError, IntegrityError):
        return _page(request, returned, 409)
    forget_returned(request.access, returned.subject)
    messages.success(request, _("The workbook was taken over."))
    return redirect("change", batch=batch)
