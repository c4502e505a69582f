"""What did the measures say of a thing when it was acquired, and what will they say when it is to go?"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from phaseout.decide.asked import Asked
from phaseout.decide.determination import determine
from phaseout.decide.world import World
from phaseout.domain.dates import Begins, Dates, Moment, OnDay
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Measure
from phaseout.domain.milestone import turning_days
from phaseout.domain.party import Interest
from phaseout.domain.span import Span, hull_of

ACQUIRED, REMOVAL = "acquired", "removal-planned"
_RESTRICTED = frozenset({Outcome.APPLIES, Outcome.INFLUENCE_ONLY})
Answers = Mapping[tuple[str, str], Determination]
"""The answers of the day asked about, by measure and act."""


class _Then(NamedTuple):
    """The answer of one act on another day."""

    outcome: Outcome
    on: date | None


class Calendar:
    """Asks the measures about the other days of a thing's life; each distinct sheet of facts once."""

    def __init__(
        self,
        measures: Sequence[Measure],
        world: World,
        as_of: date,
        *,
        moments: Mapping[str, Moment],
        interests: Iterable[Interest],
    ) -> None:
        """Take what answers; ``moments`` says of an act when in the life of a thing it is done."""
        self._world = world
        self._as_of = as_of
        ownership = frozenset(day for one in interests for day in (one.since, one.until) if day is not None)
        self._turns = {measure.id: sorted(turning_days(measure) | ownership) for measure in measures}
        self._asked_of = {moment: list(_asked_of(measures, moments, moment)) for moment in Moment}
        self._known: dict[FactSheet, Dates] = {}
        self._decided: dict[tuple[str, int, FactSheet], dict[str, Determination]] = {}

    def of(self, sheet: FactSheet, answers: Iterable[Determination]) -> Dates | None:
        """Return the dates of a thing with these facts and answers; None where it has no other date."""
        acquired, removal = sheet.get(ACQUIRED) or (), sheet.get(REMOVAL) or ()
        if not acquired and not removal:
            return None
        if sheet not in self._known:
            today = {(answer.measure, answer.act): answer for answer in answers}
            self._known[sheet] = Dates(
                as_of=self._as_of,
                acquired=acquired,
                removal_planned=removal,
                at_acquisition=tuple(self._at_acquisition(hull_of(acquired), sheet, today)),
                at_removal=tuple(self._at_removal(hull_of(removal), sheet, today)),
            )
        return self._known[sheet]

    def _at_acquisition(self, span: Span | None, sheet: FactSheet, today: Answers) -> Iterator[OnDay]:
        if span is None:
            return
        if span.first <= self._as_of:
            span = Span(span.first, min(span.last, self._as_of))
        for now, then in self._on(span, Moment.ACQUISITION, sheet, today):
            if then.outcome in _RESTRICTED or then.outcome is not now.outcome:
                yield _on_day(now, then)

    def _at_removal(self, span: Span | None, sheet: FactSheet, today: Answers) -> Iterator[OnDay]:
        if span is None or span.last < self._as_of:
            return
        span = Span(max(span.first, self._as_of), span.last)
        for now, then in self._on(span, Moment.HOLDING, sheet, today):
            start = _start(now, then)
            if start is not None:
                yield _on_day(now, _Then(then.outcome, start), _begins(start, span))
            elif then.outcome is not now.outcome:
                yield _on_day(now, then)

    def _on(
        self, span: Span, moment: Moment, sheet: FactSheet, today: Answers
    ) -> Iterator[tuple[Determination, _Then]]:
        """Yield for each act of a moment the answer of the day asked about and that of the span."""
        for asked, acts in self._asked_of[moment]:
            measure = asked.measure
            found = [self._answers(asked, sheet, day, today) for day in self._days(measure, span)]
            for act in acts:
                yield today[measure.id, act], _together([answers[act] for answers in found])

    def _days(self, measure: Measure, span: Span) -> list[date]:
        """Return the days of a span on which the answers of a measure may differ from the day before."""
        return [span.first, *(turn for turn in self._turns[measure.id] if span.first < turn <= span.last)]

    def _answers(
        self, asked: Asked, sheet: FactSheet, day: date, today: Answers
    ) -> Mapping[str, Determination]:
        """Return the answers of a measure on a day, by act.

        Between two turns nothing moves, so that each distinct combination is decided once for each spell.
        """
        measure = asked.measure
        spell = self._spell(measure, day)
        if spell == self._spell(measure, self._as_of):
            return {act: today[measure.id, act] for act in measure.acts}
        key = measure.id, spell, asked.of(sheet)
        known = self._decided.get(key)
        if known is None:
            answers = determine(measure, key[2], day, self._world)
            self._decided[key] = known = {answer.act: answer for answer in answers}
        return known

    def _spell(self, measure: Measure, day: date) -> int:
        """Return between which turns of a measure a day lies."""
        return bisect_right(self._turns[measure.id], day)


def _asked_of(
    measures: Iterable[Measure], moments: Mapping[str, Moment], moment: Moment
) -> Iterator[tuple[Asked, tuple[str, ...]]]:
    """Yield the measures that regulate acts of a moment, with those acts."""
    for measure in measures:
        acts = tuple(act for act in measure.acts if moments.get(act) is moment)
        if acts:
            yield Asked(measure), acts


def _together(answers: Sequence[Determination]) -> _Then:
    """Return the one answer of several days: undetermined where they disagree."""
    alike = {_Then(answer.outcome, answer.on) for answer in answers}
    return alike.pop() if len(alike) == 1 else _Then(Outcome.UNDETERMINED, None)


def _start(now: Determination, then: _Then) -> date | None:
    """Return the day a measure begins to apply: the one foreseen, or that on which an exemption ends."""
    if now.on is not None:
        return now.on
    is_excepted = now.outcome is Outcome.EXCEPTED and then.outcome is not Outcome.EXCEPTED
    return now.until if is_excepted else None


def _begins(start: date, removal: Span) -> Begins:
    if start < removal.first:
        return Begins.BEFORE_REMOVAL
    if start > removal.last:
        return Begins.AFTER_REMOVAL
    return Begins.ON_REMOVAL if removal.first == removal.last else Begins.UNDETERMINED


def _on_day(now: Determination, then: _Then, begins: Begins | None = None) -> OnDay:
    return OnDay(
        measure=now.measure,
        act=now.act,
        outcome=then.outcome,
        today=now.outcome,
        on=then.on,
        begins=begins,
    )
