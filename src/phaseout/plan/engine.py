"""Which plan is the best we find, and how far is it from the best there can be?"""

from collections.abc import Mapping
from dataclasses import dataclass

from phaseout.domain.problem import PhaseoutError
from phaseout.plan.checker import violations
from phaseout.plan.clash import ClashError, settled
from phaseout.plan.listing import Lister, bettered, greedy_order
from phaseout.plan.objective import Value, value
from phaseout.plan.problem import Placing, Problem
from phaseout.plan.reasons import Hindrance, hindrances
from phaseout.plan.solving import EXACT_UP_TO, bound, exact

MOVES = 300
"""Of the search around the best order, where nobody says."""


class UnsoundError(PhaseoutError):
    """The checker refused a plan of ours: a fault of the program (exit 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A checked plan with its value, its bound and its reasons."""

    problem: Problem
    placing: Placing
    value: Value
    bound: float
    method: str
    """``greedy``, ``relaxation``, ``search`` or ``exact``: what the plan came from."""
    is_optimal: bool
    greedy: float
    """What the greedy plan counts, to compare."""
    why: dict[str, tuple[Hindrance, ...]]

    @property
    def gap(self) -> float:
        """Return how far the plan is above the bound, as a share of the bound."""
        return (self.value.total - self.bound) / self.bound if self.bound > 0 else 0.0


def plan(problem: Problem, *, where: str, moves: int = MOVES) -> Plan:
    """Return the plan of a problem.

    Args:
        problem: what to plan.
        where: the programme comes from, for a diagnosis.
        moves: the search may make; the effort is counted, never timed.

    Raises:
        ClashError: pins cannot hold together.
    """
    lister = Lister(problem, settled(problem, where))
    greedy = lister.plan(greedy_order(problem))
    relaxed = bound(problem)
    if relaxed is None:
        raise ClashError("no plan keeps to every constraint", where=where, remedy="look at the pins")
    names = sorted(relaxed.order, key=lambda name: (round(relaxed.order[name], 6), name))
    tried = [("greedy", greedy), ("relaxation", lister.plan(names))]
    method, best = min(tried, key=lambda made: value(problem, made[1]).total)
    order = _keys(problem, relaxed.order, method)
    searched = bettered(problem, lister, order, best, moves)
    if value(problem, searched).total < value(problem, best).total:
        method, best = "search", searched
    below, is_optimal = relaxed.value, False
    if (
        len(problem.packages) * len(problem.months) <= EXACT_UP_TO
        and (found := exact(problem, best)) is not None
    ):
        below = max(below, found.bound)
        # An incumbent of the solver is taken only where it is sound and no worse than ours.
        if value(problem, found.placing).total < value(problem, best).total - 1e-6 and not violations(
            problem, found.placing
        ):
            method, best = "exact", found.placing
        is_optimal = found.is_optimal and value(problem, best).total <= found.bound + 1e-6 * (
            1 + abs(found.bound)
        )
    return _checked(problem, best, below, method, is_optimal=is_optimal, greedy=greedy)


def _keys(problem: Problem, relaxed: Mapping[str, float], method: str) -> Mapping[str, float]:
    """Return where each package stands in the order that gave the better plan."""
    if method == "relaxation":
        return relaxed
    return {name: float(place) for place, name in enumerate(greedy_order(problem))}


def _checked(
    problem: Problem, placing: Placing, below: float, method: str, *, is_optimal: bool, greedy: Placing
) -> Plan:
    if broken := violations(problem, placing):
        raise UnsoundError(
            f"the plan breaks {broken[0].constraint} at {broken[0].where}",
            remedy="report it with the programme",
        )
    counted = value(problem, placing)
    return Plan(
        problem=problem,
        placing=placing,
        value=counted,
        # The solver's arithmetic is inexact: a bound a hair above a plan is that plan's value.
        bound=min(below, counted.total),
        method=method,
        is_optimal=is_optimal,
        greedy=value(problem, greedy).total,
        why=hindrances(problem, placing),
    )
