"""Which groups of observations are one asset, and why?

Joined by serial number, then by hardware address, then by (site, segment, address), each only where no
stronger key speaks against it. The result does not depend on the order of the sources.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)
ROUTES_FOR_OTHERS = 16
"""One hardware address seen with more IP addresses than this is a router's or a proxy's."""


Place = tuple[str | None, str | None, str]
"""(site, segment, IP address)."""


class GroupKeys(NamedTuple):
    """The names under which one source knows one thing."""

    source: int
    refs: tuple[str, ...]
    serials: tuple[str, ...]
    macs: tuple[str, ...]
    places: tuple[Place, ...]
    site: str | None = None


class JoinedBy(NamedTuple):
    """A key that several groups share."""

    kind: str
    """serial, mac or address."""
    value: str
    groups: tuple[int, ...]


class Refusal(NamedTuple):
    """A key that several groups share and that did not join them."""

    kind: str
    value: str
    groups: tuple[int, ...]
    why: str


class Cluster(NamedTuple):
    """Groups that are one asset."""

    groups: tuple[int, ...]
    joins: tuple[JoinedBy, ...]
    refusals: tuple[Refusal, ...]


class Joiner:
    """Puts groups together, stage by stage."""

    def __init__(self, keys: Sequence[GroupKeys]) -> None:
        self._keys = keys
        self._parent = list(range(len(keys)))
        self._joins: list[JoinedBy] = []
        self._refusals: list[Refusal] = []

    def clusters(self) -> Iterator[Cluster]:
        """Yield the assets in the order of their first group."""
        for serial, groups in _shared(self._keys, _serials):
            self._join("serial", serial, groups)
        self._join_macs()
        self._join_places()
        joins: dict[int, list[JoinedBy]] = defaultdict(list)
        for join in self._joins:
            joins[self._root(join.groups[0])].append(join)
        refusals: dict[int, list[Refusal]] = defaultdict(list)
        for refusal in self._refusals:
            for root in dict.fromkeys(map(self._root, refusal.groups)):
                refusals[root].append(refusal)
        for root, members in self._members():
            yield Cluster(members, tuple(joins.get(root, ())), tuple(refusals.get(root, ())))

    def _members(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        # Most assets are one group, so only the others get a list.
        several: dict[int, list[int]] = defaultdict(list)
        for group in range(len(self._keys)):
            if (root := self._root(group)) != group:
                several[root].append(group)
        for group in range(len(self._keys)):
            if self._parent[group] == group:
                yield group, (group, *several.get(group, ()))

    def _join_macs(self) -> None:
        shared = list(_shared(self._keys, _macs))
        serials = self._of_roots(shared, _serials)
        plans = []
        for mac, groups in shared:
            addresses = {place for group in groups for place in self._keys[group].places}
            if len(addresses) > ROUTES_FOR_OTHERS:
                self._refuse("mac", mac, groups, f"seen with {len(addresses)} addresses")
            elif self._disagree(groups, serials):
                self._refuse("mac", mac, groups, "different serial numbers")
            else:
                plans.append((mac, groups))
        for mac, groups in self._without_bridges("mac", plans, serials):
            self._join("mac", mac, groups)

    def _join_places(self) -> None:
        shared = list(_shared(self._keys, _places))
        serials, macs = self._of_roots(shared, _serials), self._of_roots(shared, _macs)
        plans = []
        for place, groups in shared:
            if self._disagree(groups, macs):
                self._refuse("address", place[2], groups, "different hardware addresses")
            elif self._disagree(groups, serials):
                self._refuse("address", place[2], groups, "different serial numbers")
            else:
                plans.append((place, groups))
        named = [(place[2], groups) for place, groups in plans]
        for address, groups in self._without_bridges("address", named, macs):
            self._join("address", address, groups)

    def _without_bridges(
        self, kind: str, plans: Sequence[tuple[str, tuple[int, ...]]], owned: dict[int, frozenset[str]]
    ) -> list[tuple[str, tuple[int, ...]]]:
        """Return the plans without those in which one thing of several keys would tie others together.

        ``owned`` gives the stronger keys: two things that have one each, and not the same, stay two.
        """
        leads: dict[int, set[int]] = defaultdict(set)
        for _, groups in plans:
            roots = {self._root(group) for group in groups}
            owners = {root for root in roots if owned.get(root)}
            for root in roots - owners:
                leads[root] |= owners
        bridges = {root for root, owners in leads.items() if len(owners) > 1}
        kept = []
        for value, groups in plans:
            if any(self._root(group) in bridges for group in groups):
                self._refuse(kind, value, groups, "would tie several things together")
            else:
                kept.append((value, groups))
        return kept

    def _disagree(self, groups: Iterable[int], of_roots: dict[int, frozenset[str]]) -> bool:
        known = {found for group in groups if (found := of_roots.get(self._root(group)))}
        return any(first.isdisjoint(second) for first in known for second in known)

    def _of_roots(
        self, shared: Iterable[tuple[object, tuple[int, ...]]], pick: Callable[[GroupKeys], tuple[str, ...]]
    ) -> dict[int, frozenset[str]]:
        """Return the keys of every root that shares something; the others are never asked about."""
        asked = {self._root(group) for _, groups in shared for group in groups}
        found: dict[int, set[str]] = defaultdict(set)
        for group, keys in enumerate(self._keys):
            if (values := pick(keys)) and (root := self._root(group)) in asked:
                found[root].update(values)
        return {root: frozenset(values) for root, values in found.items()}

    def _refuse(self, kind: str, value: str, groups: tuple[int, ...], why: str) -> None:
        self._refusals.append(Refusal(kind, value, groups, why))

    def _root(self, group: int) -> int:
        parent = self._parent
        while parent[group] != group:
            parent[group] = parent[parent[group]]
            group = parent[group]
        return group

    def _join(self, kind: str, value: str, groups: tuple[int, ...]) -> None:
        roots = {self._root(group) for group in groups}
        first = min(roots)
        for root in roots:
            self._parent[root] = first
        self._joins.append(JoinedBy(kind, value, groups))


def _serials(keys: GroupKeys) -> tuple[str, ...]:
    return keys.serials


def _macs(keys: GroupKeys) -> tuple[str, ...]:
    return keys.macs


def _places(keys: GroupKeys) -> tuple[Place, ...]:
    return keys.places


def _shared(
    all_keys: Sequence[GroupKeys], pick: Callable[[GroupKeys], tuple[Key, ...]]
) -> Iterator[tuple[Key, tuple[int, ...]]]:
    """Yield each key that two groups or more have. Lists are made on the second sight only."""
    first: dict[Key, int] = {}
    several: dict[Key, list[int]] = {}
    for group, keys in enumerate(all_keys):
        for key in pick(keys):
            if (held := first.setdefault(key, group)) != group:
                several.setdefault(key, [held]).append(group)
    for key, groups in several.items():
        yield key, tuple(dict.fromkeys(groups))
