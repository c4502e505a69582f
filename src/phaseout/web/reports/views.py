"""Pages about reports: their list, the form of a new one, and one of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Entering, entered
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.reports import exports, files, page, queries, services
from phaseout.web.reports.filters import ReportFilter
from phaseout.web.reports.forms import Wanting
from phaseout.web.reports.kinds import ABOUT
from phaseout.web.reports.tables import ReportTable

READ, DISCUSS = Permission.READ, Permission.DISCUSS
REPORTS = Listing(
    table=ReportTable, filters=ReportFilter, template="reports/reports.html", hidden=("rows",),
    title=_("Reports"), name="reports", export=exports.REPORTS,
)  # fmt: skip


@needs(READ)
def reports(request: Asked) -> HttpResponseBase:
    """List the reports that were made, and what is being made."""
    rows = queries.reports_seen(request.access)
    return REPORTS.answer(request, rows, waiting=queries.waiting(request.access))


@needs(DISCUSS, "GET", "POST")
def new(request: Asked) -> HttpResponse:
    """Make a report, at once or in the background."""
    form = Wanting(entered(request), access=request.access)

    def keep(_given: dict[str, Any]) -> str:
        return page.of(services.order(request.access, form.wanted))

    shown: dict[str, object] = {
        "kinds": [(kind.label, about) for kind, about in ABOUT.items()], "back": reverse("reports"),
        "button": _("Make the report"),
    }  # fmt: skip
    made = Entering(template="reports/new.html", keep=keep, said=_("The report was asked for."), shown=shown)
    return made.answer(request, form)


@needs(READ)
def report(request: Asked, pk: int) -> HttpResponse:
    """Show a report, and as what it leaves."""
    row = get_object_or_404(queries.whole(request.access, pk))
    return render(request, "reports/report.html", page.shown(row))


@needs(READ)
def file(request: Asked, pk: int) -> HttpResponseBase:
    """Hand a report out as a file."""
    row = get_object_or_404(queries.whole(request.access, pk))
    return files.handed_out(
        request, row, request.GET.get("format", files.JSON), request.GET.get("language", "en")
    )


@needs(DISCUSS, "POST")
def again(request: Asked, pk: int) -> HttpResponse:
    """Ask again for a report that was asked for and is not there."""
    row = get_object_or_404(queries.orders_to_ask_again(request.access).filter(report=None), pk=pk)
    services.again(request.access, row)
    messages.success(request, gettext("It was asked for again."))
    return redirect("reports")
