"""Which groups of observations are one asset, and why?

Joined by a person's word, then by serial number, by hardware address, and by (site, segment, address),
each only where no stronger key speaks against it. The result does not depend on the order of the sources.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from phaseout.domain.tie import Tie
from phaseout.identify.bridges import Guard, Plan, across_bridges
from phaseout.identify.guards import MACS, SERIALS, SEVERAL_SITES, SITES, TAGS, Sort, Stage, StatedOf
from phaseout.identify.keys import (
    GroupKeys,
    KeyKind,
    Place,
    addresses_in,
    full_serials_of,
    macs_of,
    shared,
    short_serials_of,
)
from phaseout.identify.stated import Stated, makes_differ, rows_differ
from phaseout.identify.statements import Statements

ROUTES_FOR_OTHERS = 16
"""One hardware address seen with more IP addresses than this is a router's or a proxy's."""
INTERFACES_OF_ONE = 8
"""One serial number seen with more hardware addresses than this was never set at the factory."""
SITE_NOT_TOLD = "known at several sites, and not every source tells the site"
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


Plans = Sequence[tuple[str | Place, Plan]]
"""Each with the key as a person would name it."""


def _nothing_stated(_groups: Sequence[int]) -> Mapping[int, Stated]:
    return {}


class Joiner:
    """Puts groups together, stage by stage."""

    def __init__(
        self, keys: Sequence[GroupKeys], ties: Sequence[Tie] = (), stated: StatedOf = _nothing_stated
    ) -> None:
        self._keys = keys
        self._statements = Statements(ties, keys)
        self._stated = stated
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
        full = self._of_few_interfaces(shared(self._keys, full_serials_of))
        stage = self._stage(full, (TAGS,))
        # Of two sources one may be mistaken about a thing; one source by itself speaks of two.
        repeated = [plan for _, plan in full if self._repeats_source(plan)]
        makes = stage.makes(repeated, rows_differ, self._stated)
        self._join_all(KeyKind.SERIAL, full, (*stage.guards, makes))
        done = {plan for _, plan in full}
        short = [one for one in self._of_few_interfaces(self._shared_short()) if one[1] not in done]
        stage = self._stage(short, (TAGS,))
        makes = stage.makes([plan for _, plan in short], makes_differ, self._stated)
        self._join_all(KeyKind.SERIAL, short, (*stage.guards, makes))

    def _shared_short(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        found = shared(self._keys, short_serials_of)
        return ((serial, groups) for serial, groups in found if len(set(map(self._root, groups))) > 1)

    def _repeats_source(self, plan: Plan) -> bool:
        return len({self._keys[group].source for group in plan.groups}) < len(plan.groups)

    def _of_few_interfaces(self, found: Iterable[tuple[str, tuple[int, ...]]]) -> Plans:
        plans: list[tuple[str | Place, Plan]] = []
        for serial, groups in found:
            plan = Plan(serial, groups)
            interfaces = {mac for group in groups for mac in self._keys[group].macs}
            if len(interfaces) > INTERFACES_OF_ONE:
                self._refuse(KeyKind.SERIAL, plan, f"seen with {len(interfaces)} hardware addresses")
            else:
                plans.append((serial, plan))
        return plans

    def _join_macs(self) -> None:
        plans: list[tuple[str | Place, Plan]] = []
        for mac, groups in shared(self._keys, macs_of):
            addresses = {place for group in groups for place in self._keys[group].places}
            plan = Plan(mac, groups)
            if len(addresses) > ROUTES_FOR_OTHERS:
                self._refuse(KeyKind.MAC, plan, f"seen with {len(addresses)} addresses")
            else:
                plans.append((mac, plan))
        serials, sites, tags = self._stage(plans, (SERIALS, SITES, TAGS)).guards
        allowed = self._allowed(KeyKind.MAC, plans, (serials, tags))
        at_one_site = [part for _, plan in allowed for part in self._at_one_site(plan, sites)]
        self._join_unchained(KeyKind.MAC, at_one_site, (serials, sites, tags))

    def _at_one_site(self, plan: Plan, sites: Guard[str]) -> Iterator[Plan]:
        """Yield the plan, or where it is seen at several sites one for each: moved, or one address twice."""
        if not sites.parts(map(self._root, plan.groups)):
            yield plan
            return
        self._refuse(KeyKind.MAC, plan, SEVERAL_SITES)
        by_site: dict[frozenset[str], list[int]] = defaultdict(list)
        for group in plan.groups:
            if site := sites.owned.get(self._root(group)):
                by_site[site].append(group)
        yield from (Plan(plan.value, tuple(here)) for here in by_site.values() if len(here) > 1)

    def _join_places(self) -> None:
        found = list(shared(self._keys, addresses_in))
        every: Plans = [(ip, Plan(ip, groups)) for (_, ip), groups in found]
        stage = self._stage(every, (MACS, SERIALS, SITES, TAGS))
        *_, sites, _ = stage.guards
        plans = [one for (segment, ip), groups in found for one in self._at_sites(segment, ip, groups, sites)]
        makes = stage.makes([plan for _, plan in plans], makes_differ, self._stated)
        self._join_all(KeyKind.ADDRESS, plans, (*stage.guards, makes))

    def _at_sites(
        self, segment: str | None, ip: str, groups: tuple[int, ...], sites: Guard[str]
    ) -> Iterator[tuple[Place, Plan]]:
        """Yield what an address would join: what is at one site, and what no source says the site of.

        The latter is at the one site where the address is known; where that is several, at none of them.
        """
        by_site: dict[str | None, list[int]] = defaultdict(list)
        for group in groups:
            known = sites.owned.get(self._root(group), frozenset())
            site = self._keys[group].site or (next(iter(known)) if len(known) == 1 else None)
            by_site[site].append(group)
        told = [site for site in by_site if site is not None]
        if len(told) == 1:
            yield (told[0], segment, ip), Plan(ip, groups)
            return
        if told and any(self._keys[group].site is None for group in groups):
            self._refuse(KeyKind.ADDRESS, Plan(ip, groups), SITE_NOT_TOLD)
        for site, here in by_site.items():
            if len(here) > 1:
                yield (site, segment, ip), Plan(ip, tuple(here))

    def _may(self, kind: KeyKind, key: str | Place, plan: Plan) -> bool:
        """Return whether nobody said that the key ties nothing."""
        tie = self._statements.parts(kind, key)
        if tie is not None:
            self._refuse(kind, plan, f"{KEPT_APART}; {tie.why}" if tie.why else KEPT_APART)
        return tie is None

    def _allowed(self, kind: KeyKind, plans: Plans, guards: Sequence[Guard[Any]]) -> Plans:
        """Return the plans that neither what is known of their things nor a person speaks against."""
        allowed: list[tuple[str | Place, Plan]] = []
        guards = [guard for guard in guards if guard.owned]
        for key, plan in plans:
            roots = [self._root(group) for group in plan.groups]
            against = next((guard.why for guard in guards if guard.parts(roots)), None)
            if against is not None:
                self._refuse(kind, plan, against)
            elif self._may(kind, key, plan):
                allowed.append((key, plan))
        return allowed

    def _join_all(self, kind: KeyKind, plans: Plans, guards: Sequence[Guard[Any]]) -> None:
        """Join what is allowed and what no chain of weaker keys would lead from one thing to another."""
        self._join_unchained(kind, [plan for _, plan in self._allowed(kind, plans, guards)], guards)

    def _join_unchained(self, kind: KeyKind, allowed: list[Plan], guards: Sequence[Guard[Any]]) -> None:
        for guard in guards:
            kept = []
            for plan, bridges in across_bridges(allowed, guard, self._root):
                if bridges:
                    self._refuse(kind, plan, BRIDGE)
                else:
                    kept.append(plan)
            allowed = kept
        for plan in allowed:
            self._join(kind, plan)

    def _stage(self, plans: Plans, sorts: Sequence[Sort]) -> Stage:
        return Stage(self._keys, self._root, [plan for _, plan in plans], sorts)

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
