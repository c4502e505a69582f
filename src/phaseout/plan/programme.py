"""What does a programme say: months, money, crews, sites, prices, decisions, and what a risk weighs?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from phaseout.plan.problem import Easing, Terms

SCORE_VERSION = "1"
REMOVE, CAMERAS_FIRST, RECORDER_FIRST = "remove", "cameras-first", "recorder-first"
WAYS = (CAMERAS_FIRST, RECORDER_FIRST, REMOVE)
NETWORKS: Mapping[str, float] = {
    "internet": 4.0, "p2p-cloud": 3.0, "core": 3.0, "camera-vlan": 2.0, "isolated": 0.5, "unpowered": 0.1,
}  # fmt: skip
"""What the place in the network weighs, by default. Ours (grade I), to be edited in ``[score]``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the score is made of: w = tier x (things x (network + data) + exploited)."""

    version: str = SCORE_VERSION
    networks: Mapping[str, float] = field(default_factory=lambda: dict(NETWORKS))
    network_unknown: float = 2.0
    tier_unknown: float = 5.0
    exploited: float = 3.0
    """For a thing with a vulnerability an authority lists as exploited."""
    exploited_unknown: float = 1.5
    """Where it is not known whether the thing has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one thing of a kind costs to replace, in capital, and how long it takes."""

    low: float
    typical: float
    high: float
    hours: float
    lead: int
    source: str
    running: float = 0.0
    """A year, once it is there; no part of the capital."""
    price_date: str | None = None
    """As the programme states it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """Prices that are kept together, by kind."""

    version: str
    currency: str
    prices: Mapping[str, Price]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who does the work, and where; without sites: everywhere."""

    hours: tuple[float, ...]
    sites: frozenset[str]
    clearance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedWay:
    """A way to do packages that the programme offers beside at once; without sites: everywhere."""

    id: str
    sites: frozenset[str]
    after: int = 1
    """Months between its two works."""
    hours: float = 0.0
    """For each thing that is removed without being replaced."""
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedIsolation:
    """What it takes to isolate a package for a time; without sites: everywhere."""

    cost: float
    months: int
    residual: float | None
    """The share of the risk that stays; None: what the score of an isolated site says."""
    sites: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What the programme says of a site."""

    tier: float | None = None
    network: str | None = None
    data: float = 0.0
    visit: float = 0.0
    is_open: tuple[bool, ...]
    clearance: float = 0.0
    continuity: float | None = None
    """The share of its things that may be down in one month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme file, read."""

    where: str
    months: tuple[date, ...]
    years: tuple[str, ...]
    year_of: tuple[int, ...]
    budgets: tuple[float, ...]
    carry: float
    currency: str
    catalogue: str
    """The version of the price list behind what the programme states itself."""
    crews: Mapping[str, Crew]
    sites: Mapping[str, SiteFacts]
    prices: Mapping[str, Price]
    cells: Mapping[str, tuple[str, ...]]
    """Cameras by recorder, by the ids of the document."""
    pins: Mapping[str, int]
    before: tuple[tuple[str, str], ...]
    terms: Terms
    weights: Weights
    ways: tuple[OfferedWay, ...] = ()
    isolations: tuple[OfferedIsolation, ...] = ()
    easing: Easing = field(default_factory=Easing)
    keeps_deadlines: bool = False
    continuity: float | None = None
    """Of every site that states none of its own."""
    fiscal_starts: int = 4
    """The month in which a fiscal year begins, 1 to 12."""

    def fiscal_year(self, day: date) -> str:
        """Return the fiscal year of a day, by the year in which it begins."""
        return str(day.year - (day.month < self.fiscal_starts))

    @property
    def sites_named(self) -> set[str]:
        """Return the sites that it names, also those of crews, ways and isolation."""
        crews = [crew.sites for crew in self.crews.values()]
        offered = [*(way.sites for way in self.ways), *(one.sites for one in self.isolations)]
        return set(self.sites).union(*crews, *offered)
