"""What settles what somebody proposed: a decision of somebody else, or that they withdraw it?"""

from collections.abc import Mapping, Sequence
from itertools import product

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from phaseout.web.findings.expiry import are_beyond
from phaseout.web.findings.models import Judgement, Step
from phaseout.web.findings.services.counting import counted
from phaseout.web.findings.services.steps import announce_steps, claim_seen, note_steps
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.versioned import ChangedMeanwhileError


class OwnProposalError(PermissionDenied):
    """Nobody decides what they proposed themselves."""


class BeyondLimitError(PermissionDenied):
    """No exception and no restricted use counts for longer than the server allows."""


class OutdatedError(PermissionDenied):
    """The answer is another than the one that was judged: decided so, it would count for nothing."""


def decide(access: Access, proposal: Judgement, version: int, *, agrees: bool, reason: str) -> None:
    """Decide what somebody else proposed, or send it back.

    Raises:
        PermissionDenied: somebody may not decide there.
        OwnProposalError: they proposed it themselves.
        BeyondLimitError: it would count for too long.
        OutdatedError: the answer changed since it was proposed.
        ChangedMeanwhileError: the finding is no more what they saw, or somebody else was faster.
    """
    _decide(access, [proposal], {proposal.finding_id: version}, agrees=agrees, reason=reason)


@transaction.atomic
def decide_many(access: Access, versions: Mapping[int, int], *, agrees: bool, reason: str) -> int:
    """Decide what others proposed on many findings, or send it back; return on how many: on all or on none.

    Args:
        versions: primary key of a finding → version that was shown.

    Raises:
        PermissionDenied: somebody may not decide on one of them.
        OwnProposalError: they proposed one of them themselves.
        BeyondLimitError: one would count for too long.
        OutdatedError: an answer changed since it was proposed.
        ChangedMeanwhileError: one is no more what they saw, or nothing waits on it any more.
    """
    waiting = Judgement.everything.filter(finding__in=versions, step=Step.PROPOSED)
    proposals = list(waiting.select_related("finding__asset").order_by("finding"))
    if len(proposals) != len(versions):
        raise ChangedMeanwhileError
    _decide(access, proposals, versions, agrees=agrees, reason=reason)
    return len(proposals)


def _decide(
    access: Access, proposals: Sequence[Judgement], versions: Mapping[int, int], *, agrees: bool, reason: str
) -> None:
    for one in proposals:
        access.require(Permission.DECIDE, one.organisation_id)
        if one.proposed_by_id == access.person:
            raise OwnProposalError
    if agrees and are_beyond(proposals, timezone.localdate()):
        raise BeyondLimitError
    # Of what changed since it was seen, that is said first.
    seen = (one for one in proposals if one.finding.version == versions[one.finding_id])
    if agrees and any(one.is_outdated for one in seen):
        raise OutdatedError
    _settle(access, proposals, versions, Step.DECIDED if agrees else Step.SENT_BACK, reason)


def withdraw(access: Access, proposal: Judgement, version: int, *, reason: str) -> None:
    """Take back what one proposed oneself.

    Raises:
        PermissionDenied: somebody may not assess there, or another proposed it.
        ChangedMeanwhileError: it was settled meanwhile.
    """
    access.require(Permission.ASSESS, proposal.organisation_id)
    if proposal.proposed_by_id != access.person:
        raise PermissionDenied
    _settle(access, [proposal], {proposal.finding_id: version}, Step.WITHDRAWN, reason)


@transaction.atomic
def _settle(
    access: Access, proposals: Sequence[Judgement], versions: Mapping[int, int], step: Step, reason: str
) -> None:
    with counted([one.finding.asset_id for one in proposals]):
        for one in proposals:
            claim_seen(one.finding, versions[one.finding_id], **_left_by(step, one))
    waiting = Judgement.everything.filter(pk__in=[one.pk for one in proposals], step=Step.PROPOSED)
    done = {"step": step, "decided_by_id": access.person, "decided_at": timezone.now(), "answer": reason}
    if waiting.update(**done) != len(proposals):
        raise ChangedMeanwhileError
    for one, (name, value) in product(proposals, done.items()):
        setattr(one, name, value)
    announce_steps(step, proposals)
    note_steps(access, step, proposals)


def _left_by(step: Step, proposal: Judgement) -> dict[str, object]:
    """Return what becomes of a finding once what was proposed on it is settled."""
    if step == Step.DECIDED:
        decided = {"verdict": proposal.verdict, "expires": proposal.expires, "judged": proposal.outcome}
        return {"step": step, **decided}
    # Whoever withdraws a proposal leaves what was decided before as it was.
    is_as_before = step == Step.WITHDRAWN and proposal.finding.counts
    return {"step": Step.DECIDED if is_as_before else step}
