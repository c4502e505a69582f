"""What must be looked at: what is about to turn, what turned unseen, what nobody has checked for long?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from phaseout.domain.measure import Measure
from phaseout.domain.milestone import Milestone, Turn, milestones
from phaseout.domain.timeline import State

WITHIN, STALE = 180, 180
"""Days ahead that are watched, and days after which a check is old, unless somebody asks otherwise."""


class Urgency(StrEnum):
    """What an alarm asks, the most urgent first."""

    CHECK_NOW = "check-now"
    """Its day has come, and nobody has seen whether it happened."""
    COMING = "coming"
    """Its day is near."""
    STALE = "stale"
    """Nobody has checked the measure for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A milestone that asks for somebody's attention on a day."""

    urgency: Urgency
    measure: str
    days: int
    """Until the milestone where it is coming, else since it."""
    milestone: Milestone


_URGENCIES = tuple(Urgency)


def alarms(
    measures: Iterable[Measure], day: date, *, within: int = WITHIN, stale: int = STALE
) -> tuple[Alarm, ...]:
    """Return the alarms of a day: what must be checked now, what is coming, what is stale; each by its day.

    Args:
        measures: which measures are watched.
        day: the day asked about.
        within: days ahead, the last included, in which a transition is near.
        stale: days since a check, more than which it is old.
    """
    found = (alarm for measure in measures for alarm in _alarms(measure, day, within, stale))
    return tuple(
        sorted(found, key=lambda one: (_URGENCIES.index(one.urgency), one.milestone.on, one.measure))
    )


def _alarms(measure: Measure, day: date, within: int, stale: int) -> Iterator[Alarm]:
    checked, now = measure.timeline.checked_through, measure.timeline.at(day)
    last = min(within, (date.max - day).days)
    for milestone in milestones(measure):
        if milestone.turn is Turn.CHECKED:
            if (day - checked).days > stale:
                yield _since(Urgency.STALE, measure, milestone, day)
            continue
        is_unverified = (
            milestone.turn is Turn.STEP
            and now is not None
            and (now.on, now.state) == (milestone.on, State.UNVERIFIED)
        )
        if is_unverified or checked < milestone.on <= day:
            yield _since(Urgency.CHECK_NOW, measure, milestone, day)
        elif day < milestone.on <= day + timedelta(days=last):
            days = (milestone.on - day).days
            yield Alarm(urgency=Urgency.COMING, measure=measure.id, days=days, milestone=milestone)


def _since(urgency: Urgency, measure: Measure, milestone: Milestone, day: date) -> Alarm:
    return Alarm(urgency=urgency, measure=measure.id, days=(day - milestone.on).days, milestone=milestone)
