"""Since when does the rule behind an answer have effect, and from which day does it want a thing gone?

An announcement without a date has effect for those its author directs (docs/decisions/0001), and names no day
by which anything must be gone: nothing is late by it.
"""

from collections.abc import Callable
from datetime import date
from functools import cache

from phaseout.decide.effect import effect_of
from phaseout.domain.measure import Clause, Measure
from phaseout.domain.timeline import State
from phaseout.web.findings.models import Finding
from phaseout.web.frame.words import register


def effect_of_rule(finding: Finding) -> date | None:
    """Return since when the rule behind a finding's answer had effect, on the day it was asked about."""
    return in_effect_since(finding.measure, finding.clause, finding.as_of)


def deadline_of_rule(finding: Finding) -> date | None:
    """Return from which day the rule behind a finding's answer wants its asset gone."""
    return finding.on or deadline_of(finding.measure, finding.clause, finding.as_of)


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
    return _first(measure, clause, on, _has_effect)


@cache
def deadline_of(measure: str, clause: str, on: date | None) -> date | None:
    """Return the first day from which a rule in effect wants a thing gone.

    Args:
        measure: id, as answers keep it.
        clause: id within the measure.
        on: the day asked about, None where nothing was.

    Returns:
        None where the rule has no effect on that day, or has it by an announcement that names no day.
    """
    return _first(measure, clause, on, _wants_it_gone)


@cache
def without_a_day(day: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the measures that are no more than announced on a day, each with its rules that name a day."""
    announced = (one for one in register().measures.values() if _is_announced(one, day))
    return tuple((one.id, tuple(rule.id for rule in one.clauses if rule.since)) for one in announced)


def _first(
    measure: str, clause: str, on: date | None, holds: Callable[[Measure, Clause, date], bool]
) -> date | None:
    """Return the first day from which something holds of a rule without a break until a day."""
    known = register().measures.get(measure)
    rule = next((one for one in known.clauses if one.id == clause), None) if known else None
    if on is None or known is None or rule is None or not holds(known, rule, on):
        return None
    first = on
    for day in sorted(_steps(known, rule), reverse=True):
        if day > on:
            continue
        if not holds(known, rule, day):
            break
        first = day
    return first


def _steps(measure: Measure, clause: Clause) -> set[date]:
    """Return the days on which the effect may begin or end."""
    steps = {step.on for step in measure.timeline.steps}
    return steps | {clause.since} if clause.since else steps


def _has_effect(measure: Measure, clause: Clause, day: date) -> bool:
    return effect_of(measure, clause, day).starts == day


def _wants_it_gone(measure: Measure, clause: Clause, day: date) -> bool:
    return _has_effect(measure, clause, day) and (clause.since is not None or not _is_announced(measure, day))


def _is_announced(measure: Measure, day: date) -> bool:
    step = measure.timeline.at(day)
    return step is not None and step.state is State.ANNOUNCED
