"""Which of very many parties do the named ones own to at least half, down the cascade?

Level by level: whoever came in last is asked what it holds, the shares are added to a counter per party
held, and whoever's counter reaches half comes in next. See ``phaseout.ownership.cascade`` for the law.
"""

from datetime import date

import numpy as np

from phaseout.ownership.bulk.columns import Bools, Floats, Ints
from phaseout.ownership.bulk.graph import BulkGraph, Side
from phaseout.ownership.cascade import ENOUGH


def certainly_owned(named: Ints, graph: BulkGraph, day: date) -> Bools:
    """Return for each party whether the named ones own at least half on the lowest shares."""
    inside = graph.marked(named)
    owned = np.zeros(graph.parties)
    newest = named
    while len(newest):
        stakes = graph.down.ties(newest, day).owning()
        np.add.at(owned, stakes.far, stakes.low)
        newest = _coming(stakes.far, inside, owned)
        inside[newest] = True
    return inside


def possibly_owned(certain: Ints, graph: BulkGraph, day: date) -> Bools:
    """Return for each party whether the named ones may own at least half.

    On the highest shares, as far as what others certainly own leaves room.

    Args:
        certain: the named ones and those that they certainly own, whatever room others leave.
    """
    inside = graph.marked(certain)
    least, most = np.zeros(graph.parties), np.zeros(graph.parties)
    of_all = np.full(graph.parties, np.nan)
    newest = certain
    while len(newest):
        stakes = graph.down.ties(newest, day).owning()
        np.add.at(least, stakes.far, stakes.low)
        np.add.at(most, stakes.far, stakes.high)
        coming = _coming(stakes.far, inside, most)
        _add_up(coming[np.isnan(of_all[coming])], graph.up, day, of_all)
        room = 1 - (of_all[coming] - least[coming])
        newest = coming[room >= ENOUGH]
        inside[newest] = True
    return inside


def _coming(touched: Ints, inside: Bools, owned: Floats) -> Ints:
    """Return, each once, those of the parties touched that are outside and owned enough."""
    return np.unique(touched[(owned[touched] >= ENOUGH) & ~inside[touched]])


def _add_up(parties: Ints, up: Side, day: date, of_all: Floats) -> None:
    """Write down what all holders of each party certainly own of it."""
    stakes = up.ties(parties, day).owning()
    of_all[parties] = 0.0
    np.add.at(of_all, stakes.near, stakes.low)
