"""What do ledgers add to the page of a finding and to that of a replacement?"""

from phaseout.web.findings.models import Finding, Judgement
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.panels import Panel
from phaseout.web.ledger.about import Rows, subjects_of
from phaseout.web.ledger.kinds import kind_name
from phaseout.web.ledger.queries import leaves_about
from phaseout.web.replacement.models import Handover, Replacement, Step


def of_finding(access: Access, finding: Finding) -> Panel | None:
    """Return the leaves that tell what people made of it; None where somebody may not see who did what."""
    return _panel(access, finding.organisation_id, {Judgement: {"finding": finding}})


def of_replacement(access: Access, replacement: Replacement) -> Panel | None:
    """Return the leaves that tell of its steps and of its media; None where somebody may not see that."""
    rows: Rows = {Step: {"replacement": replacement}, Handover: {"medium__replacement": replacement}}
    return _panel(access, replacement.organisation_id, rows)


def _panel(access: Access, organisation: int, rows: Rows) -> Panel | None:
    if not access.may(Permission.AUDIT, organisation):
        return None
    subjects = subjects_of(access, rows)
    leaves = list(leaves_about(access, subjects, organisation)) if subjects else []
    if not leaves:
        return None
    shown = [(leaf, kind_name(leaf)) for leaf in leaves]
    return Panel(template="ledger/leaves_of.html", shown={"ledger": leaves[0].ledger_id, "leaves": shown})
