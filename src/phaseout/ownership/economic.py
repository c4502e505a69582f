"""How much of a party do others own economically, every share multiplied down the chain?

Nobody's test: no measure of the register multiplies shares. It is shown beside the cascade because the
two part ways: half of a half is a half to the one and a quarter to the other.

What holders own of a party passes on to whoever owns them. With ``x`` the part looked for and ``s[i, j]``
what ``j`` owns of ``i``: ``x[i] = Σ s[i, j] · x[j]``, and ``x`` is 1 for the owners asked about. Cycles make
that a system of equations. It is solved on the lowest shares and on the best division of the highest.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from phaseout.ownership.cascade import left_over, ownership_of, share_range
from phaseout.ownership.equations import solved, steps_to
from phaseout.ownership.graph import PartyGraph

_STILL = 1e-12
"""A gain below this is rounding."""

_Bounds = Mapping[str, tuple[float, float]]
"""Holder → the least and the most it owns of one party."""
_Worth = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A fraction of 1, as far as it is known."""

    lowest: float
    highest: float


def economic_share(*, party: str, owners: Collection[str], graph: PartyGraph, day: date) -> Share:
    """Return what the owners together hold of the party on the day, directly and through others.

    An owner holds all of itself. What nobody is recorded to hold belongs to strangers. Where only bounds
    are known, the highest gives the owners as much as what the others certainly hold leaves room for.
    """
    if party in owners:
        return Share(lowest=1.0, highest=1.0)
    rows = _above(party, owners, graph, day)
    ends = dict.fromkeys(owners, 1.0)
    least = {held: {holder: low for holder, (low, _) in row.items()} for held, row in rows.items()}
    lowest = min(1.0, solved(least, ends).get(party, 0.0))
    return Share(lowest=lowest, highest=max(lowest, min(1.0, _greatest(rows, ends).get(party, 0.0))))


def _above(party: str, owners: Collection[str], graph: PartyGraph, day: date) -> dict[str, _Bounds]:
    """Return who holds the party and everyone above it, up to the owners asked about."""
    rows: dict[str, _Bounds] = {}
    waiting = [party]
    while waiting:
        held = waiting.pop()
        if held not in rows and held not in owners:
            rows[held] = _fitting({i.holder: share_range(i) for i in ownership_of(held, graph, day)})
            waiting.extend(rows[held])
    return rows


def _fitting(row: _Bounds) -> _Bounds:
    """Return bounds that can be true together: figures that add up to more than the whole are cut back."""
    least = sum(low for low, _ in row.values())
    return row if least <= 1 else {holder: (low / least, low / least) for holder, (low, _) in row.items()}


def _greatest(rows: Mapping[str, _Bounds], ends: _Worth) -> _Worth:
    """Return the most the owners may hold of each party, by changing divisions as long as it gains."""
    near = _nearness(rows, ends)
    division = {held: _divided(row, near) for held, row in rows.items()}
    while True:
        worth = {**solved(division, ends), **ends}
        better = {held: _divided(row, worth) for held, row in rows.items()}
        # To change what is only as good could close a ring of parties that own nobody but each other.
        gains = {h for h in rows if _yield(better[h], worth) > _yield(division[h], worth) + _STILL}
        if not gains:
            return worth
        division |= {held: better[held] for held in gains}


def _nearness(rows: Mapping[str, _Bounds], ends: _Worth) -> _Worth:
    """Return a worth that falls with each step from an owner, so that a first division leads to one."""
    steps = steps_to(ends, {held: _open(row) for held, row in rows.items()})
    return {**{held: 1 / (1 + count) for held, count in steps.items()}, **ends}


def _open(row: _Bounds) -> list[str]:
    """Return the holders that may own anything at all."""
    has_room = left_over(low for low, _ in row.values()) > 0
    return [holder for holder, (low, high) in row.items() if low > 0 or (high > 0 and has_room)]


def _divided(row: _Bounds, worth: _Worth) -> dict[str, float]:
    """Return how the shares may lie so that as much as possible is in worthy hands."""
    room = left_over(low for low, _ in row.values())
    shares = {}
    for holder in sorted(row, key=lambda holder: (-worth.get(holder, 0.0), holder)):
        low, high = row[holder]
        shares[holder] = low + min(room, high - low)
        room -= shares[holder] - low
    return shares


def _yield(shares: Mapping[str, float], worth: _Worth) -> float:
    return sum(share * worth.get(holder, 0.0) for holder, share in shares.items())
