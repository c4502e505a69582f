"""Why is a package not done earlier, or not at all?"""

from collections.abc import Iterable
from dataclasses import dataclass

from phaseout.plan.problem import Package, Placing, Problem
from phaseout.plan.usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """What kept a package from some months, with the rest of the plan as it is."""

    code: str
    """``lead``, ``window``, ``pin``, ``crew``, ``budget``, ``precedence``, or ``better-elsewhere``."""
    named: str
    months: tuple[int, ...]


def hindrances(problem: Problem, placing: Placing) -> dict[str, tuple[Hindrance, ...]]:
    """Return, by package, what stands in each month before its own; of every month where it is not done."""
    usage = Usage(problem)
    for package in problem.packages:
        if package.id in placing:
            usage.place(package, placing[package.id])
    firsts: dict[str, list[str]] = {package.id: [] for package in problem.packages}
    for first, then in problem.before:
        firsts[then].append(first)
    return {p.id: _of(problem, p, firsts[p.id], placing, usage) for p in problem.packages}


def _of(
    problem: Problem, package: Package, firsts: Iterable[str], placing: Placing, usage: Usage
) -> tuple[Hindrance, ...]:
    is_done = package.id in placing
    found: dict[tuple[str, str], list[int]] = {}
    if is_done:
        usage.lift(package, placing[package.id])
    for month in range(placing.get(package.id, len(problem.months))):
        late = [first for first in firsts if placing.get(first, len(problem.months)) > month]
        why = ("precedence", late[0]) if late else usage.obstacle(package, month)
        found.setdefault(why or ("better-elsewhere", package.id), []).append(month)
    if is_done:
        usage.place(package, placing[package.id])
    return tuple(
        Hindrance(code=code, named=named, months=tuple(months)) for (code, named), months in found.items()
    )
