"""What do people decide of what others proposed?"""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import ConfigDict

from phaseout.web.api.asked import Call, seen_version
from phaseout.web.api.faults import cleaned
from phaseout.web.api.findings import FindingWhole, JudgementOut, judged, whole
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.findings import services
from phaseout.web.findings.forms import LONGEST, Deciding, Withdrawing
from phaseout.web.findings.models import Attachment, Judgement, Step
from phaseout.web.findings.services import OwnProposalError
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import ProblemError

READ, ASSESS, DECIDE = Permission.READ, Permission.ASSESS, Permission.DECIDE
NOUN = Noun("judgements")
ONE = "/judgements/{int:pk}"
FILE = "application/octet-stream"


class DecisionIn(Schema):
    """Whether somebody agrees with what another proposed; where not, why."""

    model_config = ConfigDict(extra="forbid")
    agrees: bool
    reason: str = Field("", max_length=LONGEST)


class WithdrawalIn(Schema):
    """Why somebody takes a proposal back."""

    model_config = ConfigDict(extra="forbid")
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


@NOUN.does(Operation(method="GET", path=ONE, name="api-judgement", needs=READ, answers=JudgementOut))
def judgement(request: Call, pk: int) -> object:
    """Show a step of a review."""
    return judged(_seen(request, pk))


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
    entered: dict[str, Any] = {"agrees": "yes" if given.agrees else "no", "reason": given.reason}
    said = cleaned(Deciding({**entered, "version": version}))
    try:
        services.decide(request.access, row, version, agrees=given.agrees, reason=said["reason"])
    except OwnProposalError:
        raise ProblemError(403, _("Nobody decides what they proposed themselves.")) from None
    return whole(request, row.finding_id)


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


@NOUN.does(
    Operation(method="GET", path="/files/{int:pk}", name="api-file", needs=READ, answers=None, gives=FILE)
)
def file(request: Call, pk: int) -> HttpResponseBase:
    """Hand out a file given with a judgement."""
    one = get_object_or_404(Attachment.objects.visible_to(request.access), pk=pk)
    try:
        content = default_storage.open(one.stored)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return FileResponse(content, as_attachment=True, filename=one.name, content_type=FILE)
