"""Which keys would tie things together that are known to be different?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple


class Plan(NamedTuple):
    """A key that would make groups one thing."""

    value: str
    groups: tuple[int, ...]


Owned = Mapping[int, frozenset[str]]
"""Root of a thing put together so far → its stronger keys."""


def disagree(found: Iterable[frozenset[str]]) -> bool:
    """Return whether two of several things have keys of a kind each, and none in common."""
    known = set(filter(None, found))
    return len(known) > 1 and any(first.isdisjoint(second) for first in known for second in known)


def across_bridges(
    plans: Sequence[Plan], owned: Owned, root_of: Callable[[int], int]
) -> Iterator[tuple[Plan, bool]]:
    """Yield each plan with whether it leads from one thing with a stronger key to another with another.

    What has no stronger key itself may be reached over any number of others that have none; which of the
    things at the ends such a chain belongs to cannot be told, so none of its keys ties anything. No plan
    by itself may hold things whose stronger keys disagree.
    """
    loose = [{root for root in map(root_of, plan.groups) if not owned.get(root)} for plan in plans]
    links = _links(loose)
    if not links:  # nearly always: what shares one key leads nowhere
        yield from ((plan, False) for plan in plans)
        return
    chains = _Chains()
    linked = [(plan, roots & links) for plan, roots in zip(plans, loose, strict=True)]
    ends: defaultdict[int, set[frozenset[str]]] = defaultdict(set)
    for _, roots in linked:
        for root in roots:
            chains.tie(next(iter(roots)), root)
    for plan, roots in linked:
        for root in roots:
            reached = (owned.get(root_of(group)) for group in plan.groups)
            ends[chains.root(root)].update(filter(None, reached))
    bridging = {chain for chain, reached in ends.items() if disagree(reached)}
    for plan, roots in linked:
        yield plan, any(chains.root(root) in bridging for root in roots)


def _links(loose: Iterable[set[int]]) -> set[int]:
    """Return what several plans share: what is in one alone leads from it to nothing else."""
    met: set[int] = set()
    links: set[int] = set()
    for roots in loose:
        links |= roots & met
        met |= roots
    return links


class _Chains:
    """Things without a stronger key, tied to one another."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, one: int) -> int:
        parent = self._parent
        while (above := parent.setdefault(one, one)) != one:
            parent[one] = parent[above]
            one = above
        return one

    def tie(self, one: int, other: int) -> None:
        self._parent[self.root(other)] = self.root(one)
