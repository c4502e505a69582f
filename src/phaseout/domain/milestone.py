"""On which days does a measure turn: what begins, what ends, and how far has anyone checked?"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.domain.cite import Cite, Text
from phaseout.domain.measure import Coverage, Measure


class Turn(StrEnum):
    """What happens on the day of a milestone."""

    STEP = "step"
    """A state of the measure begins."""
    CLAUSE = "clause"
    """A clause begins on a day of its own."""
    LISTED = "listed"
    """Makers or things are listed from the day on."""
    DELISTED = "delisted"
    """They are listed no more: the day is the first without them."""
    EXEMPTED = "exempted"
    """An exemption begins."""
    EXEMPTION_ENDS = "exemption-ends"
    """An exemption ends: the day is the first without it."""
    OWED = "owed"
    """Something is to be delivered from the day on; it moves no answer."""
    OWED_NO_MORE = "owed-no-more"
    """It is owed no more: the day is the first without it."""
    CHECKED = "checked"
    """The last day of which anyone has checked the state; nothing changes in law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One day of a measure's life."""

    on: date
    turn: Turn
    what: str = ""
    """The state, or the id of the clause, exemption or obligation; of listings, their ids."""
    named: tuple[str, ...] = ()
    """Of listings, the parties or countries."""
    acts: tuple[str, ...] = ()
    """Acts it concerns; empty means all."""
    duty: str | None = None
    text: Text | None = None
    """The note of the step, or the words of the clause, exemption or obligation."""
    evidence: tuple[str, ...] = ()
    """Cites as ``source-id, pinpoint [grade]``."""


_TURNS = tuple(Turn)
_QUIET = frozenset({Turn.CHECKED, Turn.OWED, Turn.OWED_NO_MORE})
"""Turns that move no answer."""


def milestones(measure: Measure) -> tuple[Milestone, ...]:
    """Return every milestone of a measure by day; of one day, steps first."""
    found = (
        *_steps(measure),
        *_clauses(measure),
        *_listings(measure),
        *_exemptions(measure),
        *_obligations(measure),
        Milestone(on=measure.timeline.checked_through, turn=Turn.CHECKED),
    )
    return tuple(sorted(found, key=lambda one: (one.on, _TURNS.index(one.turn))))


def turning_days(measure: Measure) -> frozenset[date]:
    """Return the days on which the measure itself may move an answer."""
    return frozenset(one.on for one in milestones(measure) if one.turn not in _QUIET)


def _steps(measure: Measure) -> Iterator[Milestone]:
    for step in measure.timeline.steps:
        yield Milestone(
            on=step.on,
            turn=Turn.STEP,
            what=step.state.value,
            text=step.note,
            evidence=_cited(step.cite),
        )


def _clauses(measure: Measure) -> Iterator[Milestone]:
    for clause in measure.clauses:
        if clause.since is not None:
            yield Milestone(
                on=clause.since,
                turn=Turn.CLAUSE,
                what=clause.id,
                acts=clause.acts,
                duty=clause.duty.value,
                text=clause.text,
                evidence=_cited(clause.cite),
            )


def _listings(measure: Measure) -> Iterator[Milestone]:
    """Yield one milestone for all that is listed on a day, since lists grow by dozens at a time."""
    by_day: defaultdict[tuple[date, Turn], list[Coverage]] = defaultdict(list)
    for coverage in measure.covers:
        for day, turn in ((coverage.since, Turn.LISTED), (coverage.until, Turn.DELISTED)):
            if day is not None:
                by_day[day, turn].append(coverage)
    for (day, turn), found in by_day.items():
        cites = dict.fromkeys(cite for coverage in found for cite in _cited(coverage.cite))
        named = dict.fromkeys(party for coverage in found for party in coverage.named)
        what = ", ".join(coverage.id for coverage in found)
        yield Milestone(on=day, turn=turn, what=what, named=tuple(named), evidence=tuple(cites))


def _exemptions(measure: Measure) -> Iterator[Milestone]:
    for one in measure.exemptions:
        for day, turn in ((one.since, Turn.EXEMPTED), (one.until, Turn.EXEMPTION_ENDS)):
            if day is not None:
                yield Milestone(
                    on=day, turn=turn, what=one.id, acts=one.acts, text=one.text, evidence=_cited(one.cite)
                )


def _obligations(measure: Measure) -> Iterator[Milestone]:
    for one in measure.obligations:
        for day, turn in ((one.since, Turn.OWED), (one.until, Turn.OWED_NO_MORE)):
            if day is not None:
                yield Milestone(on=day, turn=turn, what=one.id, text=one.text, evidence=_cited(one.cite))


def _cited(cites: tuple[Cite, ...]) -> tuple[str, ...]:
    return tuple(map(str, cites))
