"""Which plan comes of an order, when each package takes the best month left to it?"""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from phaseout.plan.objective import costs, value
from phaseout.plan.problem import Package, Placing, Problem
from phaseout.plan.usage import Usage


class Lister:
    """Makes plans of one problem from orders of its packages."""

    def __init__(self, problem: Problem, settled: Placing) -> None:
        """Keep what every plan needs; ``settled`` are pinned packages and what must come before them."""
        self._problem, self._settled = problem, settled
        self._of = {package.id: package for package in problem.packages}
        self._costs = {package.id: costs(problem, package) for package in problem.packages}
        self._firsts: dict[str, list[str]] = defaultdict(list)
        for first, then in problem.before:
            self._firsts[then].append(first)

    def plan(self, order: Sequence[str]) -> Placing:
        """Return the plan of an order: earlier in the order chooses first, what must precede before that."""
        usage, placing = Usage(self._problem), dict(self._settled)
        for name, month in self._settled.items():
            usage.place(self._of[name], month)
        tried = set(self._settled)
        for name in order:
            self._place(name, usage, placing, tried)
        return placing

    def _place(self, name: str, usage: Usage, placing: dict[str, int], tried: set[str]) -> None:
        waiting = [name]
        while waiting:
            current = waiting[-1]
            missing = [first for first in self._firsts[current] if first not in tried]
            if missing and current not in tried:
                waiting.extend(missing)
                continue
            waiting.pop()
            if current not in tried:
                tried.add(current)
                if (month := self._best(self._of[current], usage, placing)) is not None:
                    placing[current] = month
                    usage.place(self._of[current], month)

    def _best(self, package: Package, usage: Usage, placing: Placing) -> int | None:
        firsts = self._firsts[package.id]
        if any(first not in placing for first in firsts):
            return None
        earliest = max((placing[first] for first in firsts), default=0)
        cost, best, least = self._costs[package.id], None, self._costs[package.id][-1]
        for month in range(earliest, len(self._problem.months)):
            counted = cost[month]
            if not usage.is_visited(package, month):
                counted += self._problem.terms.per_visit
            if counted < least and usage.obstacle(package, month) is None:
                best, least = month, counted
        return best


def greedy_order(problem: Problem) -> list[str]:
    """Return the ids by risk for the hour, the highest first."""
    return [
        package.id
        for package in sorted(problem.packages, key=lambda p: (-p.weight / max(p.hours, 0.01), p.id))
    ]


def bettered(
    problem: Problem, lister: Lister, keys: Mapping[str, float], start: Placing, moves: int
) -> Placing:
    """Return the best plan found by moving packages in an order ``moves`` times; never worse than ``start``.

    The moves are counted, not timed, and drawn from a fixed seed: the same input gives the same plan.
    """
    order = sorted(keys, key=lambda name: (keys[name], name))
    if len(order) < 2:  # noqa: PLR2004 (nothing can change places)
        return start
    draw = random.Random(len(order))  # noqa: S311 (no secret)

    best, least = start, value(problem, start).total
    least_of_order = value(problem, lister.plan(order)).total
    for _ in range(moves):
        tried = list(order)
        moved = tried.pop(draw.randrange(len(tried)))
        tried.insert(draw.randrange(len(tried) + 1), moved)
        placing = lister.plan(tried)
        if (found := value(problem, placing).total) <= least_of_order:
            order, least_of_order = tried, found
            if found < least:
                best, least = placing, found
    return best
