"""What does one clause say of one act?"""

from dataclasses import dataclass
from datetime import date

from phaseout.decide.code import Code
from phaseout.decide.conditions import holds
from phaseout.decide.coverage import coverages, is_covered
from phaseout.decide.effect import Effect, effect_of
from phaseout.decide.exemption import Exempted, exempted
from phaseout.decide.statement import cited, every, listed, texts
from phaseout.decide.who import is_bound
from phaseout.decide.world import World
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Clause, Measure
from phaseout.domain.truth import Reason, Truth

OTHERS = frozenset({"landlord", "contractor"})
"""Owners who are not the one who asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """What the clauses of a measure share: who is bound and what is covered."""

    measure: Measure
    facts: FactSheet
    as_of: date
    who: Reason
    covered: dict[str, Reason]

    @classmethod
    def of(cls, measure: Measure, facts: FactSheet, as_of: date, world: World) -> "Axes":
        """Look at who and what once for all clauses and acts."""
        return cls(
            measure=measure,
            facts=facts,
            as_of=as_of,
            who=is_bound(measure, facts),
            covered=coverages(measure, facts, as_of, world),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The answer of one clause for one act."""

    clause: Clause
    outcome: Outcome
    reason: Reason
    on: date | None = None
    until: date | None = None


def rule(clause: Clause, act: str, axes: Axes) -> Ruling:
    """Return what the clause says of the act, axis by axis."""
    effect = effect_of(axes.measure, clause, axes.as_of)
    because = [axes.who, is_covered(clause.covers, axes.covered)]
    if clause.when:
        because.append(holds(clause.when, axes.facts))
    because.append(effect.reason)
    otherwise = every(because)
    exemption = exempted(axes.measure, act, axes.facts, effect.starts or axes.as_of)
    if exemption:
        because.append(exemption.reason)
    outcome = _outcome(every(because), otherwise, effect, exemption, axes.as_of)
    if outcome in (Outcome.APPLIES, Outcome.APPLIES_FROM):
        owner = _other_owner(axes.facts)
        if owner:
            because.append(owner)
            outcome = Outcome.INFLUENCE_ONLY
    comes_later = effect.starts is not None and effect.starts > axes.as_of
    return Ruling(
        clause=clause,
        outcome=outcome,
        reason=_clause_reason(clause, act, because),
        on=effect.starts if comes_later and every(because) is Truth.YES else None,
        until=exemption.until if exemption and outcome is Outcome.EXCEPTED else None,
    )


def _outcome(
    truth: Truth, otherwise: Truth, effect: Effect, exemption: Exempted | None, as_of: date
) -> Outcome:
    """Name the outcome; ``otherwise`` is the truth but for the exemptions."""
    if truth is Truth.UNKNOWN:
        return Outcome.UNDETERMINED
    if truth is Truth.YES:
        return Outcome.APPLIES if effect.starts == as_of else Outcome.APPLIES_FROM
    if exemption and exemption.is_excepted and otherwise is not Truth.NO:
        return Outcome.EXCEPTED
    return Outcome.DOES_NOT_APPLY


def _other_owner(facts: FactSheet) -> Reason | None:
    """Return the reason why there is only influence; an owner nobody stated makes no doubt."""
    owners = facts.get("owner")
    if not owners or not OTHERS.issuperset(owners):
        return None
    return Reason(code=Code.OWNER_OTHER, truth=Truth.YES, params={"owner": listed(owners)}, fact="owner")


def _clause_reason(clause: Clause, act: str, because: list[Reason]) -> Reason:
    return Reason(
        code=Code.CLAUSE,
        truth=every(because),
        params={"clause": clause.id, "duty": clause.duty.value, "act": act, **texts(clause.text)},
        because=tuple(because),
        evidence=cited(clause.cite),
    )
