"""Which keys would tie things together that are known to be different?"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Generic, NamedTuple, TypeVar

from phaseout.identify.keys import Tag

T = TypeVar("T")


class Plan(NamedTuple):
    """A key that would make groups one thing."""

    value: str
    groups: tuple[int, ...]


class Guard(NamedTuple, Generic[T]):
    """What is known of things put together so far that speaks against joining them by a weaker key."""

    owned: Mapping[int, frozenset[T]]
    """Root of a thing put together so far → its stronger keys, or what is stated of it."""
    disagree: Callable[[Iterable[frozenset[T]]], bool]
    """Whether two of several things cannot be one."""
    why: str
    ends_chains: bool = True
    """Whether what has one is told from all others by it. A tag of one table tells it from those of that
    table alone, so that a chain may lead on over it."""

    def parts(self, roots: Iterable[int]) -> bool:
        """Return whether it speaks against making these things one."""
        # Nearly always one thing at the most has any, and one by itself disagrees with nobody.
        known = [found for root in set(roots) if (found := self.owned.get(root))]
        return len(known) > 1 and self.disagree(known)


def disagree(found: Iterable[frozenset[str]]) -> bool:
    """Return whether two of several things have keys of a kind each, and none in common."""
    known = set(filter(None, found))
    return any(first.isdisjoint(second) for first, second in combinations(known, 2))


def tags_differ(found: Iterable[frozenset[Tag]]) -> bool:
    """Return whether one source has two of several things under different asset tags."""
    of_source: defaultdict[int, set[frozenset[str]]] = defaultdict(set)
    for tags in filter(None, found):
        here: defaultdict[int, set[str]] = defaultdict(set)
        for source, tag in tags:
            here[source].add(tag)
        for source, names in here.items():
            of_source[source].add(frozenset(names))
    return any(disagree(known) for known in of_source.values())


def across_bridges(
    plans: Sequence[Plan], guard: Guard[T], root_of: Callable[[int], int]
) -> Iterator[tuple[Plan, bool]]:
    """Yield each plan with whether it leads from one thing with a stronger key to another with another.

    What has no stronger key itself may be reached over any number of others that have none; which of the
    things at the ends such a chain belongs to cannot be told, so none of its keys ties anything. No plan
    by itself may hold things whose stronger keys disagree.
    """
    owned, ends_chains = guard.owned, guard.ends_chains
    if not owned:
        yield from ((plan, False) for plan in plans)
        return
    loose = [
        {root for root in map(root_of, plan.groups) if not (ends_chains and owned.get(root))}
        for plan in plans
    ]
    links = _links(loose)
    if not links:  # nearly always: what shares one key leads nowhere
        yield from ((plan, False) for plan in plans)
        return
    chains = _Chains()
    linked = [(plan, roots & links) for plan, roots in zip(plans, loose, strict=True)]
    ends: defaultdict[int, set[frozenset[T]]] = defaultdict(set)
    for _, roots in linked:
        for root in roots:
            chains.tie(next(iter(roots)), root)
    for plan, roots in linked:
        for root in roots:
            reached = (owned.get(root_of(group)) for group in plan.groups)
            ends[chains.root(root)].update(filter(None, reached))
    bridging = {chain for chain, reached in ends.items() if guard.disagree(reached)}
    for plan, roots in linked:
        yield plan, any(chains.root(root) in bridging for root in roots)


def may_meet(plans: Sequence[set[int]], asked: Container[int]) -> set[int]:
    """Return which of the things asked about some plan may bring together, alone or with others.

    Args:
        plans: the roots of each.
        asked: roots.
    """
    met = Counter(root for roots in plans for root in roots)
    found: set[int] = set()
    for roots in plans:
        here = {root for root in roots if root in asked}
        if len(here) > 1 or any(met[root] > 1 for root in roots):
            found |= here
    return found


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
