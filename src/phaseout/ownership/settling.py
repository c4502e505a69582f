"""Which interests, were they better known, would settle a relation that is open?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership.graph import PartyGraph, holds_on
from phaseout.ownership.relation import relate

_OF_SHARES = frozenset({InterestKind.SHAREHOLDING, InterestKind.VOTING})
_TIED = frozenset({InterestKind.INFLUENCE, InterestKind.LINKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """Interests to look into."""

    interests: tuple[Interest, ...]
    is_one_enough: bool
    """Whether each of them alone may settle it; else only several together can."""


def settling(
    test: RelationTest, *, party: str, named: tuple[str, ...], graph: PartyGraph, day: date
) -> Settling:
    """Return what would settle the test, by trying each open interest at its ends.

    An interest is open where its share is not exact, or where it is not known to be more than a link or
    influence. Nothing is returned where no interest is open: then another fact is missing.
    """
    answer = relate(test, party=party, named=named, graph=graph, day=day)
    beside = (interest for interest in answer.path if holds_on(interest, day))
    between = tuple(dict.fromkeys((*_between(party, named, graph, day), *beside)))
    open_ones = tuple(interest for interest in between if any(_ends(test, interest, between)))
    alone = tuple(
        interest
        for interest in open_ones
        if any(
            relate(test, party=party, named=named, graph=changed, day=day).truth is not Truth.UNKNOWN
            for changed in (_with(graph, interest, end, day) for end in _ends(test, interest, between))
        )
    )
    return Settling(interests=alone or open_ones, is_one_enough=bool(alone))


def _between(party: str, named: tuple[str, ...], graph: PartyGraph, day: date) -> Iterator[Interest]:
    """Yield what stands on the day on the ways from the named parties down to the party."""
    below = set(named)
    waiting = list(named)
    while waiting:
        for held in graph.holdings.get(waiting.pop(), ()):
            if held not in below:
                below.add(held)
                waiting.append(held)
    seen: set[str] = set()
    waiting = [party]
    while waiting:
        held = waiting.pop()
        if held in seen:
            continue
        seen.add(held)
        for interest in graph.held_on(held, day):
            if interest.holder in below:
                yield interest
                waiting.append(interest.holder)


def _ends(test: RelationTest, interest: Interest, between: tuple[Interest, ...]) -> Iterator[Interest | None]:
    """Yield what the interest may turn out to be; None for nothing at all."""
    if interest.kind in _OF_SHARES and interest.share_min < interest.share_max:
        for share in (interest.share_min, interest.share_max):
            yield replace(interest, share_min=share, share_max=share)
    elif test is RelationTest.AGGREGATE_50 and not _has_shares(interest, between):
        for share in (0.0, 1.0):
            yield replace(interest, kind=InterestKind.SHAREHOLDING, share_min=share, share_max=share)
    elif test is not RelationTest.AGGREGATE_50 and interest.kind in _TIED:
        yield None
        yield replace(interest, kind=InterestKind.CONTROL)


def _has_shares(interest: Interest, between: tuple[Interest, ...]) -> bool:
    return interest.kind is InterestKind.SHAREHOLDING or any(
        other.kind is InterestKind.SHAREHOLDING
        for other in between
        if (other.holder, other.held) == (interest.holder, interest.held)
    )


def _with(graph: PartyGraph, interest: Interest, end: Interest | None, day: date) -> PartyGraph:
    """Return the graph with one holding, all its figures together, as it may turn out to be."""
    kept = tuple(
        other
        for other in graph.holders[interest.held]
        if (other.holder, other.kind) != (interest.holder, interest.kind) or not holds_on(other, day)
    )
    held = (*kept, end) if end is not None else kept
    return replace(graph, holders={**graph.holders, interest.held: held})
