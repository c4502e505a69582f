"""What does a measure say of an asset, act by act, on a day?"""

from datetime import date

from phaseout.decide.code import Code
from phaseout.decide.questions import smallest_questions
from phaseout.decide.ruling import Axes, Ruling, rulings
from phaseout.decide.who import is_bound
from phaseout.decide.world import World
from phaseout.domain.determination import GRAVEST_FIRST, Determination, Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Measure
from phaseout.domain.truth import Reason, Truth


def determine(
    measure: Measure, facts: FactSheet, as_of: date, world: World, *, done: str | None = None
) -> tuple[Determination, ...]:
    """Return one determination for each act the measure regulates, in the order of its clauses.

    Pure: the same measure, facts, day and world give the same answer, so it may be remembered.

    Args:
        measure: what is asked.
        facts: what is known of the thing and of who asks.
        as_of: the day asked about.
        world: what the register knows of makers, brands and kinds.
        done: the day of the acts as somebody stated it, where they were done on ``as_of`` (nothing where
            nobody stated one): what has effect only from a later day did not reach them. None where they
            are still to be done.
    """
    who = is_bound(measure, facts)
    if who.truth is Truth.NO:
        return tuple(_unbound(measure, act, who) for act in measure.acts)
    axes = Axes.of(measure, facts, as_of, world, who=who, done=done)
    return tuple(_determine(act, axes) for act in measure.acts)


def determine_act(
    measure: Measure, act: str, facts: FactSheet, *, as_of: date, world: World
) -> Determination:
    """Return the determination of one act. An act the measure does not regulate is never held against it."""
    if act in measure.acts:
        return next(one for one in determine(measure, facts, as_of, world) if one.act == act)
    params = {"act": act, "acts": ", ".join(measure.acts)}
    silent = Reason(code=Code.ACT_NOT_REGULATED, truth=Truth.NO, params=params)
    return _unbound(measure, act, silent)


def _unbound(measure: Measure, act: str, why: Reason) -> Determination:
    """Return the answer of a measure that does not bind who asks, or not in this act; no more is asked."""
    return Determination(
        measure=measure.id,
        act=act,
        outcome=Outcome.DOES_NOT_APPLY,
        reason=_root(measure, act, Outcome.DOES_NOT_APPLY, (why,), {}),
        checked_through=measure.timeline.checked_through,
    )


def _determine(act: str, axes: Axes) -> Determination:
    found = [
        ruling
        for clause in axes.measure.clauses
        if act in clause.acts
        for ruling in rulings(clause, act, axes)
    ]
    gravest = min(found, key=_gravity)
    dates = {"on": gravest.on, "until": gravest.until}
    said = {name: day.isoformat() for name, day in dates.items() if day}
    reason = _root(axes.measure, act, gravest.outcome, tuple(r.reason for r in found), said)
    clause = _speaking(gravest, found)
    # What was looked for and not found forbids nothing, so that the clause that describes it is no duty.
    is_duty = clause is not None and not axes.measure.timeline.has_nothing_found_on(axes.as_of)
    return Determination(
        measure=axes.measure.id,
        act=act,
        outcome=gravest.outcome,
        reason=reason,
        checked_through=axes.measure.timeline.checked_through,
        on=gravest.on,
        until=gravest.until,
        clause=clause.clause.id if clause else None,
        duty=clause.clause.duty.value if clause and is_duty else None,
        questions=smallest_questions(reason) if gravest.outcome is Outcome.UNDETERMINED else (),
        lever=gravest.lever,
        lever_on=gravest.lever_on,
    )


def _gravity(ruling: Ruling) -> tuple[int, date]:
    # Of two clauses that are both to come, the nearer one is the answer.
    return GRAVEST_FIRST.index(ruling.outcome), ruling.on or date.min


def _speaking(gravest: Ruling, found: list[Ruling]) -> Ruling | None:
    """Return the clause that answers; none where no clause does, or where it is open which one will."""
    if gravest.outcome is Outcome.DOES_NOT_APPLY:
        return None
    alike = {ruling.clause.id for ruling in found if ruling.outcome is gravest.outcome}
    return None if gravest.outcome is Outcome.UNDETERMINED and len(alike) > 1 else gravest


def _root(
    measure: Measure, act: str, outcome: Outcome, because: tuple[Reason, ...], said: dict[str, str]
) -> Reason:
    return Reason(
        code=Code.of_outcome(outcome),
        truth=Truth.any(reason.truth for reason in because),
        params={
            "measure": measure.id,
            "act": act,
            "text_en": measure.title.en,
            "text_fr": measure.title.in_language("fr"),
            **said,
        },
        because=because,
    )
