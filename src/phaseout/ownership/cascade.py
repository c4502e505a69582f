"""Which parties do the named ones own to at least half, together and through others they so own?

A holding of a party that is itself so owned counts in full (the cascade of OFAC's FAQ 401, which the
50 % rule of the Entity List follows). Shares are intervals, so the cascade is run twice: on the lowest
shares for what is certain, on the highest for what is possible. Both only ever grow: cycles are safe.
"""

from collections.abc import Callable, Iterable
from datetime import date

from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership.answer import RelationAnswer, RelationCode
from phaseout.ownership.graph import PartyGraph

ENOUGH = 0.5 - 1e-9
"""Half, less the rounding of sums: holdings of 0.1, 0.2 and 0.2 add up to half."""

_SAYS_FIRST = {InterestKind.SHAREHOLDING: 0, InterestKind.LINKED: 2}
"""Kinds whose share is of the shares; the others stand between the two and leave it open."""

_Share = Callable[[tuple[Interest, ...], set[str]], float]


def relate_by_aggregate(
    *, party: str, named: tuple[str, ...], graph: PartyGraph, day: date
) -> RelationAnswer:
    """Answer whether the named parties own at least half of the party in aggregate."""
    certain = _owned(named, graph, day, _lowest)
    # Who is certainly owned is possibly owned, though what is told of a party may be more than all of it.
    possible = certain if party in certain else _owned(tuple(certain), graph, day, _highest)
    if party not in possible:
        return RelationAnswer(truth=Truth.NO, code=RelationCode.NONE)
    is_certain = party in certain
    inside = certain if is_certain else possible
    return RelationAnswer(
        truth=Truth.YES if is_certain else Truth.UNKNOWN,
        code=RelationCode.AGGREGATE if is_certain else RelationCode.SHARE_UNSETTLED,
        named=", ".join(_contributing(party, named, inside, graph, day)),
        path=tuple(i for i in ownership_of(party, graph, day) if i.holder in inside),
    )


def _contributing(
    party: str, named: tuple[str, ...], inside: set[str], graph: PartyGraph, day: date
) -> tuple[str, ...]:
    """Return those of the named parties whose holdings lead to the party."""
    met: set[str] = set()
    waiting = [party]
    while waiting:
        for interest in ownership_of(waiting.pop(), graph, day):
            if interest.holder in inside and interest.holder not in met:
                met.add(interest.holder)
                waiting.append(interest.holder)
    return tuple(name for name in named if name in met)


def ownership_of(party: str, graph: PartyGraph, day: date) -> tuple[Interest, ...]:
    """Return one interest per holder that says how much of the shares it owns.

    Control, influence and votes say nothing of shares: without a shareholding beside them the share is
    anything. A link alone may be known to be none of shares.
    """
    by_holder: dict[str, Interest] = {}
    for interest in graph.held_on(party, day):
        known = by_holder.get(interest.holder)
        if known is None or _SAYS_FIRST.get(interest.kind, 1) < _SAYS_FIRST.get(known.kind, 1):
            by_holder[interest.holder] = interest
    return tuple(by_holder.values())


def share_range(interest: Interest) -> tuple[float, float]:
    """Return the least and the most of the shares that go with an interest."""
    if interest.kind in _SAYS_FIRST:
        return interest.share_min, interest.share_max
    return 0.0, 1.0


def left_over(shares: Iterable[float]) -> float:
    """Return what holders of these shares leave to others: no less than nothing."""
    return max(0.0, 1.0 - sum(shares))


def _owned(named: tuple[str, ...], graph: PartyGraph, day: date, share: _Share) -> set[str]:
    inside = set(named)
    waiting = list(named)
    while waiting:
        for held in graph.holdings.get(waiting.pop(), ()):
            if held not in inside and share(ownership_of(held, graph, day), inside) >= ENOUGH:
                inside.add(held)
                waiting.append(held)
    return inside


def _lowest(owners: tuple[Interest, ...], inside: set[str]) -> float:
    return sum(share_range(i)[0] for i in owners if i.holder in inside)


def _highest(owners: tuple[Interest, ...], inside: set[str]) -> float:
    """Add up the highest shares, as far as what others certainly own leaves room."""
    outside = sum(share_range(i)[0] for i in owners if i.holder not in inside)
    return min(sum(share_range(i)[1] for i in owners if i.holder in inside), 1 - outside)
