"""Which reports were made, what does each say, and how is one made?"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any, cast

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field

from phaseout.report.json_bytes import json_value
from phaseout.web.api.call import Call, made, unless_it_has
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation, query
from phaseout.web.api.pages import Page, page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.naming import name_for
from phaseout.web.frame.problems import Fault, ProblemError
from phaseout.web.reports import queries, services
from phaseout.web.reports.files import BUNDLE, FORMATS, JSON, LANGUAGES, handed_out
from phaseout.web.reports.filters import ReportFilter
from phaseout.web.reports.forms import Wanting
from phaseout.web.reports.keeping import bytes_of
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.models import Order, Report, State

READ, DISCUSS = Permission.READ, Permission.DISCUSS
NOUN = Noun("reports")
LIST, ONE = "/reports", "/reports/{int:pk}"
ORDERS, ORDER = "/reports/orders", "/reports/orders/{int:pk}"
FILE = "application/octet-stream"


class ReportOut(Schema):
    """A report as it was made."""

    id: int
    kind: Annotated[str, OneOf(Kind)]
    organisation: int
    as_of: date
    rows: int
    """Of all its tables."""
    sha256: str
    """Of its document."""
    made_by: str
    made: datetime


class ReportWhole(ReportOut):
    """A report with all it says."""

    document: dict[str, Any]


class ReportIn(Sent):
    """A report that is wanted."""

    kind: Annotated[str, OneOf(Kind)]
    organisation: int
    sites: str = Field("", max_length=4000)
    """References of sites, with commas between; empty: all."""
    begin: date | None = None
    end: date | None = None


class OrderedOut(Schema):
    """That a report was asked for."""

    order: int
    report: int | None
    """Its id; null while a large one is being made: its order says how far it is."""


class OrderOut(Schema):
    """A report that was asked for."""

    id: int
    kind: Annotated[str, OneOf(Kind)]
    organisation: int
    sites: list[int]
    """Those it is of alone; empty: all."""
    begin: date
    end: date
    state: Annotated[str, OneOf(State)]
    error: str
    """Why it could not be made, in your language."""
    report: int | None
    """Its id, once it is made."""
    by: str
    asked: datetime
    begun: datetime | None
    """When it was last begun in the background."""


def _known(row: Report) -> dict[str, object]:
    facts = {name: getattr(row, name) for name in ("kind", "as_of", "rows", "sha256")}
    return {
        **facts,
        "id": row.pk,
        "organisation": row.organisation_id,
        "made_by": str(row.by),
        "made": row.at,
    }


@NOUN.does(
    Operation(
        method="GET", path=LIST, name="api-reports", needs=READ, answers=Page[ReportOut], is_list=True,
        filters=ReportFilter,
    )
)  # fmt: skip
def reports(request: Call) -> object:
    """List the reports that were made within reach."""
    rows = queries.reports_seen(request.access)
    return page_of(request, rows, lambda row: ReportOut.model_validate(_known(row)), filters=ReportFilter)


@NOUN.does(
    Operation(method="POST", path=LIST, name="api-reports", needs=DISCUSS, answers=OrderedOut, status=201)
)
def make(request: Call, given: ReportIn) -> object:
    """Make a report: a small one at once, a large one in the background."""
    form = Wanting({name: value for name, value in given.model_dump().items() if value is not None},
                   access=request.access)  # fmt: skip
    cleaned(form)
    asked = services.order(request.access, form.wanted)
    report_made = _made_of(asked)
    made(request, f"/api/v1{LIST}/{report_made}" if report_made else f"/api/v1{ORDERS}/{asked.pk}")
    return OrderedOut(order=asked.pk, report=report_made)


@NOUN.lists(ORDERS, "api-report-orders", OrderOut, filters=ReportFilter)
def orders(request: Call) -> object:
    """List the reports that were asked for, made or not."""
    rows = queries.orders_seen(request.access)
    return page_of(request, rows, lambda row: _order(request.access, row), filters=ReportFilter)


@NOUN.shows(ORDER, "api-report-order", OrderOut)
def order(request: Call, pk: int) -> object:
    """Say how far a report is that was asked for, and why it could not be made."""
    return _order(request.access, get_object_or_404(queries.orders_seen(request.access), pk=pk))


@NOUN.does(
    Operation(
        method="POST", path=f"{ORDER}/again", name="api-report-order-again", needs=DISCUSS, answers=OrderOut,
        status=202,
    )
)  # fmt: skip
def again(request: Call, pk: int) -> object:
    """Ask again for a report that could not be made, or whose worker died."""
    row = get_object_or_404(queries.orders_to_ask_again(request.access), pk=pk)
    if row.state == State.MADE:
        raise ProblemError(409, _("It is made already."))
    services.again(request.access, row)
    return _order(request.access, queries.orders_to_ask_again(request.access).get(pk=pk))


def _order(access: Access, row: Order) -> OrderOut:
    by = name_for(access, row.by, row.organisation_id)
    return told(OrderOut, row, by=by, error=row.why, report=_made_of(row), asked=row.at)


def _made_of(order: Order) -> int | None:
    report = getattr(order, "report", None)
    return report.pk if report else None


@NOUN.shows(ONE, "api-report", ReportWhole)
def report(request: Call, pk: int) -> object:
    """Show a report with all it says, in both languages."""
    row = get_object_or_404(queries.whole(request.access, pk))
    document = cast("dict[str, Any]", json_value(bytes_of(row)))
    return ReportWhole.model_validate({**_known(row), "document": document})


@NOUN.does(
    Operation(
        method="GET", path=f"{ONE}/file", name="api-report-file", needs=READ, answers=None, gives=FILE,
        refused_by=(503,),
        parameters=(
            query("format", {"type": "string", "enum": [JSON, *FORMATS, BUNDLE], "default": JSON},
                  "As what it is handed out; an archive (zip) there is of evidence alone."),
            query("language", {"type": "string", "enum": [*LANGUAGES], "default": "en"},
                  "Of what is written."),
        ),
    )
)  # fmt: skip
def file(request: Call, pk: int) -> HttpResponseBase:
    """Hand a report out as a file, written from its document; as JSON with an ETag, else written anew."""
    row = get_object_or_404(queries.whole(request.access, pk))
    format_, language = request.GET.get("format", JSON), request.GET.get("language", "en")
    formats = (JSON, *FORMATS, *((BUNDLE,) if row.kind == Kind.EVIDENCE else ()))
    _check_among({"format": (format_, formats), "language": (language, LANGUAGES)})
    if format_ == JSON:
        return unless_it_has(request, row.sha256, lambda: _written(request, row, JSON, language))
    return _written(request, row, format_, language)


def _check_among(given: Mapping[str, tuple[str, Sequence[str]]]) -> None:
    """Refuse a query where something is none of those there are of it.

    Raises:
        ProblemError: there is.
    """
    said = _("One of %(expected)s.")
    wrong = {name: among for name, (one, among) in given.items() if one not in among}
    if wrong:
        faults = [
            Fault(field=name, detail=said % {"expected": ", ".join(among)}) for name, among in wrong.items()
        ]
        raise ProblemError(422, _("The query is not valid."), faults=faults)


def _written(request: Call, row: Report, format_: str, language: str) -> HttpResponseBase:
    answer = handed_out(request, row, format_, language)
    if answer.status_code == HTTPStatus.OK:
        answer["Content-Type"] = FILE  # whatever it is, it is to be kept and not shown
    return answer
