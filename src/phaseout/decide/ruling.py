"""What does one clause say of one act?"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from phaseout.decide.code import Code
from phaseout.decide.conditions import holds
from phaseout.decide.contractor import (
    has_contracts,
    of_supplier,
    speaks_of_contracts,
    with_article_unnamed,
    with_supplier,
)
from phaseout.decide.control import in_other_hands
from phaseout.decide.coverage import Reach
from phaseout.decide.effect import Effect, effect_of, effect_when_done
from phaseout.decide.exemption import Exempted, by_exemptions, exempted, exemptions_of
from phaseout.decide.questions import smallest_questions
from phaseout.decide.statement import cited, every, texts
from phaseout.decide.world import World
from phaseout.domain.determination import Lever, Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Clause, Measure
from phaseout.domain.truth import Reason, Truth

LEASED_PREMISES = "leased-premises"
"""What a text may leave unaddressed: whether it speaks of what a landlord has on premises one leases."""


class Bearing(NamedTuple):
    """What of a clause is the same for each of its acts."""

    effect: Effect
    because: tuple[Reason, ...]
    truth: Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """What the clauses of a measure share: who is bound and what is covered."""

    measure: Measure
    facts: FactSheet
    as_of: date
    who: Reason
    reach: Reach
    done: str | None = None
    """The day of the act as somebody stated it, where the act was done on ``as_of``; else None."""
    supplier_reach: Reach | None = None
    """Asked of by clauses on whom one contracts with; None where no supplier is named or no clause is one."""
    _exempted: dict[tuple[tuple[str, ...], date, bool], Exempted | None] = field(default_factory=dict)

    _bearings: dict[tuple[str, date | None, tuple[str, ...]], Bearing] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        measure: Measure,
        facts: FactSheet,
        as_of: date,
        world: World,
        *,
        who: Reason,
        done: str | None = None,
    ) -> "Axes":
        """Look at what is covered once for all clauses and acts; ``who`` is known already."""
        contracted = with_supplier(facts) if has_contracts(measure) else None
        return cls(
            measure=measure,
            facts=facts,
            as_of=as_of,
            who=who,
            done=done,
            reach=Reach.of(measure, facts, as_of, world),
            supplier_reach=Reach.of(measure, contracted, as_of, world, is_seller=True)
            if contracted
            else None,
        )

    def covered(self, clause: Clause, ids: tuple[str, ...]) -> Reason:
        """Return whether the clause takes in the thing, or whom one contracts with if it speaks of them."""
        if self.supplier_reach is not None and speaks_of_contracts(clause):
            return of_supplier(self.supplier_reach.covers(ids))
        return self.reach.covers(ids)

    def bearing(self, clause: Clause, listed: date | None, ids: tuple[str, ...]) -> Bearing:
        """Return what bears on every act of a clause and of a listing, looked at once."""
        key = clause.id, listed, ids
        known = self._bearings.get(key)
        if known is None:
            effect = self._effect(clause, listed)
            because = [self.who, self.covered(clause, ids)]
            if clause.when:
                because.append(holds(clause.when, self.facts, self.reach.world.aspects))
            because.append(effect.reason)
            self._bearings[key] = known = Bearing(effect, tuple(because), every(because))
        return known

    def _effect(self, clause: Clause, listed: date | None) -> Effect:
        if self.done is None:
            return effect_of(self.measure, clause, self.as_of, listed)
        return effect_when_done(self.measure, clause, self.as_of, listed, self.done)

    def exempted(self, clause: Clause, act: str, day: date, ids: tuple[str, ...]) -> Exempted | None:
        """Return the exemptions of an act on a day, looked at once for all clauses and all acts alike.

        One that is of services takes out no contract over a line in which nothing names a service.
        """
        found = exemptions_of(self.measure, act, ids)
        unnamed = with_article_unnamed(self.facts) if speaks_of_contracts(clause) else None
        key = tuple([one.id for one in found]), day, unnamed is not None
        if key not in self._exempted:
            aspects = self.reach.world.aspects
            open_ = exempted(found, self.facts, day, aspects)
            taken = exempted(found, unnamed, day, aspects) if unnamed else None
            is_closed = taken is not None and taken.reason.truth is Truth.YES
            self._exempted[key] = taken if is_closed else open_
        return self._exempted[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The answer of one clause for one act."""

    clause: Clause
    outcome: Outcome
    reason: Reason
    on: date | None = None
    until: date | None = None
    lever: Lever | None = None
    lever_on: date | None = None


def rulings(clause: Clause, act: str, axes: Axes) -> tuple[Ruling, ...]:
    """Return what the clause says of the act: once for what is listed, once for each listing to come.

    An exemption takes a thing out of the coverages it speaks of and of no other.
    """
    return tuple(
        _rule(clause, act, axes, day, group)
        for day, ids in axes.reach.listings(clause)
        for group in by_exemptions(axes.measure, ids)
    )


def _rule(clause: Clause, act: str, axes: Axes, listed: date | None, ids: tuple[str, ...]) -> Ruling:
    """Return what the clause says of the act and some of its coverages, axis by axis."""
    effect, shared, otherwise = axes.bearing(clause, listed, ids)
    because = [*shared]
    exemption = axes.exempted(clause, act, effect.starts or axes.as_of, ids)
    if exemption:
        because.append(exemption.if_covered if _is_asked(shared) else exemption.reason)
    outcome = _outcome(every(because), otherwise, effect, exemption, axes.as_of)
    reached = outcome in (Outcome.APPLIES, Outcome.APPLIES_FROM)
    are_leases_open = axes.reach.leaves_open(LEASED_PREMISES, ids)
    other = in_other_hands(act, axes.facts, are_leases_open=are_leases_open) if reached else None
    if other:
        because.append(other.reason)
        is_open = other.reason.truth is Truth.UNKNOWN
        outcome = Outcome.UNDETERMINED if is_open else Outcome.INFLUENCE_ONLY
    comes_later = effect.starts is not None and effect.starts > axes.as_of
    return Ruling(
        clause=clause,
        outcome=outcome,
        reason=_clause_reason(clause, act, because),
        on=effect.starts if comes_later and every(because) is Truth.YES else None,
        until=exemption.until if exemption and outcome is Outcome.EXCEPTED else None,
        lever=other.lever if other else None,
        lever_on=other.on if other else None,
    )


def _is_asked(shared: tuple[Reason, ...]) -> bool:
    """Whether it is open, and a fact would settle, if the clause speaks of the thing at all.

    The effect comes last and is no doubt about the thing. A doubt that no fact would settle leaves an
    exemption as it is: whatever there is to know, it takes the thing out.
    """
    of_thing = shared[:-1]
    truth = every(of_thing)
    return truth is Truth.UNKNOWN and bool(
        smallest_questions(Reason(code=Code.CLAUSE, truth=truth, because=of_thing))
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


def _clause_reason(clause: Clause, act: str, because: list[Reason]) -> Reason:
    return Reason(
        code=Code.CLAUSE,
        truth=every(because),
        params={"clause": clause.id, "duty": clause.duty.value, "act": act, **texts(clause.text)},
        because=tuple(because),
        evidence=cited(clause.cite),
    )
