"""What does each relation test answer over one graph, asked over and over?"""

from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import Protocol

from phaseout.domain.measure import RelationTest
from phaseout.domain.truth import Truth
from phaseout.ownership.answer import RelationAnswer, RelationCode
from phaseout.ownership.graph import PartyGraph
from phaseout.ownership.relation import relate


class Relate(Protocol):
    """Answers a relation test over a graph."""

    def __call__(
        self, test: RelationTest, *, party: str, named: tuple[str, ...], day: date, home: str = ""
    ) -> RelationAnswer:
        """Answer as ``phaseout.ownership.relate`` does."""
        ...


REMEMBERED = 1 << 16
"""Answers kept: a fleet asks the same few of every asset."""


class Relations:
    """The relation tests over one graph. What it remembers goes with it."""

    def __init__(self, graph: PartyGraph) -> None:
        self._graph = graph
        self._answer = lru_cache(maxsize=REMEMBERED)(partial(relate, graph=graph))

    def relate(
        self, test: RelationTest, *, party: str, named: tuple[str, ...], day: date, home: str = ""
    ) -> RelationAnswer:
        """Answer as ``phaseout.ownership.relate`` does."""
        return self._answer(test, party=party, named=named, day=day, home=home)

    def relate_openly(
        self, test: RelationTest, *, party: str, named: tuple[str, ...], day: date, home: str = ""
    ) -> RelationAnswer:
        """Answer as ``relate`` does, but unknown where no tie is found and nobody is recorded to own it.

        So somebody is asked with whom one contracts: that the register records no owner clears nobody.
        """
        answer = self.relate(test, party=party, named=named, day=day, home=home)
        if answer.code is RelationCode.NONE and self._graph.is_open_above(party, day):
            return replace(answer, truth=Truth.UNKNOWN, code=RelationCode.OWNERS_UNKNOWN)
        return answer
