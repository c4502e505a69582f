"""What does a plan that was decided give a replacement?"""

from datetime import date
from typing import NamedTuple


class Given(NamedTuple):
    """What a plan that was decided gives a replacement."""

    package: str
    month: date
    """The first day of the month of its first work."""
    ended: date
    """The first day of the month of its last work."""

    def holds(self, day: date | None) -> bool:
        """Return whether a day of the work lies in the months of the work, or there is none."""
        return day is None or self.month <= day.replace(day=1) <= self.ended
