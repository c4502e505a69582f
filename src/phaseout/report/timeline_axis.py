"""Where on a drawing does a day stand, and which years are written along its edge?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

SHORTEST = 730
"""Days an axis holds at least, so that one day alone does not fill it."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_TICK_ROOM, _YEAR_ROOM = 56, 32
"""Between two years that are written, and for the last of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A scale of days from ``left`` to ``right``, in units of the drawing."""

    left: float
    right: float
    first: date
    """The day at ``left``."""
    per_day: float

    @classmethod
    def over(cls, days: Iterable[date], *, left: float, right: float, after: float) -> "Axis":
        """Return an axis that holds all the days, the last of them at least ``after`` before its end.

        It begins with the year of the first day.
        """
        held = sorted(days)
        first = date(held[0].year, 1, 1)
        shown = max((held[-1] - first).days, SHORTEST)
        return cls(left=left, right=right, first=first, per_day=(right - after - left) / shown)

    def x(self, day: date) -> float:
        """Return where a day stands, its edges at most."""
        place = self.left + (day - self.first).days * self.per_day
        return min(max(place, self.left), self.right)

    def years(self) -> Iterator[tuple[int, float]]:
        """Yield the years that are written, with their places; fewer where they would stand too close."""
        room = self.per_day * 365.25
        step = next((step for step in _STEPS if room * step >= _TICK_ROOM), _STEPS[-1])
        year = self.first.year
        while year <= date.max.year:
            place = self.left + (date(year, 1, 1) - self.first).days * self.per_day
            if place > self.right - _YEAR_ROOM:
                return
            yield year, place
            year += step
