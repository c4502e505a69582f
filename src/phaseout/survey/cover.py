"""In which order should questions be asked, so that the first few settle as much as possible?

Each open answer waits for a bundle of questions and is settled by the last of them. The order is greedy:
again and again the bundle is taken that settles most answers for each question still to be put, and with
it whatever else its questions complete. That is fast and close to the best, and it is not proven to be
the best for every number of questions; ``tests/unit/survey/test_cover.py`` compares it with every choice
there is on small cases. Each answer is asked for through one smallest bundle, not through every one.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple


class Weight(NamedTuple):
    """How many answers: all of them, and those that are settled whatever is said."""

    all: int = 0
    surely: int = 0

    def plus(self, other: "Weight") -> "Weight":
        """Return both together."""
        return Weight(self.all + other.all, self.surely + other.surely)


class Step(NamedTuple):
    """The next question to put and what it settles, all before it being answered."""

    question: int
    settles: Weight


Bundle = frozenset[int]
_Merit = tuple[float, float, int, int, tuple[int, ...]]
"""Smallest first: settled, and surely settled, for each question put; settled in all; cost; the questions."""
NOTHING = Weight()


def ranked(bundles: Mapping[Bundle, Weight], costs: Sequence[int]) -> list[Step]:
    """Return every question of the bundles in the order to ask.

    Args:
        bundles: the questions an answer waits for, by their numbers, and how many answers wait for them.
        costs: for each question, by its number, how often it must be put. Among equals the lower number
            comes first.
    """
    return list(_Cover(bundles, costs).steps())


class _Cover:
    """What is still open, while questions are taken one bundle after the other."""

    def __init__(self, bundles: Mapping[Bundle, Weight], costs: Sequence[int]) -> None:
        self._costs = costs
        self._open: dict[Bundle, Weight] = {}
        self._with: defaultdict[int, set[Bundle]] = defaultdict(set)
        self._helps: Counter[int] = Counter()
        self._merit: dict[Bundle, _Merit] = {}
        self._heap: list[tuple[_Merit, Bundle]] = []
        for bundle, weight in bundles.items():
            self._add(bundle, weight)
            for question in bundle:
                self._helps[question] += weight.all
        self._weigh(self._open)

    def steps(self) -> Iterable[Step]:
        """Yield the questions in order until nothing is open."""
        while self._heap:
            merit, bundle = heapq.heappop(self._heap)
            if self._merit.get(bundle) == merit:
                yield from self._in_order(bundle)
                self._take(bundle)

    def _add(self, bundle: Bundle, weight: Weight) -> None:
        self._open[bundle] = self._open.get(bundle, NOTHING).plus(weight)
        for question in bundle:
            self._with[question].add(bundle)

    def _weigh(self, bundles: Iterable[Bundle]) -> None:
        """Put the bundles into the heap by what they are worth now; their older merits are void."""
        for bundle in bundles:
            gain, surely = self._within(bundle)
            cost = sum(self._costs[question] for question in bundle)
            merit = (-gain / cost, -surely / cost, -gain, cost, tuple(sorted(bundle)))
            self._merit[bundle] = merit
            heapq.heappush(self._heap, (merit, bundle))

    def _within(self, asked: Bundle) -> Weight:
        """Return what is settled by asking these: every open bundle that lies within."""
        if 1 << len(asked) > len(self._open):
            inside = (bundle for bundle in self._open if bundle <= asked)
        else:
            subsets = (combinations(asked, size) for size in range(1, len(asked) + 1))
            inside = (
                bundle for group in subsets for one in group if (bundle := frozenset(one)) in self._open
            )
        weight = NOTHING
        for bundle in inside:
            weight = weight.plus(self._open[bundle])
        return weight

    def _in_order(self, bundle: Bundle) -> Iterable[Step]:
        """Yield the questions of one bundle, the one that settles most by itself first."""
        asked: Bundle = frozenset()
        settled = NOTHING
        while rest := bundle - asked:
            reached = {question: self._within(asked | {question}) for question in rest}
            question = min(rest, key=lambda one: (-reached[one].all, -self._helps[one], one))
            now = reached[question]
            yield Step(question, Weight(now.all - settled.all, now.surely - settled.surely))
            asked, settled = asked | {question}, now

    def _take(self, asked: Bundle) -> None:
        """Hold the questions for answered: what waits for others as well waits only for those."""
        left: list[tuple[Bundle, Weight]] = []
        for bundle in set().union(*(self._with[question] for question in asked)):
            weight = self._open.pop(bundle)
            del self._merit[bundle]
            for question in bundle:
                self._with[question].discard(bundle)
            if rest := bundle - asked:
                left.append((rest, weight))
        for rest, weight in left:
            self._add(rest, weight)
        touched = {question for rest, _ in left for question in rest}
        self._weigh(set().union(*(self._with[question] for question in touched)))
