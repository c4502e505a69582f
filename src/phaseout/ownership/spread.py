"""Why is an economic share a range and not a figure?"""

from collections.abc import Mapping
from datetime import date

from phaseout.domain.party import Interest
from phaseout.ownership.cascade import ownership_of, share_range
from phaseout.ownership.graph import PartyGraph

_Rows = Mapping[str, tuple[Interest, ...]]


def spread_of(party: str, owner: str, graph: PartyGraph, day: date) -> tuple[Interest, ...]:
    """Return the interests of no exact share on any chain from the owner down to the party.

    They stand in the order in which they are met from the party upwards. Where there are none the share is
    a figure.
    """
    rows = _rows(party, owner, graph, day)
    leading = _leading(rows, owner)
    on_chain = (one for row in rows.values() for one in row if one.holder in leading)
    return tuple(one for one in on_chain if share_range(one)[0] < share_range(one)[1])


def _rows(party: str, owner: str, graph: PartyGraph, day: date) -> _Rows:
    """Return who holds the party and everyone above it, up to the owner."""
    rows: dict[str, tuple[Interest, ...]] = {}
    level = [party]
    while level:
        for held in level:
            rows[held] = ownership_of(held, graph, day)
        above = dict.fromkeys(one.holder for held in level for one in rows[held])
        level = [one for one in above if one not in rows and one != owner]
    return rows


def _leading(rows: _Rows, owner: str) -> frozenset[str]:
    """Return the owner and every party through which it may hold anything."""
    leading, is_growing = {owner}, True
    while is_growing:
        found = {
            held
            for held, row in rows.items()
            if held not in leading and any(one.holder in leading and share_range(one)[1] > 0 for one in row)
        }
        leading |= found
        is_growing = bool(found)
    return frozenset(leading)
