"""Does a plan keep to every constraint? Shares only the values with what makes plans."""

from collections import defaultdict
from dataclasses import dataclass

from phaseout.plan.problem import TOLERANCE, Placing, Problem


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """A constraint that a plan breaks."""

    constraint: str
    where: str


def violations(problem: Problem, placing: Placing) -> tuple[Violation, ...]:
    """Return every constraint a plan breaks, in order; empty for a sound plan."""
    known = {package.id: package for package in problem.packages}
    found = [Violation(constraint="unknown", where=name) for name in placing if name not in known]
    inside = {name: month for name, month in placing.items() if name in known}
    for name, month in inside.items():
        package = known[name]
        if not 0 <= month < len(problem.months):
            found.append(Violation(constraint="month", where=name))
            continue
        if month < package.lead:
            found.append(Violation(constraint="lead", where=name))
        if not problem.sites[package.site].is_open[month]:
            found.append(Violation(constraint="window", where=name))
    found += [
        Violation(constraint="pin", where=name)
        for name, month in problem.pins.items()
        if placing.get(name) != month
    ]
    for first, then in problem.before:
        if then in placing and (first not in placing or placing[first] > placing[then]):
            found.append(Violation(constraint="precedence", where=then))
    whole = {name: month for name, month in inside.items() if 0 <= month < len(problem.months)}
    return tuple(sorted([*found, *_overworked(problem, whole), *_overspent(problem, whole)]))


def _overworked(problem: Problem, placing: Placing) -> list[Violation]:
    worked: dict[tuple[str, int], float] = defaultdict(float)
    for package in problem.packages:
        if package.id in placing:
            worked[package.crew, placing[package.id]] += package.hours
    return [
        Violation(constraint="crew", where=f"{crew} {problem.months[month]:%Y-%m}")
        for (crew, month), hours in worked.items()
        if hours > problem.crews[crew][month] + TOLERANCE
    ]


def _overspent(problem: Problem, placing: Placing) -> list[Violation]:
    visited = {(p.site, placing[p.id]) for p in problem.packages if p.id in placing}
    found, carried = [], 0.0
    for index, name in enumerate(problem.years):
        spent = sum(
            p.cost for p in problem.packages if p.id in placing and _year(problem, placing, p.id) == index
        )
        spent += sum(problem.sites[site].visit for site, month in visited if problem.year_of[month] == index)
        left = problem.budgets[index] + carried - spent
        if left < -TOLERANCE:
            found.append(Violation(constraint="budget", where=name))
        carried = min(max(left, 0.0), problem.carry * problem.budgets[index])
    return found


def _year(problem: Problem, placing: Placing, name: str) -> int:
    return problem.year_of[placing[name]]
