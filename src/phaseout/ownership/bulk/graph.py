"""Who holds what in whom on a day, asked for thousands of parties at once?"""

from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
import numpy.typing as npt

from phaseout.domain.party import InterestKind
from phaseout.ownership.bulk.columns import CODE, Bools, Floats, InterestColumns, Ints, Kinds

_SHAREHOLDING = CODE[InterestKind.SHAREHOLDING]
_LINKED = CODE[InterestKind.LINKED]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ties:
    """What stands between parties asked about (``near``) and others (``far``), one kind per row."""

    near: Ints
    far: Ints
    kind: Kinds
    low: Floats
    high: Floats

    def owning(self) -> Self:
        """Return one row per pair with the shares that go with it, as ``cascade.ownership_of`` does.

        Kinds stand in order, shareholdings first and links last, so the first row of a pair tells.
        """
        first = _first_of_each(self.near, self.far)
        kind = self.kind[first]
        says = (kind == _SHAREHOLDING) | (kind == _LINKED)
        return type(self)(
            near=self.near[first],
            far=self.far[first],
            kind=kind,
            low=np.where(says, self.low[first], 0.0),
            high=np.where(says, self.high[first], 1.0),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """All interests sorted by one of their ends, then by the other, then by kind."""

    pointer: Ints
    """Party → where its interests begin; one more at the end."""
    leads: Bools
    """Whether each party has any interest on this side at all; most have none."""
    far: Ints
    kind: Kinds
    low: Floats
    high: Floats
    since: Ints
    until: Ints
    rivals: Bools
    """Whether an interest is one of several figures for one holding."""

    @classmethod
    def of(cls, columns: InterestColumns, near: Ints, far: Ints, parties: int) -> Self:
        """Sort the columns by ``near``; both are columns of party numbers."""
        order = np.lexsort((columns.kind, far, near))
        counts = np.bincount(near, minlength=parties)
        kind, first = columns.kind[order], _first_of_each(near[order], far[order], columns.kind[order])
        return cls(
            pointer=np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
            leads=counts > 0,
            far=far[order],
            kind=kind,
            low=columns.share_min[order],
            high=columns.share_max[order],
            since=columns.since[order],
            until=columns.until[order],
            rivals=~first | ~np.append(first[1:], True),
        )

    def standing(self, day: date) -> Bools:
        """Return whether each interest stands on the day."""
        ordinal = day.toordinal()
        return (self.since <= ordinal) & (ordinal < self.until)

    def over(self, day: date) -> Bools:
        """Return whether each interest has ended on the day."""
        return self.until <= day.toordinal()

    def ties(self, parties: Ints, day: date) -> Ties:
        """Return what stands on the day between the parties, all different, and others.

        Several figures for one holding are one row, from the lowest to the highest.
        """
        near, at = self._places(parties)
        # Looked at here and not for all interests at once: most closures meet few of them.
        stands = (self.since[at] <= day.toordinal()) & (day.toordinal() < self.until[at])
        near, at = near[stands], at[stands]
        far, kind, low, high = self.far[at], self.kind[at], self.low[at], self.high[at]
        if self.rivals[at].any():
            first = _first_of_each(near, far, kind)
            starts = np.flatnonzero(first)
            near, far, kind = near[first], far[first], kind[first]
            low, high = np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)
        return Ties(near=near, far=far, kind=kind, low=low, high=high)

    def others(self, parties: Ints, counting: Bools) -> Ints:
        """Return the other ends of those interests of the parties that are ``counting``."""
        _, at = self._places(parties)
        return self.far[at[counting[at]]]

    def _places(self, parties: Ints) -> tuple[Ints, Ints]:
        """Return the places of all interests of the parties, and whose each is."""
        begin = self.pointer[parties]
        counts = self.pointer[parties + 1] - begin
        ends = np.cumsum(counts, dtype=np.int32)
        at = np.arange(ends[-1] if len(ends) else 0, dtype=np.int32)
        at += np.repeat(begin - (ends - counts), counts)
        return np.repeat(parties, counts), at


def _first_of_each(*columns: npt.NDArray[np.generic]) -> Bools:
    """Return whether each row differs from the one before."""
    first = np.ones(len(columns[0]), dtype=np.bool_)
    if len(first):
        first[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return first


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BulkGraph:
    """Interests between numbered parties, both ways round. Making it takes a second per million."""

    parties: int
    down: Side
    """By holder."""
    up: Side
    """By the party held."""
    state: Bools
    """Whether each party is an organ of a state."""

    @classmethod
    def of(cls, columns: InterestColumns, *, parties: int, state_bodies: npt.ArrayLike = ()) -> Self:
        """Index the columns; ``parties`` is how many numbers there are, ``state_bodies`` some of them."""
        state = np.zeros(parties, dtype=np.bool_)
        state[np.asarray(state_bodies, dtype=np.int32)] = True
        return cls(
            parties=parties,
            down=Side.of(columns, columns.holder, columns.held, parties),
            up=Side.of(columns, columns.held, columns.holder, parties),
            state=state,
        )

    def marked(self, parties: Ints) -> Bools:
        """Return for each party whether it is one of these."""
        marked = np.zeros(self.parties, dtype=np.bool_)
        marked[parties] = True
        return marked
