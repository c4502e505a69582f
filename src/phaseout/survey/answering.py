"""What do the measures answer for an asset, given all that is known of it?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from phaseout.decide.determination import determine
from phaseout.decide.world import World
from phaseout.domain.claim import Dimension, Identification
from phaseout.domain.determination import GRAVEST_FIRST, Determination, Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Measure

CLAIMED = ("maker", "brand", "kind")
"""Facts that are claims of the identification."""


class Ruled(NamedTuple):
    """The answers for one sheet of facts, with what is asked of them for every asset."""

    answers: tuple[Determination, ...]
    gravest: Outcome | None

    def leaves_work(self, *, unidentified: bool) -> bool:
        """Whether an asset so answered belongs on a work list (``phaseout.domain.asset.is_open``)."""
        if self.gravest is Outcome.UNDETERMINED:
            return not unidentified
        return self.gravest is not None and self.gravest.is_open


class Answers:
    """Asks every measure; each distinct sheet of facts is decided once."""

    def __init__(self, measures: Sequence[Measure], world: World, as_of: date) -> None:
        self._measures = measures
        self._world = world
        self._as_of = as_of
        self._known: dict[FactSheet, Ruled] = {}
        self._asked: Counter[FactSheet] = Counter()

    def of(self, sheet: FactSheet) -> Ruled:
        """Return every determination for one asset's facts."""
        known = self._known.get(sheet)
        if known is None:
            answers = tuple(
                replace(answer, reason=answer.reason.essential())
                for measure in self._measures
                for answer in determine(measure, sheet, self._as_of, self._world)
            )
            self._known[sheet] = known = Ruled(answers, gravest(answers))
        self._asked[sheet] += 1
        return known

    def settled_by(self) -> Counter[str]:
        """Return, for each fact asked for, how many determinations it would help to settle."""
        settles: Counter[str] = Counter()
        for sheet, times in self._asked.items():
            for answer in self._known[sheet].answers:
                for fact in answer.questions:
                    settles[fact] += times
        return settles


def explained(
    answers: Sequence[Determination], of_fact: Mapping[str, tuple[str, ...]], identification: Identification
) -> tuple[Determination, ...]:
    """Return the answers with each fact in their reasons pointing at what shows it."""
    claims = {fact: identification.claim(Dimension(fact)).evidence for fact in CLAIMED if fact in of_fact}
    shown = {**of_fact, **claims}
    return tuple(replace(answer, reason=answer.reason.with_evidence(shown)) for answer in answers)


def gravest(answers: Sequence[Determination]) -> Outcome | None:
    """Return the outcome that asks most of people; None where no measure was asked."""
    outcomes = {answer.outcome for answer in answers}
    return next((outcome for outcome in GRAVEST_FIRST if outcome in outcomes), None)
