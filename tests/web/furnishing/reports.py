"""A report of each kind, and one that is asked for and not made."""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace

from phaseout.web.frame.access import Permission
from phaseout.web.reports import services
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.models import Order
from web.furnishing.replacement import named_access
from web.furnishing.secret import SECRET


def put(there: SimpleNamespace) -> Mapping[str, object]:
    home = there.organisation
    access = named_access(home, f"Teller {SECRET}", Permission.READ, Permission.DISCUSS)
    days = {"begin": date(2026, 11, 1), "end": date(2026, 11, 27)}
    made = {
        kind: services.make_now(access, services.Wanted(kind=kind, organisation=home.pk, **days))
        for kind in Kind
    }
    waiting = Order(organisation=home, kind=Kind.MONTHLY, by_id=access.person, **days)
    waiting.save()
    return {
        "report": made[Kind.DISPOSAL], "evidence_report": made[Kind.EVIDENCE], "status_report": made[Kind.MONTHLY], "sheets_report": made[Kind.WORK_SHEETS],
        "reports": made, "report_order": waiting,
    }  # fmt: skip


EXAMPLES = {
    "report": lambda of: {"pk": of.report.pk},
    "report-file": lambda of: {"pk": of.report.pk},
    "report-again": lambda of: {"pk": of.report_order.pk},
}
