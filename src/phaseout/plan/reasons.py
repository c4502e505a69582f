"""Why is a package not done earlier, or not at all?"""

from collections.abc import Mapping
from dataclasses import dataclass

from phaseout.plan.options import obstacle
from phaseout.plan.problem import Placing, Problem
from phaseout.plan.state import Obstacle, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """What kept a package from some months, with the rest of the plan as it is."""

    code: str
    """``lead``, ``window``, ``pin``, ``end``, ``deadline``, ``crew``, ``budget``, ``continuity``,
    ``precedence``; or ``better-elsewhere``: nothing."""
    named: str
    months: tuple[int, ...]


def hindrances(problem: Problem, placing: Placing) -> Mapping[str, tuple[Hindrance, ...]]:
    """Return, by package, what stands in each month before its own; of every month where it is not done.

    A month is asked about the way the plan has for the package.
    """
    state = State(problem)
    state.load(placing)
    return {package.id: _of(state, index) for index, package in enumerate(problem.packages)}


def _of(state: State, index: int) -> tuple[Hindrance, ...]:
    package, at = state.problem.packages[index], state.at[index]
    options = state.compiled[index].options
    choice = options[at].choice
    way = next(way for way in package.ways if way.id == choice.way)
    earlier = state.span if choice.month is None else choice.month
    state.lift(index)
    found: dict[Obstacle, list[int]] = {}
    for month in range(earlier):
        waited = [first for first in state.firsts[index] if state.ended(first) > month]
        why = ("precedence", state.problem.packages[waited[0]].id) if waited else None
        why = why or obstacle(state.problem, package, way, month)
        if why is None:
            same = [
                number
                for number, one in enumerate(options)
                if (one.choice.month, one.choice.way) == (month, way.id)
                and one.choice.isolated in (None, choice.isolated)
            ]
            # The isolation the plan has may come too late for the month: then without.
            why = state.obstacle(index, same[-1]) or ("better-elsewhere", package.id)
        found.setdefault(why, []).append(month)
    state.place(index, at)
    return tuple(
        Hindrance(code=code, named=named, months=tuple(months)) for (code, named), months in found.items()
    )
