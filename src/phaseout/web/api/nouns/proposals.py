"""On which findings can one judgement be proposed at once, and what is in the way on others?"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Field

from phaseout.domain.determination import Outcome
from phaseout.web.api.call import Call
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.nouns.findings import ProposalIn
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.selection import MOST, ChosenIn, SeenIn, in_the_way
from phaseout.web.findings import services
from phaseout.web.findings.forms import ProposingMany
from phaseout.web.findings.models import Finding, Step
from phaseout.web.findings.queries import findings_seen
from phaseout.web.frame.access import Access, Permission

ASSESS = Permission.ASSESS
NOUN = Noun("proposals")


class ProposalsPreviewIn(Sent):
    """Findings on which something is to be proposed."""

    findings: list[ChosenIn] = Field(min_length=1, max_length=MOST)


class ProposalsIn(ProposalIn):
    """One judgement on many findings, each as it was seen."""

    findings: list[SeenIn] = Field(min_length=1, max_length=MOST)


class ProposableOut(Schema):
    """Whether a judgement can be proposed on a finding."""

    id: int
    version: int
    """As it stands now: the proposal names it."""
    measure: str
    act: str
    outcome: Annotated[str, OneOf(Outcome)]
    """What the judgement would be about."""
    why_not: str
    """Why not; empty where it can."""
    is_changed: bool
    """Whether somebody changed it since you saw it."""


class ProposalsPreviewOut(Schema):
    """On which of them a judgement can be proposed; nothing was proposed."""

    items: list[ProposableOut]
    number: int
    """Findings on which it can."""
    missing: list[int]
    """Ids of findings that are not within your reach."""


class ProposedOut(Schema):
    """On how many findings was proposed."""

    findings: int


def _proposable(access: Access, versions: Mapping[int, int | None]) -> Iterator[ProposableOut]:
    for row in findings_seen(access).filter(pk__in=versions):
        yield ProposableOut(
            id=row.pk, version=row.version, measure=row.measure, act=row.act, outcome=row.outcome,
            why_not=_why_not(access, row), is_changed=versions[row.pk] not in (None, row.version),
        )  # fmt: skip


def _why_not(access: Access, row: Finding) -> str:
    if not access.may(ASSESS, row.organisation_id):
        return _("Your roles, or those of this token, do not reach so far.")
    if row.step == Step.PROPOSED:
        return _("A proposal waits already: it is decided or withdrawn first.")
    return ""


@NOUN.does(
    Operation(
        method="POST",
        path="/findings/proposals/preview",
        name="api-findings-preview",
        needs=ASSESS,
        answers=ProposalsPreviewOut,
    )
)
def preview(request: Call, given: ProposalsPreviewIn) -> object:
    """Say on which of many findings a judgement can be proposed; needs the permission to read as well."""
    versions = {one.id: one.version for one in given.findings}
    items = list(_proposable(request.access, versions))
    missing = sorted(set(versions) - {one.id for one in items})
    return ProposalsPreviewOut(items=items, number=sum(not one.why_not for one in items), missing=missing)


@NOUN.does(
    Operation(
        method="POST",
        path="/findings/proposals",
        name="api-findings-propose",
        needs=ASSESS,
        answers=ProposedOut,
        status=201,
        are_versioned=True,
    )
)
def propose_many(request: Call, given: ProposalsIn) -> object:
    """Propose one judgement on many findings: on all of them, or on none; others decide it.

    ``errors`` say which of them are in the way: one was changed since it was seen (412), or a proposal
    waits there, or it is not within your reach (409).
    """
    said = cleaned(ProposingMany(given.model_dump(exclude={"findings"})))
    versions = {one.id: one.version for one in given.findings}
    found = list(_proposable(request.access, dict(versions)))
    refused = _("Nothing was proposed: on some of these nothing can be proposed as you saw them.")
    changed = {one.id for one in found if one.is_changed}
    in_the_way("findings", given.findings, {one.id: one.why_not for one in found}, changed, refused)
    number = services.propose_many(
        request.access, versions, verdict=said["verdict"], reason=said["reason"], expires=said["expires"],
        is_whole=True,
    )  # fmt: skip
    return ProposedOut(findings=number)
