"""How firmly are two names held to be one person's, and what was compared?"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from phaseout.identify.suppliers.alignment import Pair
from phaseout.identify.suppliers.difference import Difference, Sign
from phaseout.identify.suppliers.leftover import NOTHING_LEFT, Left


class Tier(StrEnum):
    """How a supplier and a party are held to be one, the firmest first."""

    IDENTIFIER = "identifier"
    NAME = "name"
    POSSIBLE = "possible"
    NONE = "none"

    @property
    def rank(self) -> int:
        """3 for the firmest, 0 for none."""
        return _RANKS[self]


_RANKS = {Tier.IDENTIFIER: 3, Tier.NAME: 2, Tier.POSSIBLE: 1, Tier.NONE: 0}


class Agreement(NamedTuple):
    """How two names compare."""

    tier: Tier
    likeness: float
    """From 0 to 1, to put matches of a tier in order; no tier is decided by it alone."""
    signs: tuple[Sign, ...]


class Comparison(NamedTuple):
    """How two names compare, not yet explained: of many candidates only the best is."""

    tier: Tier
    likeness: float
    whole: Difference | None
    """What is so of the names as wholes; None where they were compared word by word."""
    pairs: Sequence[Pair] = ()
    left: Left = NOTHING_LEFT
    right: Left = NOTHING_LEFT
