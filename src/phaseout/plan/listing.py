"""Which plan comes of an order, when each package takes the best choice left to it?"""

from collections.abc import Sequence

from phaseout.plan.problem import Problem
from phaseout.plan.state import State


def ranked(state: State) -> list[list[int]]:
    """Return the options of each package, what counts least first."""
    return [sorted(range(len(of.counted)), key=of.counted.__getitem__) for of in state.compiled]


def best_left(state: State, ranks: Sequence[Sequence[int]], index: int) -> int:
    """Return the option that counts least of those that fit, visits included; -1 where none fits."""
    counted, best, least = state.compiled[index].counted, -1, float("inf")
    for option in ranks[index]:
        if counted[option] >= least:
            break
        if state.fits(index, option) and (price := state.price(index, option)) < least:
            best, least = option, price
    return best


def listed(state: State, ranks: Sequence[Sequence[int]], order: Sequence[int]) -> None:
    """Place every package: earlier in the order chooses first, what must precede before that.

    What the state holds already stays. What must be done chooses before all else, the soonest due first. A
    package for which nothing is left stays without an option.
    """
    problem = state.problem
    packages = problem.packages
    musts = [index for index in order if problem.must(packages[index])]
    musts.sort(key=lambda index: problem.pins.get(packages[index].id, problem.in_time(packages[index])))
    tried = {index for index, at in enumerate(state.at) if at >= 0}
    for index in [*musts, *order]:
        _place(state, ranks, index, tried)


def _place(state: State, ranks: Sequence[Sequence[int]], index: int, tried: set[int]) -> None:
    waiting = [index]
    while waiting:
        current = waiting[-1]
        missing = [first for first in state.firsts[current] if first not in tried]
        if missing and current not in tried:
            waiting.extend(missing)
            continue
        waiting.pop()
        if current not in tried:
            tried.add(current)
            if (option := best_left(state, ranks, current)) >= 0:
                state.place(current, option)


def greedy_order(problem: Problem) -> list[int]:
    """Return the packages by risk for the hour, the highest first."""
    packages = problem.packages
    return sorted(
        range(len(packages)),
        key=lambda i: (-packages[i].weight / max(packages[i].hours, 0.01), packages[i].id),
    )
