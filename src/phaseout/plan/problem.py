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


AT_ONCE = "at-once"
"""The way in which all things of a package are replaced in one month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a way does in one month."""

    after: int
    """Months after the first work of the way."""
    hours: float
    cost: float
    things: int
    """That are down while it is done."""
    share: float
    """Of the package's weight that goes with it, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a package may be done: in one work or in several, months apart."""

    id: str
    lead: int
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolation:
    """Cutting a package off from the network for a time: it is less of a risk, and never done."""

    cost: float
    share: float
    """Of the risk that it takes away, 0 to 1; the rest stays."""
    months: int
    """Until its review: from then on it counts no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a plan does with a package."""

    month: int | None = None
    """Of the first work; None where the package is not done."""
    way: str = AT_ONCE
    isolated: int | None = None
    """The month from which the package is isolated."""


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
    others: tuple[Way, ...] = ()
    """Ways to do it beside at once."""
    isolation: Isolation | None = None
    previous: int | None = None
    """The month the plan before this had for it."""
    label: str = ""
    """What people call it; empty where it has no name but its id."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """Return every way to do the package, at once first."""
        work = Work(after=0, hours=self.hours, cost=self.cost, things=len(self.things), share=1.0)
        return (Way(id=AT_ONCE, lead=self.lead, works=(work,)), *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that is visited."""

    visit: float = 0.0
    """Money for each month in which a crew goes there."""
    is_open: tuple[bool, ...]
    """By month of the programme."""
    most_down: int | None = None
    """Things that may be down in one month; None: all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the objective counts beside exposure, in score-days."""

    undone_days: float = 365.0
    """Further days of exposure a package counts that is not done in the programme."""
    late_days: float = 365.0
    """Further days of exposure a package counts that is done after its deadline, or not at all."""
    per_visit: float = 0.0
    per_change: float = 0.0
    """For each package that is not done in the month the previous plan had for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Easing:
    """What it is taken to cost to relax a constraint, in the programme's currency; money costs itself."""

    hour: float = 100.0
    """Of a crew."""
    month: float = 10_000.0
    """By which a package is late, before its lead time or away from its pin; or of a closed site."""
    thing: float = 1_000.0
    """More that is down at a site in a month."""


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
    funded: frozenset[str] = frozenset()
    """Those pinned since they are funded, bought or scheduled for that month: nobody pinned them."""
    terms: Terms = Terms()
    easing: Easing = Easing()
    keeps_deadlines: bool = False
    """Whether a package must be done before the day it is due."""

    def called(self, name: str) -> str:
        """Return what people call a package, by its id."""
        return next((one.label for one in self.packages if one.id == name and one.label), name)

    @property
    def isolation_months(self) -> tuple[int, ...]:
        """Return when a package may be isolated: as soon as the money of a year is there.

        Isolation takes money and nothing else, so no later month of the same year is better.
        """
        return tuple(self.year_of.index(year) for year in sorted(set(self.year_of)))

    def in_time(self, package: Package) -> int:
        """Return how many months from the start end before the package is due; all where nothing is due."""
        if package.due is None:
            return len(self.months)
        ends = (*self.months[1:], None)
        return sum(end is not None and end <= package.due for end in ends) + self._last_in_time(package)

    def must(self, package: Package) -> bool:
        """Return whether no plan leaves the package undone: it is pinned, or due and deadlines are kept."""
        return package.id in self.pins or (self.keeps_deadlines and package.due is not None)

    def _last_in_time(self, package: Package) -> int:
        last = self.months[-1].toordinal() + self.days[-1]
        return int(package.due is not None and last <= package.due.toordinal())


Placing = Mapping[str, Choice]
"""What is done with each package; who is not in it is neither done nor isolated."""
