"""How is what a workbook would change shown, and how do its problems leave as another?"""

import io

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from phaseout.report.safe_text import for_cell
from phaseout.report.workbook_bytes import write_workbook
from phaseout.web.estate.returned.difference import Difference, State

SHOWN = 200
"""Rows of each sort that the page shows; the workbook of problems has all."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


def problems_xlsx(found: Difference) -> HttpResponse:
    """Return every row and cell that was not taken over, and why."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for letter, width in zip("ABCD", (10, 10, 40, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_("Row"), _("Cell"), _("What stands there"), _("Why")])
    for one in found.problems:
        sheet.append([one.row, one.cell, for_cell(one.text), for_cell(one.why)])
    out = io.BytesIO()
    write_workbook(book, out, timezone.now())
    name = f"{found.kind.name}-{timezone.localdate().isoformat()}-{_('problems')}.xlsx"
    return HttpResponse(
        out.getvalue(), content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
