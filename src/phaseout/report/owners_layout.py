"""Where does each card of the tree above a party stand?

Owners above, the party at the foot: a level for each step. A card stands over the middle of those above
it, which take the room they need; levels are as tall as their tallest card.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from phaseout.ownership.ancestry import Owner
from phaseout.report.owners_cards import WIDTH, Card, manner, owner_card
from phaseout.report.ownership_words import OwnershipWords
from phaseout.report.svg import Attributes, element, number

GAP = 22.0
_DROP = 40.0
"""Between two levels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A card, how wide it and all above it are, and what stands above it."""

    card: Card
    room: float
    above: tuple["Placed", ...]

    @property
    def levels(self) -> int:
        """Return how many levels stand above, its own included."""
        return 1 + max((one.levels for one in self.above), default=0)

    def at_level(self, level: int) -> Iterator["Placed"]:
        """Yield what stands so many levels above."""
        if level == 0:
            yield self
        else:
            for one in self.above:
                yield from one.at_level(level - 1)


def placed(owner: Owner, spoken: OwnershipWords, *, kind: str = "root") -> Placed:
    """Return the party with everyone above it, and under each the room it takes."""
    above = tuple(placed(one, spoken, kind=manner(one.interests, spoken)) for one in owner.above)
    card = owner_card(owner, spoken, kind=kind)
    return Placed(card=card, room=max(WIDTH, _taken(above)), above=above)


def drawn(root: Placed, left: float, top: float) -> tuple[list[str], float]:
    """Return the cards and the lines between them, and where the foot of the root is."""
    heights = [max(one.card.height for one in root.at_level(level)) for level in range(root.levels)]
    feet, y = [0.0] * len(heights), top
    for level in reversed(range(len(heights))):
        feet[level] = y + heights[level]
        y = feet[level] + _DROP
    return list(_drawn(root, left, 0, feet)), feet[0]


def _drawn(one: Placed, left: float, level: int, feet: list[float]) -> Iterator[str]:
    middle, head = left + one.room / 2, feet[level] - one.card.height
    x = left + (one.room - _taken(one.above)) / 2
    for above in one.above:
        down = f"M{number(x + above.room / 2)} {number(feet[level + 1])}v{number(_DROP / 2)}"
        line: Attributes = {
            "d": f"{down}H{number(middle)}V{number(head)}",
            "class": f"line {above.card.kind}",
        }
        yield element("path", line)
        yield from _drawn(above, x, level + 1, feet)
        x += above.room + GAP
    yield one.card.drawn(middle - WIDTH / 2, head)


def _taken(cards: tuple[Placed, ...]) -> float:
    return sum(one.room for one in cards) + GAP * max(0, len(cards) - 1)
