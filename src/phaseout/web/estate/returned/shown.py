"""How is what a workbook would change shown, and how do its problems leave as another?"""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.estate.returned.difference import Difference, State
from phaseout.web.frame.export import Column, Export, plain

SHOWN = 200
"""Rows of each sort that the page shows; the workbook of problems has all."""
COLUMNS = (
    plain("row", gettext_lazy("Row")),
    plain("cell", gettext_lazy("Cell")),
    Column(name="text", heading=gettext_lazy("What stands there"), value=lambda one: one.text),
    Column(name="why", heading=gettext_lazy("Why"), value=lambda one: one.why),
)
"""Of the workbook of problems."""


def page_of(found: Difference) -> dict[str, object]:
    """Return what the page shows."""
    ready, conflicts = found.of(State.CHANGED, State.ADDED), found.of(State.CONFLICT)
    problems = found.problems
    return {
        "found": found, "most": SHOWN, "same": len(found.of(State.SAME)), "ready": ready,
        "conflicts": conflicts, "wrong": found.of(State.WRONG, State.UNKNOWN),
        "shown_ready": ready[:SHOWN], "shown_conflicts": conflicts[:SHOWN], "problems": problems[:SHOWN],
        "is_cut": max(len(ready), len(conflicts), len(problems)) > SHOWN,
    }  # fmt: skip


def problems_xlsx(found: Difference) -> HttpResponseBase:
    """Return every row and cell that was not taken over, and why."""
    export = Export(name=f"{found.kind.name}-{_('problems')}", columns=COLUMNS)
    return export.answer("xlsx", found.problems)
