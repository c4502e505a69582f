"""What is known, at one stage of joining, that speaks against making things one?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from phaseout.identify.bridges import Guard, Plan, disagree, may_meet, tags_differ
from phaseout.identify.keys import GroupKeys, macs_of, serials_of, site_in, tags_of
from phaseout.identify.stated import Stated

DIFFERENT_SERIALS = "different serial numbers"
DIFFERENT_MACS = "different hardware addresses"
DIFFERENT_TAGS = "rows of one table with different tags"
DIFFERENT_MAKES = "stated to be of different makers or models"
SEVERAL_SITES = "seen at several sites"


class Sort(NamedTuple):
    """A sort of keys, and when those of several things speak against joining them."""

    pick: Callable[[GroupKeys], tuple[Any, ...]]
    disagree: Callable[[Iterable[frozenset[Any]]], bool]
    why: str
    ends_chains: bool = True
    """As of a ``Guard``."""


SERIALS = Sort(serials_of, disagree, DIFFERENT_SERIALS)
MACS = Sort(macs_of, disagree, DIFFERENT_MACS)
SITES = Sort(site_in, disagree, SEVERAL_SITES)
TAGS = Sort(tags_of, tags_differ, DIFFERENT_TAGS, ends_chains=False)

StatedOf = Callable[[Sequence[int]], Mapping[int, Stated]]
"""From groups to what each states of its maker and model; asked only of groups that state something."""


class Stage:
    """The guards of one stage, found in one pass over the keys of all groups."""

    def __init__(
        self,
        keys: Sequence[GroupKeys],
        root_of: Callable[[int], int],
        plans: Iterable[Plan],
        sorts: Sequence[Sort],
    ) -> None:
        """Look up what is known of the things that some plan holds; no others are ever asked about."""
        self._root_of = root_of
        self._stating: defaultdict[int, list[int]] = defaultdict(list)
        """Root of a thing → its groups that state a make."""
        found: list[defaultdict[int, set[Any]]] = [defaultdict(set) for _ in sorts]
        asked = {root_of(group) for plan in plans for group in plan.groups}
        picks = [(sort.pick, of_roots) for sort, of_roots in zip(sorts, found, strict=True)]
        for group, held in enumerate(keys) if asked else ():
            root = root_of(group)
            if root not in asked:
                continue
            for pick, of_roots in picks:
                if values := pick(held):
                    of_roots[root].update(values)
            if held.states:
                self._stating[root].append(group)
        self.guards: tuple[Guard[Any], ...] = tuple(
            Guard(_frozen(of_roots), sort.disagree, sort.why, sort.ends_chains)
            for sort, of_roots in zip(sorts, found, strict=True)
        )

    def makes(
        self, plans: Iterable[Plan], differ: Callable[[Iterable[frozenset[Stated]]], bool], stated: StatedOf
    ) -> Guard[Stated]:
        """Return what is stated of things, where it may matter to these plans: looking it up costs."""
        stating = self._stating
        held = [set(map(self._root_of, plan.groups)) for plan in plans] if stating else []
        wanted = may_meet(held, stating.keys())
        found = stated([group for root in sorted(wanted) for group in stating[root]]) if wanted else {}
        owned = {root: frozenset(found[g] for g in stating[root] if g in found) for root in wanted}
        return Guard(owned, differ, DIFFERENT_MAKES, ends_chains=False)


def _frozen(of_roots: Mapping[int, set[Any]]) -> dict[int, frozenset[Any]]:
    return {root: frozenset(values) for root, values in of_roots.items()}
