"""What do people decide of what others proposed?"""

from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field

from phaseout.web.api.call import Call, seen_version, shown, unless_it_has
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.nouns.findings import FindingWhole, JudgementOut, judged, whole
from phaseout.web.api.schema import Schema, Sent
from phaseout.web.api.selection import MOST, SeenIn, in_the_way
from phaseout.web.findings import services
from phaseout.web.findings.decidable import decidable
from phaseout.web.findings.files import KINDS, handed_out
from phaseout.web.findings.forms import LONGEST, Deciding, DecidingMany, Withdrawing
from phaseout.web.findings.models import Attachment, Judgement, Step
from phaseout.web.findings.services import OwnProposalError
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import ProblemError

READ, ASSESS, DECIDE = Permission.READ, Permission.ASSESS, Permission.DECIDE
NOUN = Noun("judgements")
ONE = "/judgements/{int:pk}"


class DecisionIn(Sent):
    """Whether somebody agrees with what another proposed; where not, why."""

    agrees: bool
    reason: str = Field("", max_length=LONGEST)


class DecisionsIn(DecisionIn):
    """One decision on what others proposed on many findings."""

    findings: list[SeenIn] = Field(min_length=1, max_length=MOST)


class DecidedOut(Schema):
    """On how many findings was decided."""

    findings: int


class WithdrawalIn(Sent):
    """Why somebody takes a proposal back."""

    reason: str = Field(max_length=LONGEST)


def _seen(request: Call, pk: int) -> Judgement:
    rows = Judgement.objects.visible_to(request.access).select_related("finding", "proposed_by", "decided_by")
    return get_object_or_404(rows, pk=pk)


def _waiting(request: Call, pk: int, permission: Permission) -> Judgement:
    row = _seen(request, pk)
    request.access.require(permission, row.organisation_id)
    if row.step != Step.PROPOSED:
        raise ProblemError(409, _("It does not wait for a decision any more."))
    return row


@NOUN.shows(ONE, "api-judgement", JudgementOut)
def judgement(request: Call, pk: int) -> object:
    """Show a step of a review; the version is that of the finding, which deciding changes."""
    row = _seen(request, pk)
    shown(request, row.finding.version)
    return judged(request.access, row)


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/decision",
        name="api-judgement-decide",
        needs=DECIDE,
        answers=FindingWhole,
        is_versioned=True,
    )
)
def decide(request: Call, pk: int, given: DecisionIn) -> object:
    """Decide what somebody else proposed, or send it back; the version is the finding's."""
    row = _waiting(request, pk, DECIDE)
    version = seen_version(request, row.finding.version)
    said = cleaned(Deciding({**_entered(given), "version": version}, proposals=[row]))
    try:
        services.decide(request.access, row, version, agrees=given.agrees, reason=said["reason"])
    except OwnProposalError:
        raise ProblemError(403, _("Nobody decides what they proposed themselves.")) from None
    return whole(request, row.finding_id)


@NOUN.does(
    Operation(
        method="POST",
        path="/judgements/decisions",
        name="api-judgements-decide",
        needs=DECIDE,
        answers=DecidedOut,
        are_versioned=True,
    )
)
def decide_many(request: Call, given: DecisionsIn) -> DecidedOut:
    """Decide what others proposed on many findings, or send it all back: on all of them or on none.

    ``errors`` say which of them are in the way: one was changed since it was seen (412), or nothing waits
    there that you may decide (409).
    """
    versions = {one.id: one.version for one in given.findings}
    said = cleaned(DecidingMany(_entered(given), proposals=_proposals(request, given.findings)))
    number = services.decide_many(request.access, versions, agrees=given.agrees, reason=said["reason"])
    return DecidedOut(findings=number)


def _proposals(request: Call, seen: Sequence[SeenIn]) -> list[Judgement]:
    """Return what was proposed on some findings.

    Raises:
        ProblemError: one of them cannot be decided; with what is in the way of which.
    """
    found = list(decidable(request.access, {one.id: one.version for one in seen}))
    changed = {one.finding.pk for one in found if one.is_changed}
    said = _("Nothing was decided: some of these cannot be decided as you saw them.")
    in_the_way("findings", seen, {one.finding.pk: one.why_not for one in found}, changed, said)
    return [one.proposal for one in found if one.proposal is not None]


def _entered(given: DecisionIn) -> dict[str, Any]:
    """Return what was sent as the forms of the pages take it."""
    return {"agrees": "yes" if given.agrees else "no", "reason": given.reason}


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/withdrawal",
        name="api-judgement-withdraw",
        needs=ASSESS,
        answers=FindingWhole,
        is_versioned=True,
    )
)
def withdraw(request: Call, pk: int, given: WithdrawalIn) -> object:
    """Take back what one proposed oneself; the version is the finding's."""
    row = _waiting(request, pk, ASSESS)
    version = seen_version(request, row.finding.version)
    said = cleaned(Withdrawing({"reason": given.reason, "version": version}))
    services.withdraw(request.access, row, version, reason=said["reason"])
    return whole(request, row.finding_id)


@NOUN.shows("/files/{int:pk}", "api-file", None, gives=KINDS)
def file(request: Call, pk: int) -> HttpResponseBase:
    """Hand out a file given with a judgement."""
    row = get_object_or_404(Attachment.objects.visible_to(request.access), pk=pk)
    return unless_it_has(request, row.sha256, lambda: handed_out(row))
