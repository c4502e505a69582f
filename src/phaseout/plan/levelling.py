"""What do plans of one programme with more or less money and hours say of one another?"""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import cast

from phaseout.plan.checker import violations
from phaseout.plan.engine import Plan, checked
from phaseout.plan.objective import value
from phaseout.plan.problem import Placing, Problem
from phaseout.plan.solving import bound

VARIANT = "variant"
"""What such a plan came from."""
SHARE = 1e-6
"""Of a value, by which the solver's arithmetic may be off."""


def levelled(
    plan: Plan, variants: Sequence[tuple[Problem, Plan | None]]
) -> tuple[Plan, tuple[Plan | None, ...]]:
    """Return the plan of a programme and those of its variants, each as good as the others show it to be.

    What one plan does is done in another problem too where it keeps to that one's constraints and counts
    less there. What no plan with more can go below, no plan with less goes below. So more money or hours
    worsen neither the plan nor the bound, however far the search for each came.

    Args:
        plan: of the programme as it is.
        variants: the problem of each, and the plan that was found; None where none was.

    Returns:
        The plans in the same order; None where no plan that does what must be done is known.
    """
    there = [plan, *(one for _, one in variants if one is not None)]
    best = [_best(plan, there), *(_best_of(problem, one, there) for problem, one in variants)]
    known = [one for one in best if one is not None]
    first, *rest = (None if one is None else _bounded(one, known) for one in best)
    return cast("Plan", first), tuple(rest)


def is_eased(eased: Problem, problem: Problem) -> bool:
    """Return whether a problem is another with at least its money and hours, and the same else."""
    if replace(eased, budgets=problem.budgets, crews=problem.crews) != problem:
        return False
    pairs = [*zip(eased.budgets, problem.budgets, strict=True)]
    for crew, hours in problem.crews.items():
        pairs += zip(eased.crews.get(crew, ()), hours, strict=True)
    return all(more >= less for more, less in pairs)


def _best(plan: Plan, others: Sequence[Plan]) -> Plan:
    """Return the plan, or one that does what another does, where that is sound and better."""
    placing = _placing(plan.problem, plan.value.total, others)
    if placing is None:
        return plan
    return checked(plan.problem, placing, plan.bound, VARIANT, is_optimal=False, greedy=plan.greedy)


def _best_of(problem: Problem, plan: Plan | None, others: Sequence[Plan]) -> Plan | None:
    """Return the best plan of a problem, also where its own search met none."""
    if plan is not None:
        return _best(plan, others)
    placing, relaxed = _placing(problem, inf, others), bound(problem)
    if placing is None or relaxed is None:
        return None
    return checked(problem, placing, relaxed.value, VARIANT, is_optimal=False, greedy=None)


def _placing(problem: Problem, total: float, others: Sequence[Plan]) -> Placing | None:
    """Return what the best of other plans does, where it counts less than a total and is sound here."""
    found = None
    for other in others:
        counted = value(problem, other.placing).total
        if counted < total * (1 - SHARE) and not violations(problem, other.placing):
            found, total = other.placing, counted
    return found


def _bounded(plan: Plan, others: Sequence[Plan]) -> Plan:
    total = plan.value.total
    proved = max(one.bound for one in others if is_eased(one.problem, plan.problem))
    below = min(proved, total)
    is_met = total <= below + SHARE * (1 + abs(below))
    return replace(plan, bound=below, is_optimal=plan.is_optimal or is_met)
