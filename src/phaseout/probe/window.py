"""May anything be asked at this hour, and if not, from when on?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Hours of some days of the week, by the clocks of a place and their summer time."""

    days: frozenset[int]
    """Those on which it opens, from 0 for Monday."""
    begins: time
    ends: time
    """Where it is not after ``begins``, that of the next day."""
    zone: tzinfo

    def holds(self, at: datetime) -> bool:
        """Return whether it is open at a time."""
        local = at.astimezone(self.zone)
        hour, day = local.time(), local.weekday()
        if self.begins < self.ends:
            return day in self.days and self.begins <= hour < self.ends
        yesterday = (day - 1) % _WEEK
        return (day in self.days and hour >= self.begins) or (yesterday in self.days and hour < self.ends)

    def next_opening(self, at: datetime) -> datetime:
        """Return when it opens next after a time, UTC."""
        today = at.astimezone(self.zone).date()
        openings = (
            datetime.combine(today + ahead * _DAY, self.begins, self.zone).astimezone(UTC)
            for ahead in range(_WEEK + 1)
            if (today + ahead * _DAY).weekday() in self.days
        )
        return next(opening for opening in openings if opening > at)


def is_open(windows: Iterable[Window], at: datetime) -> bool:
    """Return whether one of the windows is open; where there are none, it is at any hour."""
    every = tuple(windows)
    return not every or any(window.holds(at) for window in every)


def opening(windows: Iterable[Window], at: datetime) -> datetime:
    """Return when the first of the windows opens after a time, UTC; there must be one."""
    return min(window.next_opening(at) for window in windows)
