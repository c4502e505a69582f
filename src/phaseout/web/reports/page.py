"""What does the page of a report show?"""

from django.urls import reverse

from phaseout.web.frame.paper.lacking import MOST_ROWS
from phaseout.web.frame.words import language
from phaseout.web.reports import files
from phaseout.web.reports.keeping import document_in, is_as_made
from phaseout.web.reports.models import Order, Report
from phaseout.web.reports.written.shown import sections_of
from phaseout.web.reports.written.texts import about, said


def shown(report: Report) -> dict[str, object]:
    """Return what the page shows, in the reader's language."""
    document, is_long = document_in(report), report.rows > MOST_ROWS
    code = language().code
    return {
        "report": report,
        "about": about(document, code),
        "sections": [] if is_long else list(sections_of(document, code)),
        "is_long": is_long,
        "is_as_made": is_as_made(report),
        "downloads": files.downloads(report),
        "definitions": [(said(one.term, code), said(one.meaning, code)) for one in document.definitions.rows],
    }


def of(order: Order) -> str:
    """Return the address of the report that was asked for; of the list, while it is being made."""
    made = getattr(order, "report", None)  # set where it was made at once
    return reverse("report", args=[made.pk]) if made else reverse("reports")
