"""What is to be planned: packages of work, months, money, crews and sites, as bare values?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

TOLERANCE = 1e-6
"""Hours and money that differ by less are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePart:
    """One factor of a score with what it came from."""

    name: str
    value: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Work that is done in one month by one crew: a recorder with its cameras, or one thing."""

    id: str
    things: tuple[str, ...]
    site: str
    crew: str
    hours: float
    cost: float
    """Capital, in the programme's currency, without the visit."""
    weight: float
    """Risk a day it stays in place: the sum of its things' scores."""
    lead: int = 0
    """Months from the start of the programme until what replaces it is there."""
    due: date | None = None
    """The first day a measure forbids its use; None where that day is past or not set."""
    is_overdue: bool = False
    """Whether a measure forbids its use when the programme starts."""
    parts: tuple[ScorePart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that is visited."""

    visit: float = 0.0
    """Money for each month in which a crew goes there."""
    is_open: tuple[bool, ...]
    """By month of the programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the objective counts beside exposure, in score-days."""

    undone_days: float = 365.0
    """Further days of exposure a package counts that is not done in the programme."""
    late_days: float = 365.0
    """Further days of exposure a package counts that is done after its deadline, or not at all."""
    per_visit: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All that a plan must keep to. Lists by month have the length of ``months``."""

    months: tuple[date, ...]
    """The first day of each month."""
    days: tuple[int, ...]
    year_of: tuple[int, ...]
    """Index into ``budgets`` by month."""
    years: tuple[str, ...]
    budgets: tuple[float, ...]
    carry: float
    """Share of a year's budget that may be carried into the next, 0 to 1."""
    crews: Mapping[str, tuple[float, ...]]
    """Hours by month."""
    sites: Mapping[str, Site]
    packages: tuple[Package, ...]
    """In the order of their ids, so that the order of the input does not matter."""
    before: tuple[tuple[str, str], ...] = ()
    """The second is not done before the first; one month may see both."""
    pins: Mapping[str, int] = field(default_factory=dict)
    terms: Terms = Terms()

    def may(self, package: Package, month: int) -> bool:
        """Return whether lead time, window and pin allow the month."""
        pin = self.pins.get(package.id, month)
        return month >= package.lead and self.sites[package.site].is_open[month] and pin == month

    def in_time(self, package: Package) -> int:
        """Return how many months from the start end before the package is due; all where nothing is due."""
        if package.due is None:
            return len(self.months)
        ends = (*self.months[1:], None)
        return sum(end is not None and end <= package.due for end in ends) + self._last_in_time(package)

    def _last_in_time(self, package: Package) -> int:
        last = self.months[-1].toordinal() + self.days[-1]
        return int(package.due is not None and last <= package.due.toordinal())


Placing = Mapping[str, int]
"""The month of each package that is done; who is not in it is not done."""
