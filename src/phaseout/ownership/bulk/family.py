"""Which of very many parties stand above, below or beside a named one?

``phaseout.ownership.family`` asks each party for the chains above it. Here the named ones are asked for
the chains that lead away from them: up to their owners, and from all of these down.
"""

from datetime import date

import numpy as np

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import InterestKind
from phaseout.ownership.bulk.columns import CODE, Bools, Floats, Ints, Kinds
from phaseout.ownership.bulk.graph import BulkGraph, Side, Ties
from phaseout.ownership.family import DOWNWARD
from phaseout.ownership.weight import AFTERLIFE, FULL, HALF, LOWEST_SHARE, STRICT

_LAST_OF_SHARES = CODE[InterestKind.VOTING]
_CONTROL = CODE[InterestKind.CONTROL]
_INFLUENCE = CODE[InterestKind.INFLUENCE]


def certainly_related(test: RelationTest, named: Ints, graph: BulkGraph, day: date) -> Bools:
    """Return for each party whether a chain of ties relates it to a named one for certain."""
    sources = named
    if test not in DOWNWARD:
        above = _far_enough(test, named, graph.up, graph, day) & ~graph.state
        above[named] = True
        sources = np.flatnonzero(above).astype(np.int32)
    return _far_enough(test, sources, graph.down, graph, day)


def possibly_related(test: RelationTest, named: Ints, graph: BulkGraph, day: date) -> Bools:
    """Return for each party whether any chain of ties leads to it from a named one."""
    sources = named
    if test not in DOWNWARD:
        above = _anyhow(graph.marked(named), graph.up, _counting(test, graph.up, day))
        sources = np.flatnonzero(above).astype(np.int32)
    return _anyhow(graph.marked(sources), graph.down, _counting(test, graph.down, day))


def _far_enough(test: RelationTest, sources: Ints, side: Side, graph: BulkGraph, day: date) -> Bools:
    """Follow ties while the product of their weights is enough; no further than a state body."""
    floor = LOWEST_SHARE if test is RelationTest.SHARE_OVER_10 else np.nextafter(FULL, 0)
    leads_on = side.leads & ~graph.state
    score = np.zeros(graph.parties)
    score[sources] = FULL
    newest = sources
    while len(newest):
        ties = side.ties(newest, day)
        reached = score[ties.near] * _weights(test, ties)
        better = reached > np.maximum(score[ties.far], floor)
        far = ties.far[better]
        np.maximum.at(score, far, reached[better])
        newest = np.unique(far[leads_on[far]])
    return score > floor


def _anyhow(met: Bools, side: Side, counting: Bools) -> Bools:
    """Follow every interest that is counting, from those already met; ``met`` is changed and returned."""
    leads_on = side.leads & ~met
    newest = np.flatnonzero(met & side.leads).astype(np.int32)
    while len(newest):
        far = side.others(newest, counting)
        met[far] = True
        newest = np.unique(far[leads_on[far]])
        leads_on[newest] = False
    return met


def _counting(test: RelationTest, side: Side, day: date) -> Bools:
    """Return whether each interest counts for anything; ``weight.weigh`` returns None where it does not."""
    standing = side.standing(day)
    if test in AFTERLIFE:
        standing |= side.over(day)
    if test is not RelationTest.LINKED_UNDEFINED:
        standing &= ~_is_of_shares(side.kind) | (side.high > LOWEST_SHARE)
    return standing


def _weights(test: RelationTest, ties: Ties) -> Floats:
    """Return what ``weight.weigh`` does, with 0 for perhaps and for what does not count."""
    enough = ties.low > HALF if test in STRICT else ties.low >= HALF
    shares = np.where(enough, FULL, ties.low if test is RelationTest.SHARE_OVER_10 else 0.0)
    counted = _is_of_shares(ties.kind) & (ties.high > LOWEST_SHARE)
    full = ties.kind == _CONTROL
    if test is RelationTest.CONTROL_OR_INFLUENCE:
        full |= ties.kind == _INFLUENCE
    return np.where(full, FULL, np.where(counted, shares, 0.0))


def _is_of_shares(kind: Kinds) -> Bools:
    return kind <= _LAST_OF_SHARES
