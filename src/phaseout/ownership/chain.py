"""Who stands above a party, and along which chain of interests?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import count

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest
from phaseout.ownership.graph import PartyGraph
from phaseout.ownership.weight import FULL, PERHAPS, weigh, weigh_ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The interests between a party and one above it, from the top down, and what they weigh together."""

    score: float
    path: tuple[Interest, ...]


def chains_above(party: str, graph: PartyGraph, test: RelationTest, day: date) -> Mapping[str, Chain]:
    """Return the weightiest, then shortest chain to each party above, the party itself included.

    Best first: weights are at most 1, so a chain never gains by growing and cycles end by themselves.
    A chain that passes through a state body weighs perhaps and no more: else every firm of a state would
    be an affiliate of every other, which no text of the register says.
    """
    found: dict[str, Chain] = {}
    met = count()
    # The running number keeps equal chains in the order they were met: interests have no order.
    waiting: list[tuple[float, int, int, str, tuple[Interest, ...]]] = [(-FULL, 0, next(met), party, ())]
    while waiting:
        weight, length, _, at, path = heappop(waiting)
        if at in found:
            continue
        found[at] = Chain(score=-weight, path=path)
        if at in graph.state_bodies and at != party:
            weight = -PERHAPS
        for interest, part in _above(at, graph, test, day):
            if interest.holder not in found:
                entry = (weight * part, length + 1, next(met), interest.holder, (interest, *path))
                heappush(waiting, entry)
    return found


def _above(party: str, graph: PartyGraph, test: RelationTest, day: date) -> Iterator[tuple[Interest, float]]:
    for interest in graph.held_on(party, day):
        part = weigh(test, interest)
        if part is not None:
            yield interest, part
    for interest in graph.ended_by(party, day):
        part = weigh_ended(test, interest)
        if part is not None:
            yield interest, part
