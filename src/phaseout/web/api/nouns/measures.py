"""What does the register say of the law?"""

from datetime import date
from typing import Annotated

from django.http import Http404

from phaseout.domain.timeline import State
from phaseout.report.measure_page import measure_page
from phaseout.web.api.call import Call
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, query
from phaseout.web.api.pages import check_names, page_of_names
from phaseout.web.api.schema import OneOf, Schema
from phaseout.web.frame.access import Permission
from phaseout.web.frame.words import language, register
from phaseout.web.measures import queries
from phaseout.web.measures.forms import Narrowed

READ = Permission.READ
NOUN = Noun("measures")
NAMES = ("text", "jurisdiction", "day")
DAY = query("day", {"type": "string", "format": "date"}, "The day whose state is told; today if left out.")
NARROWED = (
    query("text", {"type": "string", "maxLength": 200}, "Words of its title, id, or of whom it binds."),
    query("jurisdiction", {"type": "string"}, "Its jurisdiction, such as ca-qc."),
    DAY,
)


class MeasureOut(Schema):
    """A measure with its state on a day."""

    id: str
    title: str
    jurisdiction: str
    state: Annotated[str, OneOf(State)] | None
    """On that day; null before its first step."""
    state_text: str
    """The same in your language."""
    since: date | None
    next: date | None
    """The day of its next step."""
    checked_through: date
    is_checked: bool
    """Whether anybody has verified the state of that day."""
    binds: str
    open: int
    """Findings within reach that are open."""
    findings: int


class MeasureWhole(MeasureOut):
    """A measure on all its axes, with its sources."""

    page: str
    """In Markdown, in your language."""


@NOUN.lists("/measures", "api-measures", MeasureOut, parameters=NARROWED)
def measures(request: Call) -> object:
    """List the measures, by their ids, with their state on a day."""
    cleaned(Narrowed(request.GET))
    asked = Narrowed(request.GET).asked
    rows = ((one.id, _shown(one)) for one in queries.rows(request.access, **asked))
    return page_of_names(request, rows, also=NAMES)


@NOUN.shows("/measures/{path:measure}", "api-measure", MeasureWhole, parameters=(DAY,))
def one_measure(request: Call, measure: str) -> object:
    """Show a measure."""
    check_names(request, ("day",))
    known = register().measures.get(measure)
    if known is None:
        raise Http404
    cleaned(Narrowed(request.GET))
    row = queries.row(request.access, known, Narrowed(request.GET).asked["day"])
    page = measure_page(known, register(), (), language().code)
    return MeasureWhole.model_validate({**_shown(row).model_dump(), "page": page})


def _shown(row: queries.Row) -> MeasureOut:
    told = {name: getattr(row, name, None) for name in MeasureOut.model_fields}
    return MeasureOut.model_validate({**told, "state": row.stands, "state_text": row.state})
