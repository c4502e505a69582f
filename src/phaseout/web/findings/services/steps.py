"""What is written of every step of a review: on the finding, in the log, and for other programs."""

from collections.abc import Iterable

from django.db.models import F

from phaseout.web.findings.models import Finding, Judgement, Step
from phaseout.web.frame.access import Access
from phaseout.web.frame.announcing.services import announced
from phaseout.web.frame.events.services import Each, noted_of_each
from phaseout.web.frame.versioned import ChangedMeanwhileError


def note_steps(access: Access, step: Step, judgements: Iterable[Judgement]) -> None:
    """Write down who took a step on which findings; the judgements are as they are written."""
    noted_of_each(
        access,
        f"finding-{step.value}",
        (
            Each(one.organisation_id, f"{one.finding.asset}: {one.finding}",
                 {"verdict": one.verdict} if one.verdict else {}, one)
            for one in judgements
        ),
    )  # fmt: skip


def announce_steps(step: Step, judgements: Iterable[Judgement]) -> None:
    """Write down for other programs what became of proposals, once for each organisation and verdict."""
    alike: dict[tuple[int, str], list[int]] = {}
    for one in judgements:
        alike.setdefault((one.organisation_id, one.verdict), []).append(one.finding_id)
    for (organisation, verdict), findings in alike.items():
        announced(
            organisation, f"finding.{step.value}", number=len(findings), findings=findings, verdict=verdict
        )


def claim_seen(finding: Finding, version: int, **fields: object) -> None:
    """Write the finding where it still is what somebody saw: of two at once the second is told."""
    ours = Finding.everything.filter(pk=finding.pk, version=version)
    if not ours.update(version=F("version") + 1, **fields):
        raise ChangedMeanwhileError
