"""Who holds what in whom on a day?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from phaseout.domain.party import Interest, InterestKind

_NO_COUNTRIES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartyGraph:
    """The interests between parties, both ways round, with what else the tests ask of a party."""

    holders: Mapping[str, tuple[Interest, ...]]
    """Held party → what others hold in it."""
    holdings: Mapping[str, tuple[str, ...]]
    """Holder → the parties it holds or held anything in."""
    countries: Mapping[str, str] = field(default_factory=dict)
    """Party → two-letter country code, where the register has one."""
    state_bodies: frozenset[str] = frozenset()
    """Parties that are organs of a state."""
    unowned: frozenset[str] = frozenset()
    """Parties of which a source says that nobody owns or controls them."""

    @classmethod
    def of(
        cls,
        interests: Iterable[Interest],
        *,
        countries: Mapping[str, str] = _NO_COUNTRIES,
        state_bodies: Iterable[str] = (),
        unowned: Iterable[str] = (),
    ) -> "PartyGraph":
        """Index interests. Their order does not matter."""
        holders: dict[str, list[Interest]] = defaultdict(list)
        holdings: dict[str, set[str]] = defaultdict(set)
        for interest in interests:
            holders[interest.held].append(interest)
            holdings[interest.holder].add(interest.held)
        return cls(
            holders={held: tuple(sorted(found, key=_order)) for held, found in holders.items()},
            holdings={holder: tuple(sorted(held)) for holder, held in holdings.items()},
            countries=countries,
            state_bodies=frozenset(state_bodies),
            unowned=frozenset(unowned),
        )

    def held_on(self, party: str, day: date) -> tuple[Interest, ...]:
        """Return what others hold in the party on the day.

        Several figures for one holding (annual report against broker's note) are one interest
        whose share runs from the lowest to the highest: competing values, never a sum.
        """
        held = [interest for interest in self.holders.get(party, ()) if holds_on(interest, day)]
        together: dict[tuple[str, InterestKind], Interest] = {}
        for interest in held:
            key = (interest.holder, interest.kind)
            known = together.get(key)
            together[key] = _hull(known, interest) if known else interest
        return tuple(together.values())

    def is_open_above(self, party: str, day: date) -> bool:
        """Whether nobody is recorded to hold the party, or somebody above it, on the day.

        A lead records nobody. A state body has no owner, nor has a party of which a source says so.
        """
        met: set[str] = set()
        waiting = [party]
        while waiting:
            at = waiting.pop()
            if at in met or at in self.state_bodies or at in self.unowned:
                continue
            met.add(at)
            holders = [one.holder for one in self.held_on(at, day) if not one.is_lead]
            if not holders:
                return True
            waiting += holders
        return False

    def as_known(self) -> "PartyGraph":
        """Return the graph with every interest as firm as its sources carry it."""
        return PartyGraph.of(
            (as_known(interest) for held in self.holders.values() for interest in held),
            countries=self.countries,
            state_bodies=self.state_bodies,
            unowned=self.unowned,
        )

    def ended_by(self, party: str, day: date) -> tuple[Interest, ...]:
        """Return what others held in the party and no longer hold on the day."""
        return tuple(i for i in self.holders.get(party, ()) if i.until is not None and i.until <= day)


def as_known(interest: Interest) -> Interest:
    """Return an interest as firmly as its sources carry it: a lead ties two parties and proves nothing."""
    if interest.is_lead:
        return replace(interest, kind=InterestKind.LINKED, share_min=0.0, share_max=1.0)
    return interest


def holds_on(interest: Interest, day: date) -> bool:
    """Whether the interest stands on the day; its last day is the one before ``until``."""
    return (interest.since is None or interest.since <= day) and (
        interest.until is None or day < interest.until
    )


def _order(interest: Interest) -> tuple[str, str, float, float, str]:
    return (
        interest.holder,
        interest.kind,
        interest.share_min,
        interest.share_max,
        (interest.since or date.min).isoformat(),
    )


def _hull(one: Interest, other: Interest) -> Interest:
    return replace(
        one,
        share_min=min(one.share_min, other.share_min),
        share_max=max(one.share_max, other.share_max),
        cite=tuple(dict.fromkeys((*one.cite, *other.cite))),
    )
