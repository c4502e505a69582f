"""What hangs on a survey that somebody would take back?"""

from dataclasses import dataclass

from phaseout.domain.determination import Outcome
from phaseout.web.surveys.models import State, Survey
from phaseout.web.surveys.queries import findings_answered_by


@dataclass(frozen=True, slots=True, kw_only=True)
class AtStake:
    """Findings that a survey answered last."""

    applying: int
    """Those that apply: they stand as before the survey, or go where it was the first to make them."""
    judged: int
    """Those on which people proposed or decided: they stay, with another answer or with the same."""


def at_stake(survey: Survey) -> AtStake | None:
    """Return what hangs on a survey; None where it cannot be taken back."""
    if survey.state != State.APPLIED:
        return None
    findings = findings_answered_by(survey)
    return AtStake(
        applying=findings.filter(outcome=Outcome.APPLIES).count(),
        judged=findings.filter(judgements__isnull=False).distinct().count(),
    )
