"""Which pinned decisions cannot hold together, and which constraint stands in their way?"""

from collections.abc import Iterable
from dataclasses import replace

from phaseout.domain.problem import PhaseoutError
from phaseout.plan.problem import Placing, Problem, Site
from phaseout.plan.solving import exact

UNLIMITED = 1e12
"""Hours or money no programme reaches."""


class ClashError(PhaseoutError):
    """The programme asks for what cannot hold together (exit 3)."""


def settled(problem: Problem, where: str) -> Placing:
    """Return months for the pinned packages and those that must come before them.

    Raises:
        ClashError: the pins cannot hold; it names a smallest set of them and what to relax.
    """
    if not problem.pins:
        return {}
    found = exact(_only(problem, problem.pins))
    if found is not None:
        needed = _needed(problem, problem.pins)
        return {name: month for name, month in found.placing.items() if name in needed}
    clashing = _smallest(problem)
    pins = ", ".join(f"{name} in {problem.months[problem.pins[name]]:%Y-%m}" for name in clashing)
    relaxations = _relaxations(_only(problem, clashing))
    remedy = "take one of these pins away" + (f", or relax: {', '.join(relaxations)}" if relaxations else "")
    raise ClashError(
        f"these pins cannot hold together with the constraints: {pins}", where=where, remedy=remedy
    )


def _smallest(problem: Problem) -> tuple[str, ...]:
    """Return a set of clashing pins of which none can be left out (deletion filter)."""
    kept = sorted(problem.pins)
    for name in sorted(problem.pins):
        without = [other for other in kept if other != name]
        if without and exact(_only(problem, without)) is None:
            kept = without
    return tuple(kept)


def _relaxations(problem: Problem) -> list[str]:
    """Return each constraint that would, left out alone, let the pins hold."""
    free_crews = {crew: tuple(UNLIMITED for _ in hours) for crew, hours in problem.crews.items()}
    always = {
        name: Site(visit=site.visit, is_open=(True,) * len(site.is_open))
        for name, site in problem.sites.items()
    }
    tries = {
        "the hours of the crews": replace(problem, crews=free_crews),
        "the budgets": replace(problem, budgets=tuple(UNLIMITED for _ in problem.budgets)),
        "the windows of the sites": replace(problem, sites=always),
        "the lead times": replace(problem, packages=tuple(replace(p, lead=0) for p in problem.packages)),
        "what comes before what": replace(problem, before=()),
    }
    return [name for name, relaxed in tries.items() if exact(relaxed) is not None]


def _needed(problem: Problem, names: Iterable[str]) -> set[str]:
    needed, waiting = set(names), list(names)
    while waiting:
        then = waiting.pop()
        for first, other in problem.before:
            if other == then and first not in needed:
                needed.add(first)
                waiting.append(first)
    return needed


def _only(problem: Problem, names: Iterable[str]) -> Problem:
    """Return the part of a problem that some pins rest on."""
    pins = {name: problem.pins[name] for name in names}
    needed = _needed(problem, pins)
    return replace(
        problem,
        packages=tuple(package for package in problem.packages if package.id in needed),
        before=tuple(pair for pair in problem.before if pair[0] in needed and pair[1] in needed),
        pins=pins,
    )
