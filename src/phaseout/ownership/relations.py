"""What does each relation test answer over one graph, asked over and over?"""

from datetime import date
from functools import lru_cache, partial

from phaseout.domain.measure import RelationTest
from phaseout.ownership.answer import RelationAnswer
from phaseout.ownership.graph import PartyGraph
from phaseout.ownership.relation import relate

REMEMBERED = 1 << 16
"""Answers kept: a fleet asks the same few of every asset."""


class Relations:
    """The relation tests over one graph. What it remembers goes with it."""

    def __init__(self, graph: PartyGraph) -> None:
        self._answer = lru_cache(maxsize=REMEMBERED)(partial(relate, graph=graph))

    def relate(
        self, test: RelationTest, *, party: str, named: tuple[str, ...], day: date, home: str = ""
    ) -> RelationAnswer:
        """Answer as ``phaseout.ownership.relate`` does."""
        return self._answer(test, party=party, named=named, day=day, home=home)
