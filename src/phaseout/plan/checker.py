"""Does a plan keep to every constraint? Shares only the values with what makes plans."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum

from phaseout.plan.problem import TOLERANCE, Choice, Package, Placing, Problem, Work


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """A constraint that a plan breaks."""

    constraint: str
    where: str


def violations(problem: Problem, placing: Placing) -> tuple[Violation, ...]:
    """Return every constraint a plan breaks, in order; empty for a sound plan."""
    known = {package.id: package for package in problem.packages}
    found = [Violation(constraint="unknown", where=name) for name in placing if name not in known]
    work: dict[str, list[tuple[int, Work]]] = {}
    for package in problem.packages:
        choice = placing.get(package.id, Choice())
        own = list(_of_package(problem, package, choice))
        found += own
        if not {one.constraint for one in own} & {"month", "way"}:
            work[package.id] = _works(package, choice)
    found += _in_order(problem, work)
    found += _overworked(problem, work)
    found += _overspent(problem, placing, work)
    found += _too_many_down(problem, work)
    return tuple(sorted(found))


def _works(package: Package, choice: Choice) -> list[tuple[int, Work]]:
    """Return the works of a choice with their months."""
    if choice.month is None:
        return []
    way = {way.id: way for way in package.ways}[choice.way]
    return [(choice.month + work.after, work) for work in way.works]


def _of_package(problem: Problem, package: Package, choice: Choice) -> Iterator[Violation]:
    """Yield what a choice breaks by itself: month, way, lead, window, pin, deadline, isolation."""
    if choice.way not in {way.id for way in package.ways}:
        yield Violation(constraint="way", where=package.id)
        return
    months = [month for month, _ in _works(package, choice)]
    if not all(0 <= month < len(problem.months) for month in months):
        yield Violation(constraint="month", where=package.id)
        return
    lead = next(way.lead for way in package.ways if way.id == choice.way)
    if months and months[0] < lead:
        yield Violation(constraint="lead", where=package.id)
    if not all(problem.sites[package.site].is_open[month] for month in months):
        yield Violation(constraint="window", where=package.id)
    if package.id in problem.pins and choice.month != problem.pins[package.id]:
        yield Violation(constraint="pin", where=package.id)
    if problem.keeps_deadlines and package.due is not None and _is_late(problem, package, months):
        yield Violation(constraint="deadline", where=package.id)
    if choice.isolated is not None:
        begins = choice.isolated in problem.isolation_months
        if package.isolation is None or not begins or (months and months[0] <= choice.isolated):
            yield Violation(constraint="isolation", where=package.id)


def _is_late(problem: Problem, package: Package, months: list[int]) -> bool:
    """Return whether the last work ends after the package is due, or there is none."""
    if not months or package.due is None:
        return True
    end = problem.months[months[-1]].toordinal() + problem.days[months[-1]]
    return end > package.due.toordinal()


def _in_order(problem: Problem, work: dict[str, list[tuple[int, Work]]]) -> Iterator[Violation]:
    for first, then in problem.before:
        if work.get(then) and (not work.get(first) or work[first][-1][0] > work[then][0][0]):
            yield Violation(constraint="precedence", where=then)


def _overworked(problem: Problem, work: dict[str, list[tuple[int, Work]]]) -> Iterator[Violation]:
    worked: dict[tuple[str, int], list[float]] = defaultdict(list)
    for package in problem.packages:
        for month, one in work.get(package.id, ()):
            worked[package.crew, month].append(one.hours)
    for (crew, month), hours in worked.items():
        if fsum(hours) > problem.crews[crew][month] + TOLERANCE:
            yield Violation(constraint="crew", where=f"{crew} {problem.months[month]:%Y-%m}")


def _too_many_down(problem: Problem, work: dict[str, list[tuple[int, Work]]]) -> Iterator[Violation]:
    down: dict[tuple[str, int], int] = defaultdict(int)
    for package in problem.packages:
        for month, one in work.get(package.id, ()):
            down[package.site, month] += one.things
    for (site, month), things in down.items():
        most = problem.sites[site].most_down
        if most is not None and things > most:
            yield Violation(constraint="continuity", where=f"{site} {problem.months[month]:%Y-%m}")


def _overspent(
    problem: Problem, placing: Placing, work: dict[str, list[tuple[int, Work]]]
) -> Iterator[Violation]:
    spent: list[list[float]] = [[] for _ in problem.years]
    visited: set[tuple[str, int]] = set()
    for package in problem.packages:
        for month, one in work.get(package.id, ()):
            spent[problem.year_of[month]].append(one.cost)
            visited.add((package.site, month))
        isolated = placing.get(package.id, Choice()).isolated
        if isolated is not None and package.isolation is not None and 0 <= isolated < len(problem.months):
            spent[problem.year_of[isolated]].append(package.isolation.cost)
    for site, month in visited:
        spent[problem.year_of[month]].append(problem.sites[site].visit)
    carried = 0.0
    for index, name in enumerate(problem.years):
        left = problem.budgets[index] + carried - fsum(spent[index])
        if left < -TOLERANCE:
            yield Violation(constraint="budget", where=name)
        carried = min(max(left, 0.0), problem.carry * problem.budgets[index])
