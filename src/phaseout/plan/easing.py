"""What is the cheapest relaxation that lets all that must be done be done, and what does it cost?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import highspy

from phaseout.plan.linear import Linear, linear
from phaseout.plan.options import Option, options
from phaseout.plan.problem import TOLERANCE, Package, Problem
from phaseout.plan.solving import HALF, NODES, solver_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """A constraint that is relaxed, and by how much."""

    kind: str
    """``budget`` (money), ``crew`` (hours), ``continuity`` (things), ``window`` (a month), ``deadline``,
    ``lead`` or ``pin`` (months)."""
    name: str
    amount: float
    month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Eased:
    """A relaxation with what it is taken to cost, in the programme's currency."""

    cost: float
    relaxations: tuple[Relaxation, ...]
    is_cheapest: bool


def cheapest(problem: Problem) -> Eased:
    """Return the cheapest relaxation of a problem of packages that must all be done.

    Money costs itself; what an hour, a month and a thing cost stands in the programme. Nothing is relaxed
    where the search, whose effort is counted, meets no relaxation.
    """
    free = _without_what_is_priced(problem)
    choices = [_choices(free, problem, package) for package in problem.packages]
    program = linear(free, [[option for option, _ in of] for of in choices], has_visits=True)
    slacks = list(_slacks(program, problem))
    solver = solver_of(program, is_whole=True)
    solver.setOptionValue("mip_max_nodes", NODES)
    solver.run()
    taken = solver.getSolution()
    if not taken.value_valid:
        return Eased(cost=0.0, relaxations=(), is_cheapest=False)
    values = taken.col_value
    relaxed = [
        one
        for of, columns in zip(choices, program.chosen, strict=True)
        for (_, broken), column in zip(of, columns, strict=True)
        if values[column] > HALF
        for one in broken
    ]
    relaxed += [replace(one, amount=values[c]) for one, c in slacks if values[c] > TOLERANCE]
    return Eased(
        cost=solver.getInfo().objective_function_value,
        relaxations=tuple(relaxed),
        is_cheapest=solver.getModelStatus() == highspy.HighsModelStatus.kOptimal,
    )


def _without_what_is_priced(problem: Problem) -> Problem:
    """Return a problem in which only what a slack widens, and what comes before what, still binds."""
    sites = {name: replace(site, is_open=(True,) * len(site.is_open)) for name, site in problem.sites.items()}
    terms = replace(problem.terms, per_visit=0.0)
    return replace(problem, pins={}, keeps_deadlines=False, sites=sites, terms=terms)


def _choices(
    free: Problem, problem: Problem, package: Package
) -> list[tuple[Option, tuple[Relaxation, ...]]]:
    """Return every option to do a package, whatever it breaks, counted by what that is taken to cost."""
    eager = replace(package, lead=0, others=tuple(replace(way, lead=0) for way in package.others))
    found = []
    for option in options(free, eager):
        if option.loads and option.choice.isolated is None:
            broken = tuple(_broken(problem, package, option))
            price = problem.easing.month * sum(one.amount for one in broken)
            found.append((replace(option, counted=price), broken))
    return found


def _broken(problem: Problem, package: Package, option: Option) -> Iterator[Relaxation]:
    """Yield what of the package and its site an option relaxes, in months."""
    if not option.loads or option.choice.month is None:
        return
    month, way = option.choice.month, next(way for way in package.ways if way.id == option.choice.way)
    if month < way.lead:
        yield Relaxation(kind="lead", name=package.id, amount=float(way.lead - month))
    if (pin := problem.pins.get(package.id, month)) != month:
        yield Relaxation(kind="pin", name=package.id, amount=float(abs(pin - month)))
    late = option.ended - problem.in_time(package) + 1
    if problem.keeps_deadlines and package.due is not None and late > 0:
        yield Relaxation(kind="deadline", name=package.id, amount=float(late))
    for load in option.loads:
        if not problem.sites[package.site].is_open[load.month]:
            yield Relaxation(kind="window", name=package.site, amount=1.0, month=load.month)


def _slacks(program: Linear, problem: Problem) -> Iterator[tuple[Relaxation, int]]:
    """Add to each row of hours, money and things a column that widens it; yield what it stands for."""
    prices = {"crew": problem.easing.hour, "budget": 1.0, "continuity": problem.easing.thing}
    rows = {row: key for key, row in program.rows_of.items()}
    index, factor, starts = [], [], [0]
    for row in range(len(program.low)):
        index += program.index[program.starts[row] : program.starts[row + 1]]
        factor += program.factor[program.starts[row] : program.starts[row + 1]]
        if row in rows:
            kind, name, at = rows[row]
            column = program.add_column(prices[kind], float("inf"), is_whole=False)
            index.append(column)
            factor.append(-1.0)
            yield Relaxation(kind=kind, name=name, amount=0.0, month=None if kind == "budget" else at), column
        starts.append(len(index))
    program.index, program.factor, program.starts = index, factor, starts
