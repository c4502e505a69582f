"""Who stands above a party, as a tree that a person can follow, ended ties and all?"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.domain.party import Interest, InterestKind
from phaseout.ownership.cascade import left_over, ownership_of, share_range
from phaseout.ownership.economic import Share
from phaseout.ownership.graph import PartyGraph, holds_on


class Place(StrEnum):
    """Why a party has, or has not, its own owners above it in the tree."""

    HERE = "here"
    """They stand above it, if there are any."""
    ELSEWHERE = "elsewhere"
    """They stand above the same party at another place."""
    RING = "ring"
    """The party stands below as well: it owns itself through others."""
    NOT_NOW = "not-now"
    """Nothing of what it holds stands on the day, so they are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A party in the tree, with all that is recorded of what it holds in the one below."""

    party: str
    interests: tuple[Interest, ...]
    """What stands, then what has not begun, then what has ended; none for the party asked about."""
    place: Place
    above: tuple["Owner", ...]
    unrecorded: Share | None
    """How much of its own shares nobody is recorded to hold; None where nobody is recorded at all."""


def owners_above(party: str, graph: PartyGraph, day: date) -> Owner:
    """Return the party with everyone recorded above it, each with its owners once."""
    return _Climb(graph, day).owner(party, (), frozenset())


def everyone_above(owner: Owner) -> Iterator[str]:
    """Yield the parties above, once each, the nearest first; who no longer holds anything is left out."""
    seen = {owner.party}
    level = [owner]
    while level:
        level = [above for below in level for above in below.above if above.place is not Place.NOT_NOW]
        for above in level:
            if above.party not in seen:
                seen.add(above.party)
                yield above.party


class _Climb:
    """One walk up; remembers whose owners have been shown."""

    def __init__(self, graph: PartyGraph, day: date) -> None:
        self._graph = graph
        self._known = graph.as_known()
        self._day = day
        self._shown: set[str] = set()

    def owner(self, party: str, interests: tuple[Interest, ...], below: frozenset[str]) -> Owner:
        """Return a party with its owners; ``below`` are the parties on the way down."""
        place = self._place(party, interests, below)
        above: tuple[Owner, ...] = ()
        if place is Place.HERE:
            self._shown.add(party)
            held = self._by_holder(party)
            above = tuple(self.owner(holder, found, below | {party}) for holder, found in held)
        return Owner(
            party=party,
            interests=interests,
            place=place,
            above=above,
            unrecorded=unrecorded(party, self._known, self._day) if place is Place.HERE else None,
        )

    def _place(self, party: str, interests: tuple[Interest, ...], below: frozenset[str]) -> Place:
        if interests and not any(holds_on(interest, self._day) for interest in interests):
            return Place.NOT_NOW
        if party in below:
            return Place.RING
        return Place.ELSEWHERE if party in self._shown else Place.HERE

    def _by_holder(self, party: str) -> list[tuple[str, tuple[Interest, ...]]]:
        """Return each holder with its interests, whoever holds most first."""
        found: dict[str, list[Interest]] = defaultdict(list)
        for interest in sorted(self._graph.holders.get(party, ()), key=self._order):
            found[interest.holder].append(interest)
        return [(holder, tuple(interests)) for holder, interests in found.items()]

    def _order(self, interest: Interest) -> tuple[int, int, float, str]:
        if holds_on(interest, self._day):
            tense = 0
        else:
            tense = 1 if interest.since and interest.since > self._day else 2
        is_share = interest.kind is InterestKind.SHAREHOLDING
        return tense, 0 if is_share else 1, -interest.share_max if is_share else 0.0, interest.holder


def unrecorded(party: str, graph: PartyGraph, day: date) -> Share | None:
    """Return how much of the party nobody is recorded to hold; None where no holder is recorded.

    ``graph`` is one ``as_known``: what counts as a link and no more takes nothing from the rest for certain.
    """
    stakes = [share_range(interest) for interest in ownership_of(party, graph, day)]
    if not stakes:
        return None
    return Share(lowest=left_over(high for _, high in stakes), highest=left_over(low for low, _ in stakes))
