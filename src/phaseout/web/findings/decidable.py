"""On which findings does something wait that somebody may decide now, and why on others not?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from phaseout.web.findings.models import Finding, Judgement
from phaseout.web.findings.queries import findings_seen, proposals_on
from phaseout.web.frame.access import Access, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Decidable:
    """A finding with what was proposed on it."""

    finding: Finding
    proposal: Judgement | None
    """None where nothing waits."""
    is_changed: bool
    """Whether somebody changed the finding since it was seen."""
    why_not: str = ""
    """Why somebody cannot decide; empty where they can."""

    @property
    def is_outdated(self) -> bool:
        """Whether the answer is another than the one that was judged: decided so, it would not count."""
        return self.proposal is not None and self.proposal.is_outdated


def decidable(access: Access, versions: Mapping[int, int | None]) -> Iterator[Decidable]:
    """Yield those of some findings that somebody may read, in the order of the list.

    Args:
        access: whose decision it would be.
        versions: primary key of a finding → version that was seen, None where none was said.
    """
    rows = list(findings_seen(access).filter(pk__in=versions))
    waiting = proposals_on(access, [row.pk for row in rows])
    for row in rows:
        proposal = waiting.get(row.pk)
        if proposal is not None:
            proposal.finding = row
        yield Decidable(
            finding=row, proposal=proposal, is_changed=versions[row.pk] not in (None, row.version),
            why_not=_why_not(access, row, proposal),
        )  # fmt: skip


def _why_not(access: Access, finding: Finding, proposal: Judgement | None) -> str:
    if proposal is None:
        return _("It does not wait for a decision.")
    if not access.may(Permission.DECIDE, finding.organisation_id):
        return _("Your role does not reach there.")
    if proposal.proposed_by_id == access.person:
        return _("You proposed this yourself: somebody else has to decide it.")
    return ""
