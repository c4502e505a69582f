"""What does a measure say of an asset, act by act, on a day?"""

from datetime import date

from phaseout.decide.code import Code
from phaseout.decide.questions import smallest_questions
from phaseout.decide.ruling import Axes, Ruling, rule
from phaseout.decide.world import World
from phaseout.domain.determination import GRAVEST_FIRST, Determination, Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Measure
from phaseout.domain.truth import Reason, Truth

_CODES = {
    Outcome.APPLIES: Code.APPLIES,
    Outcome.APPLIES_FROM: Code.APPLIES_FROM,
    Outcome.EXCEPTED: Code.EXCEPTED,
    Outcome.DOES_NOT_APPLY: Code.DOES_NOT_APPLY,
    Outcome.UNDETERMINED: Code.UNDETERMINED,
    Outcome.INFLUENCE_ONLY: Code.INFLUENCE_ONLY,
}


def determine(measure: Measure, facts: FactSheet, as_of: date, world: World) -> tuple[Determination, ...]:
    """Return one determination for each act the measure regulates, in the order of its clauses.

    Pure: the same measure, facts, day and world give the same answer, so it may be remembered.
    """
    axes = Axes.of(measure, facts, as_of, world)
    return tuple(_determine(act, axes) for act in measure.acts)


def determine_act(
    measure: Measure, act: str, facts: FactSheet, *, as_of: date, world: World
) -> Determination:
    """Return the determination of one act. An act the measure does not regulate is never held against it."""
    if act in measure.acts:
        return _determine(act, Axes.of(measure, facts, as_of, world))
    params = {"act": act, "acts": ", ".join(measure.acts)}
    silent = Reason(code=Code.ACT_NOT_REGULATED, truth=Truth.NO, params=params)
    return Determination(
        measure=measure.id,
        act=act,
        outcome=Outcome.DOES_NOT_APPLY,
        reason=_root(measure, act, Outcome.DOES_NOT_APPLY, (silent,), {}),
        checked_through=measure.timeline.checked_through,
    )


def _determine(act: str, axes: Axes) -> Determination:
    rulings = [rule(clause, act, axes) for clause in axes.measure.clauses if act in clause.acts]
    gravest = min(rulings, key=_gravity)
    dates = {"on": gravest.on, "until": gravest.until}
    said = {name: day.isoformat() for name, day in dates.items() if day}
    reason = _root(axes.measure, act, gravest.outcome, tuple(r.reason for r in rulings), said)
    clause = _speaking(gravest, rulings)
    return Determination(
        measure=axes.measure.id,
        act=act,
        outcome=gravest.outcome,
        reason=reason,
        checked_through=axes.measure.timeline.checked_through,
        on=gravest.on,
        until=gravest.until,
        clause=clause.clause.id if clause else None,
        duty=clause.clause.duty.value if clause else None,
        questions=smallest_questions(reason) if gravest.outcome is Outcome.UNDETERMINED else (),
    )


def _gravity(ruling: Ruling) -> tuple[int, date]:
    # Of two clauses that are both to come, the nearer one is the answer.
    return GRAVEST_FIRST.index(ruling.outcome), ruling.on or date.min


def _speaking(gravest: Ruling, rulings: list[Ruling]) -> Ruling | None:
    """Return the clause that answers; none where no clause does, or where it is open which one will."""
    if gravest.outcome is Outcome.DOES_NOT_APPLY:
        return None
    alike = [ruling for ruling in rulings if ruling.outcome is gravest.outcome]
    return None if gravest.outcome is Outcome.UNDETERMINED and len(alike) > 1 else gravest


def _root(
    measure: Measure, act: str, outcome: Outcome, because: tuple[Reason, ...], said: dict[str, str]
) -> Reason:
    return Reason(
        code=_CODES[outcome],
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
