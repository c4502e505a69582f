"""Which findings were chosen in the list, and on which of them can a judgement be proposed?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.utils.translation import ngettext

from phaseout.web.findings.forms import ProposingMany
from phaseout.web.findings.models import Finding, Step
from phaseout.web.findings.queries import findings_seen
from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.picked import picked
from phaseout.web.frame.words import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A finding as the preview shows it."""

    finding: Finding
    measure: str
    act: str
    version: int
    """Which was shown in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen, with the form for the judgement."""

    form: ProposingMany
    ready: Sequence[Row]
    left_out: Sequence[Row]
    """Those on which a proposal waits already, or where somebody may not propose."""
    status: int

    @property
    def versions(self) -> dict[int, int]:
        """Primary key → version that was shown."""
        return {row.finding.pk: row.version for row in self.ready}


def chosen(request: Asked) -> Chosen:
    """Return what somebody chose in the list, or has before them on the preview."""
    versions = picked(request.POST or request.GET)
    seen = findings_seen(request.access).filter(pk__in=versions)
    rows = [_row(one, versions[one.pk] or one.version) for one in seen]
    mine = request.access.within(Permission.ASSESS)
    ready = [row for row in rows if row.finding.organisation_id in mine and row.finding.step != Step.PROPOSED]
    is_filled = "verdict" in request.POST
    form = ProposingMany(request.POST) if is_filled else ProposingMany()
    is_wrong = request.method == "POST" and (not ready or (is_filled and not form.is_valid()))
    left_out = [row for row in rows if row not in ready]
    return Chosen(form=form, ready=ready, left_out=left_out, status=400 if is_wrong else 200)


def tell(request: Asked, number: int, of: int) -> None:
    """Say on how many findings was proposed, and that some changed meanwhile."""
    said = ngettext("Proposed on %(number)d finding.", "Proposed on %(number)d findings.", number)
    messages.success(request, said % {"number": number})
    if missed := of - number:
        said = ngettext(
            "%(number)d finding changed meanwhile and was left as it is: look at it again.",
            "%(number)d findings changed meanwhile and were left as they are: look at them again.",
            missed,
        )
        messages.warning(request, said % {"number": missed})


def _row(one: Finding, version: int) -> Row:
    return Row(
        finding=one,
        measure=language().measure(one.measure),
        act=language().term("act", one.act),
        version=version,
    )
