"""How is somebody told that there is no PDF of what they asked for?"""

from collections.abc import Sequence

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from phaseout.web.frame.gate import Asked
from phaseout.web.frame.paper.printing import AGAIN, BusyPressError, NotPrintedError
from phaseout.web.frame.problems import asks_the_api, problem
from phaseout.web.frame.refusing import busy

MOST_ROWS = 500
"""Rows of a list on paper: some twenty pages. A longer one is refused, and nothing is ever cut."""
Downloads = Sequence[tuple[str, str]]
"""What another kind of file is called, and its address."""


def too_long(request: Asked, rows: int, downloads: Downloads) -> HttpResponse:
    """Return how long a list is, and how it can be had all the same."""
    said = _(
        "The list has %(number)s rows, and a PDF holds %(most)s at most. Nothing is cut: narrow the filter, "
        "or take the list as another kind of file."
    )
    return _lacking(request, _counted(said, rows), 422, {"downloads": downloads})


def too_many_labels(request: Asked, labels: int) -> HttpResponse:
    """Return how many labels would be printed, of which there is no other kind of file."""
    said = _(
        "There are %(number)s labels, and a PDF holds %(most)s at most. Nothing is cut: narrow the filter, "
        "and print one part after the other."
    )
    return _lacking(request, _counted(said, labels), 422, {})


def too_long_report(request: Asked, rows: int, downloads: Downloads, narrowed_at: str) -> HttpResponse:
    """Return how long a report is, and how it can be had all the same.

    Args:
        narrowed_at: the address where one of less is asked for.
    """
    said = _(
        "The report has %(number)s rows, and a PDF holds %(most)s at most. Nothing is cut: make one of some "
        "sites alone, by their references, or take it as another kind of file."
    )
    return _lacking(request, _counted(said, rows), 422, {"downloads": downloads, "narrowed_at": narrowed_at})


def not_printed(request: Asked, error: NotPrintedError) -> HttpResponse:
    """Return what stood in the way of making it."""
    if isinstance(error, BusyPressError):
        return busy(request, _("Other PDFs are being made at this moment."), seconds=AGAIN)
    if error.is_missing:
        said = _(
            "This server cannot make PDFs: a part of the program is not installed. Whoever runs it finds "
            "what is missing in the documentation, under “PDF”. Every list can be had as another kind of "
            "file."
        )
        return _lacking(request, said, 503, {})
    said = _("It takes more memory or time than it may. Take less of it, or another kind of file.")
    return _lacking(request, said, 422, {})


def _counted(said: str, rows: int) -> str:
    return said % {"number": intcomma(rows), "most": intcomma(MOST_ROWS)}


def _lacking(request: Asked, why: str, status: int, offered: dict[str, object]) -> HttpResponse:
    if asks_the_api(request):
        return problem(status, why)
    return render(request, "frame/not_printed.html", {"why": why, **offered}, status=status)
