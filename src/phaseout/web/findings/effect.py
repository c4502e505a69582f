"""Since when does the rule behind an answer have effect?"""

from datetime import date
from functools import cache

from phaseout.decide.effect import effect_of
from phaseout.domain.measure import Clause, Measure
from phaseout.web.findings.models import Finding
from phaseout.web.frame.words import register


def effect_of_rule(finding: Finding) -> date | None:
    """Return since when the rule behind a finding's answer had effect, on the day it was asked about."""
    return in_effect_since(finding.measure, finding.clause, finding.as_of)


@cache
def in_effect_since(measure: str, clause: str, on: date | None) -> date | None:
    """Return the first day from which a rule had effect without a break until the day asked about.

    Whom the rule covers may have been listed later: that stands among the reasons.

    Args:
        measure: id, as answers keep it.
        clause: id within the measure.
        on: the day asked about, None where nothing was.

    Returns:
        None where the rule has no effect on that day, or the register no longer has it.
    """
    if on is None:
        return None
    known = register().measures.get(measure)
    rule = next((one for one in known.clauses if one.id == clause), None) if known else None
    if known is None or rule is None or not _has_effect(known, rule, on):
        return None
    first = on
    for day in sorted(_steps(known, rule), reverse=True):
        if day > on:
            continue
        if not _has_effect(known, rule, day):
            break
        first = day
    return first


def _steps(measure: Measure, clause: Clause) -> set[date]:
    """Return the days on which the effect may begin or end."""
    steps = {step.on for step in measure.timeline.steps}
    return steps | {clause.since} if clause.since else steps


def _has_effect(measure: Measure, clause: Clause, day: date) -> bool:
    return effect_of(measure, clause, day).starts == day
