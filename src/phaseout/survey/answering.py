"""What do the measures answer for an asset, given all that is known of it?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from phaseout.decide.asked import Asked
from phaseout.decide.determination import determine
from phaseout.decide.world import World
from phaseout.domain.claim import Dimension, Identification
from phaseout.domain.determination import GRAVEST_FIRST, Determination, Outcome
from phaseout.domain.facts import NATURE, FactSheet
from phaseout.domain.measure import Measure
from phaseout.domain.truth import Reason
from phaseout.survey.facts import shows_goods

CLAIMED = ("maker", "brand", "kind")
"""Facts that are claims of the identification."""


class Ruled(NamedTuple):
    """The answers for one sheet of facts, with what is asked of them for every asset."""

    answers: tuple[Determination, ...]
    gravest: Outcome | None
    following: tuple[Determination, ...] = ()
    """What applies, or may, once a thing that is bought is there (``phaseout.survey.buying``)."""

    @property
    def every(self) -> tuple[Determination, ...]:
        """The answers, and for what is not there yet also those it would meet with."""
        return (*self.answers, *self.following)

    def leaves_work(self, *, unidentified: bool) -> bool:
        """Whether an asset so answered belongs on a work list (``phaseout.domain.asset.is_open``)."""
        if self.gravest is Outcome.UNDETERMINED:
            return not unidentified
        return self.gravest is not None and self.gravest.is_open


class Answers:
    """Asks every measure; each distinct sheet of facts is decided once."""

    def __init__(self, measures: Sequence[Measure], world: World, as_of: date) -> None:
        self._world = world
        self._as_of = as_of
        self._asked_by = tuple(map(Asked, measures))
        self._decided: dict[tuple[str, FactSheet], tuple[Determination, ...]] = {}
        self._plans: dict[tuple[str, ...] | None, list[Asked | tuple[Determination, ...]]] = {}
        self._known: dict[FactSheet, Ruled] = {}

    def of(self, sheet: FactSheet) -> Ruled:
        """Return every determination for one asset's facts."""
        known = self._known.get(sheet)
        if known is None:
            answers: list[Determination] = []
            for step in self._plan(sheet):
                answers += step if isinstance(step, tuple) else self._decide(step.measure, step.of(sheet))
            self._known[sheet] = known = Ruled(tuple(answers), gravest(answers))
        return known

    def _plan(self, sheet: FactSheet) -> Sequence[Asked | tuple[Determination, ...]]:
        """Return whom to ask in these roles, and the answers of those who bind none of them.

        Most measures bind few roles: what they answer is settled once for everything that is asked in
        the same roles.
        """
        roles = sheet.get("role")
        plan = self._plans.get(roles)
        if plan is None:
            plan = []
            for asked in self._asked_by:
                if asked.binds(sheet):
                    plan.append(asked)
                    continue
                answers = self._decide(asked.measure, asked.of(sheet))
                last = plan[-1] if plan else None
                if isinstance(last, tuple):
                    plan[-1] = (*last, *answers)
                else:
                    plan.append(answers)
            self._plans[roles] = plan
        return plan

    def _decide(self, measure: Measure, asked: FactSheet) -> tuple[Determination, ...]:
        """Return the answers of one measure; each distinct combination of what it asks is decided once."""
        key = measure.id, asked
        known = self._decided.get(key)
        if known is None:
            answers = determine(measure, asked, self._as_of, self._world)
            # The acts of a measure share most of their reasons: who is bound, what is covered.
            shared: dict[int, Reason] = {}
            self._decided[key] = known = tuple(
                [replace(answer, reason=answer.reason.essential(shared)) for answer in answers]
            )
        return known


def explained(
    answers: Sequence[Determination], of_fact: Mapping[str, tuple[str, ...]], identification: Identification
) -> tuple[Determination, ...]:
    """Return the answers with each fact in their reasons pointing at what shows it."""
    shown = showing(of_fact, identification)
    reasons = [answer.reason.with_evidence(shown) for answer in answers]
    return tuple(
        [
            answer if reason is answer.reason else replace(answer, reason=reason)
            for answer, reason in zip(answers, reasons, strict=True)
        ]
    )


def showing(
    of_fact: Mapping[str, tuple[str, ...]], identification: Identification
) -> Mapping[str, tuple[str, ...]]:
    """Return, for each fact known of a thing, the evidence that shows it."""
    claims = {fact: identification.claim(Dimension(fact)).evidence for fact in CLAIMED if fact in of_fact}
    shows = shows_goods(identification) if NATURE in of_fact else None
    return {**of_fact, **claims, **({NATURE: shows.evidence} if shows else {})}


def gravest(answers: Sequence[Determination]) -> Outcome | None:
    """Return the outcome that asks most of people; None where no measure was asked."""
    outcomes = {answer.outcome for answer in answers}
    return next((outcome for outcome in GRAVEST_FIRST if outcome in outcomes), None)
