"""How much of each of very many parties do others own, every share multiplied down the chain?

``phaseout.ownership.economic`` says what is computed and why its bounds are so. Here the equations are
those of everybody the owners may reach at all, as one sparse system.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import spsolve

from phaseout.ownership.bulk.columns import Bools, Floats, Ints
from phaseout.ownership.bulk.graph import BulkGraph

_STILL = 1e-12
"""A gain below this is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EconomicShares:
    """What the owners together hold of each party by number; fractions of 1."""

    lowest: Floats
    highest: Floats


def economic_shares(*, owners: npt.ArrayLike, graph: BulkGraph, day: date) -> EconomicShares:
    """Return what the owners (numbers) hold of everybody on the day, directly and through others."""
    ends = graph.marked(np.asarray(owners, dtype=np.int32))
    rows = _Rows.below(ends, graph, day)
    lowest = rows.solved(rows.low)
    return EconomicShares(lowest=lowest, highest=np.maximum(lowest, rows.greatest()))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rows:
    """Who owns those the owners may reach: one row per pair, all pairs of a party held together."""

    ends: Bools
    """Whether each party is one of the owners."""
    held: Ints
    holder: Ints
    low: Floats
    high: Floats
    begins: npt.NDArray[np.int64]
    """Where the pairs of each party held begin."""
    room: Floats
    """Per pair, what the lowest shares of all holders leave of the party held."""

    @classmethod
    def below(cls, ends: Bools, graph: BulkGraph, day: date) -> Self:
        """Collect the pairs of everybody below the owners, cut back where they add up to over 1."""
        met = ends.copy()
        newest = np.flatnonzero(ends).astype(np.int32)
        while len(newest):
            stakes = graph.down.ties(newest, day).owning()
            far = stakes.far[stakes.high > 0]
            newest = np.unique(far[~met[far]])
            met[newest] = True
        below = np.flatnonzero(met & ~ends).astype(np.int32)
        stakes = graph.up.ties(below, day).owning()
        first = np.ones(len(stakes.near), dtype=np.bool_)
        first[1:] = stakes.near[1:] != stakes.near[:-1]
        begins = np.flatnonzero(first)
        of_all = np.zeros(graph.parties)
        np.add.at(of_all, stakes.near, stakes.low)
        least = of_all[stakes.near]
        low = stakes.low / np.maximum(least, 1.0)
        return cls(
            ends=ends,
            held=stakes.near,
            holder=stakes.far,
            low=low,
            high=np.where(least > 1, low, stakes.high),
            begins=begins,
            room=np.maximum(0.0, 1.0 - least),
        )

    def solved(self, shares: Floats) -> Floats:
        """Return the least parts of every party that the shares, one per pair, give to the owners."""
        parts = self.ends.astype(np.float64)
        leading = np.flatnonzero((self._steps(shares > 0) > 0) & ~self.ends)
        if not len(leading):
            return parts
        place = np.full(len(parts), -1)
        place[leading] = np.arange(len(leading))
        row, column = place[self.held], place[self.holder]
        inner = (row >= 0) & (column >= 0) & (shares > 0)
        size = (len(leading), len(leading))
        passed = sparse.csc_array((shares[inner], (row[inner], column[inner])), shape=size)
        outer = (row >= 0) & self.ends[self.holder]
        given = np.bincount(row[outer], weights=shares[outer], minlength=len(leading))
        parts[leading] = spsolve(sparse.eye_array(len(leading), format="csc") - passed, given)
        return np.minimum(parts, 1.0)

    def greatest(self) -> Floats:
        """Return the most the owners may hold, by changing divisions as long as it gains."""
        steps = self._steps((self.low > 0) | ((self.high > 0) & (self.room > 0)))
        near = np.where(steps > 0, 1 / np.maximum(steps, 1), 0.0)
        division = self._divided(near)
        while True:
            worth = self.solved(division)
            better = self._divided(worth)
            gain = self._per_party((better - division) * worth[self.holder])
            gains = gain > _STILL
            if not gains.any():
                return worth
            division = np.where(np.repeat(gains, self._sizes()), better, division)

    def _steps(self, open_: Bools) -> Ints:
        """Return 1 for owners, 2 for whom they hold directly by open pairs, and so on; 0 without a way."""
        steps = self.ends.astype(np.int32)
        held, holder = self.held[open_], self.holder[open_]
        count = 1
        while True:
            reached = held[(steps[holder] == count) & (steps[held] == 0)]
            if not len(reached):
                return steps
            count += 1
            steps[reached] = count

    def _divided(self, worth: Floats) -> Floats:
        """Return, per pair, how the shares of each party may lie so that most is in worthy hands."""
        order = np.lexsort((self.holder, -worth[self.holder], self.held))
        wanted = (self.high - self.low)[order]
        before = np.cumsum(wanted) - wanted
        before -= np.repeat(before[self.begins], self._sizes())
        shares = self.low.copy()
        shares[order] += np.clip(self.room[order] - before, 0.0, wanted)
        return shares

    def _per_party(self, values: Floats) -> Floats:
        return np.add.reduceat(values, self.begins) if len(values) else values

    def _sizes(self) -> npt.NDArray[np.int64]:
        return np.diff(np.append(self.begins, len(self.held)))
