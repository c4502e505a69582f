"""Pages on which many things or sites are changed at once, and put back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from phaseout.web.estate import bulk
from phaseout.web.estate.altered import shown
from phaseout.web.estate.queries import batch_of, batches
from phaseout.web.estate.services import put_back
from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import PAGE
from phaseout.web.frame.versioned import ChangedMeanwhileError

KEEP = Permission.KEEP_ESTATE


@needs(KEEP, "GET", "POST")
def assets_edit(request: Asked) -> HttpResponseBase:
    """Say of many things at once what they are; what becomes of each is shown first."""
    return _edit(request, bulk.ASSETS)


@needs(KEEP, "GET", "POST")
def sites_edit(request: Asked) -> HttpResponseBase:
    """Say of many sites at once what they are; what becomes of each is shown first."""
    return _edit(request, bulk.SITES)


@needs(KEEP)
def changes(request: Asked) -> HttpResponse:
    """List what was changed together, the newest first."""
    return render(request, "estate/changes.html", {"batches": batches(request.access)})


@needs(KEEP, "GET", "POST")
def change(request: Asked, batch: str) -> HttpResponseBase:
    """Show what was changed together, and put it back."""
    if request.method == "POST":
        return _put_back(request, batch)
    found = batch_of(request.access, batch)
    if found is None:
        raise Http404
    pages = Paginator(found.rows, PAGE)
    pages.count = found.number  # it was counted already
    page = pages.get_page(request.GET.get("page"))
    rows = shown(request.access, list(page.object_list))
    return render(request, "estate/change.html", {"batch": found, "page": page, "rows": rows})


def _put_back(request: Asked, batch: str) -> HttpResponseBase:
    done = put_back(request.access, batch)
    said = ngettext("%(number)d row was put back.", "%(number)d rows were put back.", done.number)
    messages.success(request, said % {"number": done.number})
    if done.left:
        stays = ngettext(
            "%(number)d row stays as it is.", "%(number)d rows stay as they are.", len(done.left)
        )
        messages.warning(request, stays % {"number": len(done.left)})
    return redirect("change", batch=batch)


def _edit(request: Asked, subject: bulk.Subject) -> HttpResponseBase:
    chosen, is_late = bulk.chosen(request, subject), False
    is_sure = request.method == "POST" and "save" in request.POST and chosen.is_previewed
    if is_sure and not chosen.has_changed and chosen.wanted:
        try:
            return redirect("change", batch=subject.change(request.access, chosen.wanted))
        except ChangedMeanwhileError:  # between reading and writing
            chosen, is_late = bulk.chosen(request, subject), True
    is_empty = request.method == "POST" and not chosen.ready
    status = (
        409 if is_late or (is_sure and chosen.has_changed) else 400 if is_empty or chosen.form.errors else 200
    )
    return render(request, "estate/together.html", {"bulk": chosen}, status=status)
