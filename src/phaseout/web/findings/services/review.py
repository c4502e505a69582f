"""What writes down what people made of findings? Each asks first whether somebody may."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from phaseout.web.findings.files import Accepted
from phaseout.web.findings.models import Attachment, Finding, Judgement, Step
from phaseout.web.findings.services.counting import counted
from phaseout.web.findings.services.keeping import keep_file
from phaseout.web.findings.services.steps import announce_steps, claim_seen, note_steps
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.undertaking.services import written
from phaseout.web.frame.versioned import ChangedMeanwhileError


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


@written()
def _step(
    access: Access, finding: Finding, version: int, step: Step, taken: Judgement, files: Iterable[Accepted]
) -> Judgement:
    access.require(Permission.ASSESS, finding.organisation_id)
    with counted([finding.asset_id]):
        claim_seen(finding, version, step=step)
    taken.organisation_id, taken.finding, taken.outcome = finding.organisation_id, finding, finding.outcome
    taken.proposed_by_id = access.person
    try:
        taken.save()
    except IntegrityError as waiting:
        raise ChangedMeanwhileError from waiting
    for file in files:
        _attach(taken, file)
    if taken.step == Step.PROPOSED:
        announce_steps(Step.PROPOSED, [taken])
    note_steps(access, Step(taken.step), [taken])
    return taken


@transaction.atomic
def propose_many(
    access: Access,
    versions: Mapping[int, int],
    *,
    verdict: str,
    reason: str,
    expires: date | None,
    is_whole: bool = False,
) -> int:
    """Propose one judgement on many findings, and return on how many.

    Those that changed meanwhile, or on which a proposal waits, are left out: the number shows it.

    Args:
        access: of who proposes.
        versions: primary key → version that was shown.
        verdict: what is proposed.
        reason: why.
        expires: until when it counts.
        is_whole: whether none is proposed on where one would be left out.

    Raises:
        ChangedMeanwhileError: one would be left out, and it is whole.
    """
    mine = Finding.objects.within(access, Permission.ASSESS).filter(pk__in=versions)
    open_ones = mine.exclude(step=Step.PROPOSED).select_related("asset").select_for_update(of=("self",))
    ready = [one for one in open_ones if versions[one.pk] == one.version]
    if is_whole and len(ready) != len(versions):
        raise ChangedMeanwhileError
    proposals = [
        Judgement(
            organisation_id=one.organisation_id, finding=one, step=Step.PROPOSED, verdict=verdict,
            reason=reason, outcome=one.outcome, expires=expires, proposed_by_id=access.person,
        )
        for one in ready
    ]  # fmt: skip
    Judgement.everything.bulk_create(proposals)
    announce_steps(Step.PROPOSED, proposals)
    note_steps(access, Step.PROPOSED, proposals)
    with counted([one.asset_id for one in ready]):
        Finding.everything.filter(pk__in=[one.pk for one in ready]).update(
            step=Step.PROPOSED, version=F("version") + 1
        )
    return len(ready)


def _attach(judgement: Judgement, given: Accepted) -> None:
    row = Attachment(
        organisation_id=judgement.organisation_id, judgement=judgement, by_id=judgement.proposed_by_id
    )
    keep_file(row, given)
