"""What writes down what people made of findings? Each asks first whether somebody may."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from phaseout.web.findings.files import Accepted
from phaseout.web.findings.models import Attachment, Finding, Judgement, Step
from phaseout.web.findings.services.counting import counted
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.announcing.services import announced
from phaseout.web.frame.events.services import noted_of_each
from phaseout.web.frame.versioned import ChangedMeanwhileError


class OwnProposalError(PermissionDenied):
    """Nobody decides what they proposed themselves."""


def assess(
    access: Access, finding: Finding, version: int, *, reason: str, files: Iterable[Accepted] = ()
) -> Judgement:
    """Write down what the evidence shows.

    Raises:
        PermissionDenied: somebody may not assess there.
        ChangedMeanwhileError: the finding is no more what they saw.
    """
    is_waiting = finding.step == Step.PROPOSED
    step = Step(finding.step) if is_waiting or finding.counts else Step.ASSESSED
    return _step(access, finding, version, step, Judgement(step=Step.ASSESSED, reason=reason), files)


def propose(  # noqa: PLR0913
    access: Access,
    finding: Finding,
    version: int,
    *,
    verdict: str,
    reason: str,
    expires: date | None = None,
    files: Iterable[Accepted] = (),
) -> Judgement:
    """Propose a judgement, for somebody else to decide.

    Raises:
        PermissionDenied: somebody may not assess there.
        ChangedMeanwhileError: the finding is no more what they saw, or a proposal waits already.
    """
    proposal = Judgement(step=Step.PROPOSED, verdict=verdict, reason=reason, expires=expires)
    return _step(access, finding, version, Step.PROPOSED, proposal, files)


@transaction.atomic
def _step(
    access: Access, finding: Finding, version: int, step: Step, taken: Judgement, files: Iterable[Accepted]
) -> Judgement:
    access.require(Permission.ASSESS, finding.organisation_id)
    with counted([finding.asset_id]):
        _claim(finding, version, step=step)
    taken.organisation_id, taken.finding, taken.outcome = finding.organisation_id, finding, finding.outcome
    taken.proposed_by_id = access.person
    try:
        taken.save()
    except IntegrityError as waiting:
        raise ChangedMeanwhileError from waiting
    for file in files:
        _attach(taken, file)
    if taken.step == Step.PROPOSED:
        _announce(Step.PROPOSED, [taken])
    _note(access, Step(taken.step), [taken])
    return taken


@transaction.atomic
def propose_many(
    access: Access, versions: Mapping[int, int], *, verdict: str, reason: str, expires: date | None
) -> int:
    """Propose one judgement on many findings, and return on how many.

    Those that changed meanwhile, or on which a proposal waits, are left out: the number shows it.

    Args:
        versions: primary key → version that was shown.
    """
    mine = Finding.objects.within(access, Permission.ASSESS).filter(pk__in=versions)
    open_ones = mine.exclude(step=Step.PROPOSED).select_related("asset").select_for_update(of=("self",))
    ready = [one for one in open_ones if versions[one.pk] == one.version]
    proposals = [
        Judgement(
            organisation_id=one.organisation_id, finding=one, step=Step.PROPOSED, verdict=verdict,
            reason=reason, outcome=one.outcome, expires=expires, proposed_by_id=access.person,
        )
        for one in ready
    ]  # fmt: skip
    Judgement.everything.bulk_create(proposals)
    _announce(Step.PROPOSED, proposals)
    _note(access, Step.PROPOSED, proposals)
    with counted([one.asset_id for one in ready]):
        Finding.everything.filter(pk__in=[one.pk for one in ready]).update(
            step=Step.PROPOSED, version=F("version") + 1
        )
    return len(ready)


def decide(access: Access, proposal: Judgement, version: int, *, agrees: bool, reason: str) -> None:
    """Decide what somebody else proposed, or send it back.

    Raises:
        PermissionDenied: somebody may not decide there.
        OwnProposalError: they proposed it themselves.
        ChangedMeanwhileError: the finding is no more what they saw, or somebody else was faster.
    """
    access.require(Permission.DECIDE, proposal.organisation_id)
    if proposal.proposed_by_id == access.person:
        raise OwnProposalError
    if agrees:
        decided = {"verdict": proposal.verdict, "expires": proposal.expires, "judged": proposal.outcome}
        _settle(access, proposal, version, Step.DECIDED, reason, decided)
    else:
        _settle(access, proposal, version, Step.SENT_BACK, reason, {})


def withdraw(access: Access, proposal: Judgement, version: int, *, reason: str) -> None:
    """Take back what one proposed oneself.

    Raises:
        PermissionDenied: somebody may not assess there, or another proposed it.
        ChangedMeanwhileError: it was settled meanwhile.
    """
    access.require(Permission.ASSESS, proposal.organisation_id)
    if proposal.proposed_by_id != access.person:
        raise PermissionDenied
    _settle(access, proposal, version, Step.WITHDRAWN, reason, {})


@transaction.atomic
def _settle(
    access: Access, proposal: Judgement, version: int, step: Step, reason: str, decided: Mapping[str, object]
) -> None:
    finding = proposal.finding
    # Whoever withdraws a proposal leaves what was decided before as it was.
    left = Step.DECIDED if step == Step.WITHDRAWN and finding.counts else step
    with counted([finding.asset_id]):
        _claim(finding, version, step=left, **decided)
    waiting = Judgement.everything.filter(pk=proposal.pk, step=Step.PROPOSED)
    if not waiting.update(step=step, decided_by_id=access.person, decided_at=timezone.now(), answer=reason):
        raise ChangedMeanwhileError
    _announce(step, [proposal])
    _note(access, step, [proposal])


def _note(access: Access, step: Step, judgements: Iterable[Judgement]) -> None:
    """Write down who took a step on which findings."""
    noted_of_each(
        access,
        f"finding-{step.value}",
        (
            (one.organisation_id, f"{one.finding.asset}: {one.finding}",
             {"verdict": one.verdict} if one.verdict else {})
            for one in judgements
        ),
    )  # fmt: skip


def _announce(step: Step, judgements: Iterable[Judgement]) -> None:
    """Write down for other programs what became of proposals, once for each organisation and verdict."""
    alike: dict[tuple[int, str], list[int]] = {}
    for one in judgements:
        alike.setdefault((one.organisation_id, one.verdict), []).append(one.finding_id)
    for (organisation, verdict), findings in alike.items():
        announced(
            organisation, f"finding.{step.value}", number=len(findings), findings=findings, verdict=verdict
        )


def _claim(finding: Finding, version: int, **fields: object) -> None:
    """Write the finding where it still is what somebody saw: of two at once the second is told."""
    ours = Finding.everything.filter(pk=finding.pk, version=version)
    if not ours.update(version=F("version") + 1, **fields):
        raise ChangedMeanwhileError


def _attach(judgement: Judgement, given: Accepted) -> None:
    stored = default_storage.save(given.stored, given.file)
    try:
        Attachment(
            organisation_id=judgement.organisation_id, judgement=judgement, name=given.name, stored=stored,
            kind=given.kind, size=given.size, sha256=given.sha256, by_id=judgement.proposed_by_id,
        ).save()  # fmt: skip
    except BaseException:
        with suppress(OSError):
            default_storage.delete(stored)
        raise
