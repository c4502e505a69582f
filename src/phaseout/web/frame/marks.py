"""By which shape and colour is a standing told apart in a drawing?"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from phaseout.domain.determination import GRAVEST_FIRST

UNSAID = "unsaid"
"""Of a thing of which nothing was determined, or a site where nobody looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A shape around 0, 0, some 20 units wide, with the class of its colour."""

    tone: str
    path: str


_TRIANGLE = "M0-11 11 8H-11Z"
_DIAMOND = "M0-11 11 0 0 11-11 0Z"
_SQUARE = "M-8-8H8V8H-8Z"
_CIRCLE = "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0Z"
_CROSS = "M-9-4H-4V-9H4V-4H9V4H4V9H-4V4H-9Z"
_HEXAGON = "M-10 0-5-9H5L10 0 5 9H-5Z"
MARKS: Mapping[str, Mark] = MappingProxyType(
    {
        "applies": Mark(tone="applies", path=_TRIANGLE),
        "applies-from": Mark(tone="applies-from", path=_DIAMOND),
        "undetermined": Mark(tone="undetermined", path=_SQUARE),
        "influence-only": Mark(tone="influence-only", path=_HEXAGON),
        "excepted": Mark(tone="excepted", path=_CROSS),
        "does-not-apply": Mark(tone="does-not-apply", path=_CIRCLE),
        UNSAID: Mark(tone="unsaid", path=_SQUARE),
    }
)
GRAVEST = (*(one.value for one in GRAVEST_FIRST), UNSAID)
"""Standings, the gravest first, as every list has them."""


def mark(standing: str) -> Mark:
    """Return how a standing is drawn."""
    return MARKS.get(standing, MARKS[UNSAID])
