"""What do plans of one programme with more or less money and hours say of one another?"""

from collections.abc import Sequence
from dataclasses import replace

from phaseout.plan.checker import violations
from phaseout.plan.engine import Plan, checked
from phaseout.plan.objective import value
from phaseout.plan.problem import Problem

SHARE = 1e-6
"""Of a value, by which the solver's arithmetic may be off."""


def levelled(plan: Plan, variants: Sequence[Plan | None]) -> tuple[Plan, tuple[Plan | None, ...]]:
    """Return the plan of a programme and those of its variants, each as good as the others show it to be.

    What one plan does is done in another problem too where it keeps to that one's constraints and counts
    less there. What no plan with more can go below, no plan with less goes below. So more money or hours
    worsen neither the plan nor the bound, however far the search for each came. None where no plan does
    what must be done.
    """
    there = [plan, *(one for one in variants if one is not None)]
    best = [_best(one, there) for one in there]
    first, *rest = (_bounded(one, best) for one in best)
    following = iter(rest)
    return first, tuple(None if one is None else next(following) for one in variants)


def is_eased(eased: Problem, problem: Problem) -> bool:
    """Return whether a problem is another with at least its money and hours, and the same else."""
    if replace(eased, budgets=problem.budgets, crews=problem.crews) != problem:
        return False
    pairs = [*zip(eased.budgets, problem.budgets, strict=True)]
    for crew, hours in problem.crews.items():
        pairs += zip(eased.crews.get(crew, ()), hours, strict=True)
    return all(more >= less for more, less in pairs)


def _best(plan: Plan, others: Sequence[Plan]) -> Plan:
    """Return the plan, or what another plan does where that is sound and better."""
    problem, best = plan.problem, plan
    for other in others:
        total = value(problem, other.placing).total
        if total < best.value.total * (1 - SHARE) and not violations(problem, other.placing):
            best = other
    if best is plan:
        return plan
    return checked(problem, best.placing, plan.bound, best.method, is_optimal=False, greedy=plan.greedy)


def _bounded(plan: Plan, others: Sequence[Plan]) -> Plan:
    total = plan.value.total
    proved = max(one.bound for one in others if is_eased(one.problem, plan.problem))
    bound = min(proved, total)
    is_met = total <= bound + SHARE * (1 + abs(bound))
    return replace(plan, bound=bound, is_optimal=plan.is_optimal or is_met)
