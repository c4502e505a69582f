"""Which constraints does a problem have, one by one, and what is the problem without some of them?"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from phaseout.plan.problem import Package, Problem

UNLIMITED = 1e12
"""Hours or money no programme reaches."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Constraint:
    """One constraint, which can be taken away alone."""

    kind: str
    """``pin``, ``deadline``, ``lead``, ``window``, ``crew``, ``budget``, ``continuity`` or ``before``."""
    name: str
    """Of a package, site, crew or year; of the later package for ``before``."""
    month: int | None = None
    """Of a crew or a pin."""
    first: str = ""
    """The earlier package, for ``before``."""


def constraints(problem: Problem) -> Iterator[Constraint]:
    """Yield every constraint of a problem, what people decided last."""
    for crew, hours in problem.crews.items():
        yield from (Constraint(kind="crew", name=crew, month=month) for month in range(len(hours)))
    yield from (Constraint(kind="budget", name=year) for year in problem.years)
    visited = {package.site for package in problem.packages}
    for name, site in problem.sites.items():
        if name in visited and not all(site.is_open):
            yield Constraint(kind="window", name=name)
        if name in visited and site.most_down is not None:
            yield Constraint(kind="continuity", name=name)
    for package in problem.packages:
        if any(way.lead for way in package.ways):
            yield Constraint(kind="lead", name=package.id)
    yield from (Constraint(kind="before", name=then, first=first) for first, then in problem.before)
    for package in problem.packages:
        if problem.keeps_deadlines and package.due is not None:
            yield Constraint(kind="deadline", name=package.id)
    yield from (Constraint(kind="pin", name=name, month=month) for name, month in problem.pins.items())


def without(problem: Problem, taken: Collection[Constraint]) -> Problem:
    """Return a problem with some constraints taken away."""
    gone = {(one.kind, one.name, one.month if one.kind == "crew" else None) for one in taken}
    pairs = {(one.first, one.name) for one in taken if one.kind == "before"}
    return replace(
        problem,
        crews={
            crew: tuple(UNLIMITED if ("crew", crew, at) in gone else one for at, one in enumerate(hours))
            for crew, hours in problem.crews.items()
        },
        budgets=tuple(
            UNLIMITED if ("budget", year, None) in gone else budget
            for year, budget in zip(problem.years, problem.budgets, strict=True)
        ),
        sites={
            name: replace(
                site,
                is_open=(True,) * len(site.is_open) if ("window", name, None) in gone else site.is_open,
                most_down=None if ("continuity", name, None) in gone else site.most_down,
            )
            for name, site in problem.sites.items()
        },
        packages=tuple(_without(package, gone) for package in problem.packages),
        before=tuple(pair for pair in problem.before if pair not in pairs),
        pins={name: month for name, month in problem.pins.items() if ("pin", name, None) not in gone},
    )


def _without(package: Package, gone: Collection[tuple[str, str, int | None]]) -> Package:
    if ("lead", package.id, None) in gone:
        others = tuple(replace(way, lead=0) for way in package.others)
        package = replace(package, lead=0, others=others)
    return replace(package, due=None) if ("deadline", package.id, None) in gone else package
