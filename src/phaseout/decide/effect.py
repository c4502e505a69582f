"""Is a clause in effect on a day, and if not, from when?"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from phaseout.decide.code import Code
from phaseout.decide.statement import cited, texts
from phaseout.domain.answerable import DIRECTING
from phaseout.domain.measure import Clause, Duty, Measure
from phaseout.domain.timeline import State, Step
from phaseout.domain.truth import Reason, Truth

HELD = frozenset({State.STAYED, State.IN_ABEYANCE, State.SUSPENDED})
"""States in which time may stand still, by a court, by agreement or by its author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """From which day a clause has effect, None where it has none on the day and none is known to come."""

    starts: date | None
    reason: Reason


def effect_of(measure: Measure, clause: Clause, as_of: date, listed: date | None = None) -> Effect:
    """Return the effect on the day: in effect, to come on a known day, unknown, or none.

    ``listed`` is the day from which what the clause covers is listed, where that is still to come.
    """
    since = max(clause.since or as_of, listed or as_of, as_of)
    now = measure.timeline.at(as_of) or _searched(measure)
    truth = _truth(measure, now)
    if truth is Truth.YES and since == as_of:
        return Effect(starts=as_of, reason=_reason(measure, clause, now, truth))
    if truth is Truth.UNKNOWN:
        return Effect(starts=None, reason=_reason(measure, clause, now, truth))
    if clause.duty is Duty.OBEY and truth is not Truth.YES:
        # Before there is a power to make it, no order is addressed to anybody: nothing to obey is to come.
        return Effect(starts=None, reason=_reason(measure, clause, now, truth))
    for day in sorted({since, *(step.on for step in measure.timeline.after(since))}):
        coming = measure.timeline.at(day)
        if coming and (_truth(measure, coming) is Truth.YES or _is_as_written(measure, clause, coming)):
            is_open = coming.state.is_open and _was_held(measure, as_of)
            if doubt := coming if is_open else _doubt_before(measure, as_of, day):
                return _in_doubt(measure, clause, now, doubt)
            return Effect(starts=day, reason=_coming(coming, day))
    # A clause that would begin only after its measure has ended never begins: say how it stands by then.
    stands = measure.timeline.at(since) if truth is Truth.YES else now
    return Effect(starts=None, reason=_reason(measure, clause, stands, Truth.NO))


def effect_when_done(
    measure: Measure, clause: Clause, day: date, listed: date | None, written: str
) -> Effect:
    """Return the effect on an act that was done on the day: what began later did not reach it.

    Nor does a doubt of later: whatever is open of the days to come, on that day it had effect or had none.

    Args:
        measure: whose timeline tells.
        clause: the clause asked about.
        day: on which the act was done, or may have been.
        listed: the later day from which what the clause covers is listed, if it is one.
        written: the day as somebody stated it, for the reason.
    """
    effect = effect_of(measure, clause, day, listed)
    known = (one for one in (effect.starts, clause.since, listed) if one is not None and one > day)
    if (begins := max(known, default=None)) is not None and effect.reason.truth is not Truth.NO:
        params = {"fact": "acquired", "since": begins.isoformat(), "given": written}
        reason = Reason(code=Code.DATE_OUT, truth=Truth.NO, params=params, fact="acquired")
        return Effect(starts=None, reason=reason)
    now = measure.timeline.at(day) or _searched(measure)
    if effect.reason.truth is Truth.UNKNOWN and _truth(measure, now) is Truth.NO:
        return Effect(starts=None, reason=_reason(measure, clause, now, Truth.NO))
    return effect


def _in_doubt(measure: Measure, clause: Clause, now: Step | None, doubt: Step) -> Effect:
    """Say that nobody has verified from when it has effect; before its first step it surely had none."""
    if now is None:
        return Effect(starts=None, reason=_reason(measure, clause, None, Truth.NO))
    return Effect(starts=None, reason=_reason(measure, clause, doubt, Truth.UNKNOWN))


def _is_as_written(measure: Measure, clause: Clause, step: Step) -> bool:
    """Whether the clause's own day is one on which nobody looked any more: until then, it is as written."""
    before = measure.timeline.at(step.on - timedelta(days=1))
    return step.state.is_open and clause.since == step.on and _truth(measure, before) is Truth.YES


def _was_held(measure: Measure, as_of: date) -> bool:
    """Whether it was held back after it began: whether its days run as they were written is then open."""
    states = [step.state for step in measure.timeline.steps if step.on <= as_of]
    begun = states.index(State.IN_FORCE) if State.IN_FORCE in states else len(states)
    return not HELD.isdisjoint(states[begun:])


def _doubt_before(measure: Measure, as_of: date, day: date) -> Step | None:
    """Return a step on the way to the day from which nobody has verified whether it had begun already."""
    between = (step for step in measure.timeline.after(as_of) if step.on < day)
    return next((step for step in between if step.state.is_open), None)


def _searched(measure: Measure) -> Step | None:
    """Return the search that found no measure: what was never found has no first day."""
    return measure.timeline.steps[0] if measure.timeline.records_a_search else None


def _truth(measure: Measure, step: Step | None) -> Truth:
    if step is None:
        return Truth.NO
    match step.state:
        case State.IN_FORCE:
            return Truth.YES
        case State.ANNOUNCED:
            return Truth.YES if measure.nature in DIRECTING else Truth.NO
        case State.UNVERIFIED | State.NO_MEASURE_FOUND:
            return Truth.UNKNOWN
        case State.PROPOSED | State.MADE | State.STAYED | State.IN_ABEYANCE | State.SUSPENDED:
            return Truth.NO
        case State.SET_ASIDE | State.ENDED:
            return Truth.NO
        case _:
            assert_never(step.state)


def _reason(measure: Measure, clause: Clause, step: Step | None, truth: Truth) -> Reason:
    checked = measure.timeline.checked_through.isoformat()
    if step is None:
        first = measure.timeline.steps[0].on.isoformat()
        return Reason(code=Code.BEFORE, truth=truth, params={"on": first, "checked": checked})
    step = measure.timeline.first_of_run(step)
    params = {"on": step.on.isoformat(), "checked": checked, **texts(step.note)}
    code = Code.of_state(step.state)
    if step.state is State.ANNOUNCED and measure.nature in DIRECTING:
        code = Code.DIRECTED
    if truth is Truth.YES and clause.since and clause.since > step.on:
        # The day of the clause is not the day on which the measure was announced or came into force.
        code = Code.DIRECTED_FROM if code is Code.DIRECTED else Code.IN_FORCE_FROM
        params["starts"] = clause.since.isoformat()
    return Reason(code=code, truth=truth, params=params, evidence=cited(step.cite))


def _coming(step: Step, day: date) -> Reason:
    return Reason(
        code=Code.FROM,
        truth=Truth.YES,
        params={"on": day.isoformat(), **texts(step.note)},
        evidence=cited(step.cite),
    )
