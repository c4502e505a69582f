"""Where on a map does each site lie? Drawn on the server, without anything fetched from elsewhere.

Degrees are drawn evenly, those of longitude shortened as in the middle of the map: near enough for a region,
and what a country looks like on a page.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from phaseout.web.estate.models import Site
from phaseout.web.frame.marks import GRAVEST, Mark, mark

WIDTH, HEIGHT = 900, 560
"""Of the drawing, in its units."""
CELL = 44
"""Sites nearer to one another than this, in units, are drawn as one."""
LEAST = 0.002
"""Degrees of latitude that a map shows at least: some 200 metres."""
STEPS = (30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005)
LINES = 5
"""Lines of latitude or longitude that a map has at least, if its extent allows."""
KILOMETRES = 111.2
"""Of a degree of latitude."""
LABELLED = 60
"""Marks up to which each says what it is; of more the table does."""

Point = tuple[float, float]
"""In units of the drawing, from the left and from above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def address(self) -> str:
        """As it stands in the address: ``west,south,east,north``."""
        return ",".join(f"{one:.5f}" for one in (self.west, self.south, self.east, self.north))

    def holds(self, site: Site) -> bool:
        """Whether a site lies in it."""
        latitude, longitude = site.latitude or 0.0, site.longitude or 0.0
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def moved(self, east: float, north: float) -> "Box":
        """Return the box shifted by shares of its extent."""
        x, y = (self.east - self.west) * east, (self.north - self.south) * north
        return Box(west=self.west + x, east=self.east + x, south=self.south + y, north=self.north + y)

    def scaled(self, by: float) -> "Box":
        """Return a box around the same middle, so many times as wide."""
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        far_x, far_y = (self.east - self.west) / 2 * by, (self.north - self.south) / 2 * by
        return Box(west=x - far_x, east=x + far_x, south=y - far_y, north=y + far_y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A site, or several near to one another, where it is drawn."""

    sites: Sequence[Site]
    standing: str
    mark: Mark
    transform: str
    label: str
    box: Box
    """What to show to tell them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of latitude or longitude; numbers as an SVG wants them."""

    degrees: float
    is_latitude: bool
    at: str
    """How far from the left, or from above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """A map."""

    box: Box
    spots: Sequence[Spot]
    lines: Sequence[Line]
    kilometres: str
    """Of the scale."""
    scale: str
    """Length of the scale, in units."""
    width: int = WIDTH
    height: int = HEIGHT


def box_of(text: str) -> Box | None:
    """Return the box that an address names; None where it names none."""
    parts = text.split(",")
    try:
        west, south, east, north = map(float, parts)
    except ValueError:
        return None
    is_sound = -360 <= west < east <= 360 and -90 <= south < north <= 90  # noqa: PLR2004 # degrees; no number is none
    return Box(west=west, south=south, east=east, north=north) if is_sound else None


def around(sites: Sequence[Site]) -> Box:
    """Return a box that holds all sites, with some room; of none, all of the earth that people live on."""
    if not sites:
        return Box(west=-180, south=-60, east=180, north=80)
    longitudes = [site.longitude or 0.0 for site in sites]
    latitudes = [site.latitude or 0.0 for site in sites]
    bare = Box(west=min(longitudes), east=max(longitudes), south=min(latitudes), north=max(latitudes))
    room = max((bare.east - bare.west) * 0.08, (bare.north - bare.south) * 0.08, LEAST / 2)
    return Box(west=bare.west - room, east=bare.east + room, south=bare.south - room, north=bare.north + room)


def drawn(sites: Sequence[Site], asked: Box) -> Map:
    """Return a map of the sites, showing at least what was asked for."""
    box = _fitted(asked)
    across, down = box.east - box.west, box.north - box.south

    def place(longitude: float, latitude: float) -> Point:
        return (longitude - box.west) / across * WIDTH, (box.north - latitude) / down * HEIGHT

    kilometres = _round(KILOMETRES * down / 5)
    inside = [site for site in sites if box.holds(site)]
    return Map(
        box=box, spots=_spots(inside, place), lines=list(_lines(box, place)),
        kilometres=f"{kilometres:g}", scale=f"{kilometres / KILOMETRES / down * HEIGHT:.1f}",
    )  # fmt: skip


def _fitted(asked: Box) -> Box:
    """Return the box widened to the shape of the drawing."""
    latitude = (asked.south + asked.north) / 2
    shorter = max(math.cos(math.radians(latitude)), 0.1)
    down = max(asked.north - asked.south, (asked.east - asked.west) * shorter * HEIGHT / WIDTH, LEAST)
    across = down / shorter * WIDTH / HEIGHT
    middle = (asked.west + asked.east) / 2
    return Box(
        west=middle - across / 2,
        east=middle + across / 2,
        south=latitude - down / 2,
        north=latitude + down / 2,
    )


def _spots(sites: Sequence[Site], place: Callable[[float, float], Point]) -> list[Spot]:
    """Return marks no two of which stand nearer than ``CELL``: a site goes to one that is so near."""
    groups: dict[Point, list[Site]] = {}
    cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for site in sites:
        at = place(site.longitude or 0.0, site.latitude or 0.0)
        column, row = int(at[0] // CELL), int(at[1] // CELL)
        around_it = (cells[column + x, row + y] for x in (-1, 0, 1) for y in (-1, 0, 1))
        near = next((one for some in around_it for one in some if math.dist(one, at) < CELL), None)
        if near is None:
            groups[at] = []
            cells[column, row].append(at)
        groups[near or at].append(site)
    return [_spot(some, at, is_labelled=len(groups) <= LABELLED) for at, some in groups.items()]


def _spot(sites: Sequence[Site], at: Point, *, is_labelled: bool) -> Spot:
    standing = min((str(getattr(site, "standing", "")) for site in sites), key=GRAVEST.index)
    size = 1 + min(math.log10(len(sites)), 3) / 2
    name = sites[0].ref if is_labelled else ""
    return Spot(
        sites=sites, standing=standing, mark=mark(standing),
        transform=f"translate({at[0]:.1f} {at[1]:.1f}) scale({size:.2f})",
        label=f"{len(sites)}" if len(sites) > 1 else name, box=around(sites),
    )  # fmt: skip


def _lines(box: Box, place: Callable[[float, float], Point]) -> Iterator[Line]:
    step = next((one for one in STEPS if (box.north - box.south) / one >= LINES - 1), STEPS[-1])
    for latitude in _multiples(box.south, box.north, step):
        yield Line(degrees=latitude, is_latitude=True, at=f"{place(box.west, latitude)[1]:.1f}")
    wide = next((one for one in STEPS if (box.east - box.west) / one >= LINES), STEPS[-1])
    for longitude in _multiples(box.west, box.east, wide):
        yield Line(degrees=longitude, is_latitude=False, at=f"{place(longitude, box.north)[0]:.1f}")


def _multiples(first: float, last: float, step: float) -> Iterator[float]:
    for number in range(math.ceil(first / step), math.floor(last / step) + 1):
        yield round(number * step, 4)


def _round(length: float) -> float:
    """Return the nearest of 1, 2, 5, 10 … below a length."""
    unit = 10.0 ** math.floor(math.log10(length))
    return next(one * unit for one in (5, 2, 1) if one * unit <= length)
