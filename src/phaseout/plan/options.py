"""Which choices does a package have, and what does each count and take?"""

from collections.abc import Iterator
from dataclasses import dataclass

from phaseout.plan.objective import counted
from phaseout.plan.problem import Choice, Package, Problem, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one work takes."""

    month: int
    hours: float
    cost: float
    things: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice that lead time, window, pin and kept deadline allow."""

    choice: Choice
    counted: float
    """Score-days, visits apart."""
    begun: int
    """The month of the first work; the number of months where the package is not done."""
    ended: int
    """The month of the last work; likewise."""
    loads: tuple[Load, ...] = ()
    fee: float = 0.0
    """Of the isolation, in the year it begins."""


def options(problem: Problem, package: Package) -> tuple[Option, ...]:
    """Return every choice a plan may make for a package; not to do it comes first, where a plan may."""
    return tuple(
        _option(problem, package, way, Choice(month=month, way=way.id, isolated=isolated))
        for way, month in ((way, month) for way, month in _months(problem, package))
        for isolated in _isolations(problem, package, month)
    )


def undone(problem: Problem, package: Package) -> Option:
    """Return the choice not to do a package nor to isolate it."""
    return _option(problem, package, package.ways[0], Choice())


def works_in(package: Package, way: Way, month: int) -> Iterator[int]:
    """Yield the months in which a way works that begins in one."""
    return (month + work.after for work in way.works)


def _months(problem: Problem, package: Package) -> Iterator[tuple[Way, int | None]]:
    if not problem.must(package):
        yield package.ways[0], None
    for way in package.ways:
        for month in range(len(problem.months)):
            if obstacle(problem, package, way, month) is None:
                yield way, month


def obstacle(problem: Problem, package: Package, way: Way, month: int) -> tuple[str, str] | None:
    """Return what of the package and its site rules a month out, and whom it names; None: nothing."""
    is_open = problem.sites[package.site].is_open
    if problem.pins.get(package.id, month) != month:
        return ("funded" if package.id in problem.funded else "pin"), package.id
    if month < way.lead:
        return "lead", package.id
    if (last := month + way.works[-1].after) >= len(is_open):
        return "end", package.id
    if not all(is_open[at] for at in works_in(package, way, month)):
        return "window", package.site
    if problem.keeps_deadlines and package.due is not None and last >= problem.in_time(package):
        return "deadline", package.id
    return None


def _isolations(problem: Problem, package: Package, month: int | None) -> Iterator[int | None]:
    yield None
    if package.isolation is not None:
        yield from (at for at in problem.isolation_months if month is None or at < month)


def _option(problem: Problem, package: Package, way: Way, choice: Choice) -> Option:
    begun = ended = len(problem.months)
    loads: tuple[Load, ...] = ()
    if choice.month is not None:
        loads = tuple(
            Load(month=choice.month + work.after, hours=work.hours, cost=work.cost, things=work.things)
            for work in way.works
        )
        begun, ended = loads[0].month, loads[-1].month
    is_isolated = choice.isolated is not None and package.isolation is not None
    return Option(
        choice=choice,
        counted=sum(counted(problem, package, choice)),
        begun=begun,
        ended=ended,
        loads=loads,
        fee=package.isolation.cost if is_isolated and package.isolation else 0.0,
    )
