"""Which groups of observations are one asset, and why?

Joined by a person's word, then by serial number, by hardware address, and by (site, segment, address),
each only where no stronger key speaks against it. The result does not depend on the order of the sources.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from phaseout.domain.tie import Tie
from phaseout.identify.bridges import Owned, Plan, across_bridges, disagree
from phaseout.identify.keys import (
    GroupKeys,
    KeyKind,
    Place,
    full_serials_of,
    macs_of,
    places_of,
    serials_of,
    shared,
    short_serials_of,
    site_in,
)
from phaseout.identify.statements import Statements

ROUTES_FOR_OTHERS = 16
"""One hardware address seen with more IP addresses than this is a router's or a proxy's."""
INTERFACES_OF_ONE = 8
"""One serial number seen with more hardware addresses than this was never set at the factory."""
DIFFERENT_SERIALS = "different serial numbers"
DIFFERENT_MACS = "different hardware addresses"
SEVERAL_SITES = "seen at several sites"
BRIDGE = "would tie several things together"
KEPT_APART = "kept apart by the context file"


class JoinedBy(NamedTuple):
    """A key that several groups share."""

    kind: KeyKind
    value: str
    groups: tuple[int, ...]


class Refusal(NamedTuple):
    """A key that several groups share and that did not join them."""

    kind: KeyKind
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

    def __init__(self, keys: Sequence[GroupKeys], ties: Sequence[Tie] = ()) -> None:
        self._keys = keys
        self._statements = Statements(ties, keys)
        self._parent = list(range(len(keys)))
        self._joins: list[JoinedBy] = []
        self._refusals: list[Refusal] = []

    def unmet(self) -> tuple[Tie, ...]:
        """Return the ties that name a key which nothing goes by."""
        return tuple(self._statements.unmet())

    def clusters(self) -> Iterator[Cluster]:
        """Yield the assets in the order of their first group."""
        for tie, groups in self._statements.joined():
            self._join(KeyKind.STATEMENT, Plan(str(tie), groups))
        self._join_serials()
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
        for group, parent in enumerate(self._parent):
            if parent != group:
                several[self._root(group)].append(group)
        for group, parent in enumerate(self._parent):
            if parent == group:
                yield group, (group, *several.get(group, ()))

    def _join_serials(self) -> None:
        self._join_by_serials(list(shared(self._keys, full_serials_of)))
        short = shared(self._keys, short_serials_of)
        self._join_by_serials([found for found in short if len(set(map(self._root, found[1]))) > 1])

    def _join_by_serials(self, found: Iterable[tuple[str, tuple[int, ...]]]) -> None:
        for serial, groups in found:
            plan = Plan(serial, groups)
            interfaces = {mac for group in groups for mac in self._keys[group].macs}
            if len(interfaces) > INTERFACES_OF_ONE:
                self._refuse(KeyKind.SERIAL, plan, f"seen with {len(interfaces)} hardware addresses")
            elif self._may(KeyKind.SERIAL, serial, plan):
                self._join(KeyKind.SERIAL, plan)

    def _join_macs(self) -> None:
        found = list(shared(self._keys, macs_of))
        asked = self._roots(found)
        serials, sites = self._of_roots(asked, serials_of), self._of_roots(asked, site_in)
        plans: list[Plan] = []
        for mac, groups in found:
            addresses = {place for group in groups for place in self._keys[group].places}
            plan = Plan(mac, groups)
            if len(addresses) > ROUTES_FOR_OTHERS:
                self._refuse(KeyKind.MAC, plan, f"seen with {len(addresses)} addresses")
            elif self._disagree(groups, serials):
                self._refuse(KeyKind.MAC, plan, DIFFERENT_SERIALS)
            elif self._may(KeyKind.MAC, mac, plan):
                plans.extend(self._at_one_site(plan, sites))
        self._join_all(KeyKind.MAC, plans, (serials, sites))

    def _at_one_site(self, plan: Plan, sites: Owned) -> Iterator[Plan]:
        """Yield the plan, or where it is seen at several sites one for each: moved, or one address twice."""
        if not self._disagree(plan.groups, sites):
            yield plan
            return
        self._refuse(KeyKind.MAC, plan, SEVERAL_SITES)
        by_site: dict[frozenset[str], list[int]] = defaultdict(list)
        for group in plan.groups:
            if site := sites.get(self._root(group)):
                by_site[site].append(group)
        yield from (Plan(plan.value, tuple(here)) for here in by_site.values() if len(here) > 1)

    def _join_places(self) -> None:
        found = list(shared(self._keys, places_of))
        asked = self._roots(found)
        serials, macs = self._of_roots(asked, serials_of), self._of_roots(asked, macs_of)
        plans = []
        for place, groups in found:
            plan = Plan(place[2], groups)
            if self._disagree(groups, macs):
                self._refuse(KeyKind.ADDRESS, plan, DIFFERENT_MACS)
            elif self._disagree(groups, serials):
                self._refuse(KeyKind.ADDRESS, plan, DIFFERENT_SERIALS)
            elif self._may(KeyKind.ADDRESS, place, plan):
                plans.append(plan)
        self._join_all(KeyKind.ADDRESS, plans, (macs, serials))

    def _may(self, kind: KeyKind, key: str | Place, plan: Plan) -> bool:
        """Return whether nobody said that the key ties nothing."""
        tie = self._statements.parts(kind, key)
        if tie is not None:
            self._refuse(kind, plan, f"{KEPT_APART}; {tie.why}" if tie.why else KEPT_APART)
        return tie is None

    def _join_all(self, kind: KeyKind, plans: list[Plan], stronger: tuple[Owned, ...]) -> None:
        """Join what no chain of weaker keys would lead from one stronger key to another."""
        for owned in stronger:
            kept = []
            for plan, bridges in across_bridges(plans, owned, self._root):
                if bridges:
                    self._refuse(kind, plan, BRIDGE)
                else:
                    kept.append(plan)
            plans = kept
        for plan in plans:
            self._join(kind, plan)

    def _disagree(self, groups: Iterable[int], of_roots: Owned) -> bool:
        return disagree([of_roots.get(self._root(group), frozenset()) for group in groups])

    def _roots(self, found: Iterable[tuple[object, tuple[int, ...]]]) -> set[int]:
        return {self._root(group) for _, groups in found for group in groups}

    def _of_roots(self, asked: set[int], pick: Callable[[GroupKeys], tuple[str, ...]]) -> Owned:
        """Return the keys of every root that shares something; the others are never asked about."""
        found: dict[int, set[str]] = defaultdict(set)
        if not asked:
            return {}
        for group, keys in enumerate(self._keys):
            if (values := pick(keys)) and (root := self._root(group)) in asked:
                found[root].update(values)
        return {root: frozenset(values) for root, values in found.items()}

    def _refuse(self, kind: KeyKind, plan: Plan, why: str) -> None:
        self._refusals.append(Refusal(kind, plan.value, plan.groups, why))

    def _root(self, group: int) -> int:
        parent = self._parent
        while parent[group] != group:
            parent[group] = parent[parent[group]]
            group = parent[group]
        return group

    def _join(self, kind: KeyKind, plan: Plan) -> None:
        roots = {self._root(group) for group in plan.groups}
        first = min(roots)
        for root in roots:
            self._parent[root] = first
        self._joins.append(JoinedBy(kind, plan.value, plan.groups))
