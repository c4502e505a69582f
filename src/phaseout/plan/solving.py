"""What does the solver find: a bound no plan can go below, and for small problems the best plan?"""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
from highspy._core import _Highs

from phaseout.plan.linear import Linear, linear
from phaseout.plan.problem import Placing, Problem

FULL_UP_TO = 20_000
"""Packages times months up to which visits are columns of their own in the bound."""
EXACT_UP_TO = 480
"""Packages times months up to which the best plan is looked for: beyond, one node may take seconds."""
NODES = 500
"""Of the search for the best plan: counted, not timed, so that the same input gives the same plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What no plan can go below, in score-days, and when the relaxation would do each package."""

    value: float
    order: Mapping[str, float]
    """The mean month by package."""


def bound(problem: Problem) -> Bound | None:
    """Return the bound; None where not even the relaxation has a solution."""
    is_full = len(problem.packages) * len(problem.months) <= FULL_UP_TO
    program = linear(problem, has_visits=is_full)
    solver = _solver(program, is_whole=False)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    taken = solver.getSolution().col_value
    order = {name: taken[column] * len(problem.months) for name, column in program.undone.items()}
    for (name, month), column in program.column.items():
        order[name] += month * taken[column]
    return Bound(value=solver.getInfo().objective_function_value, order=order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """What the search for the best plan gave."""

    placing: Placing
    bound: float
    is_optimal: bool


def exact(problem: Problem, start: Placing | None = None) -> Exact | None:
    """Return the best plan found and its bound; None where there is none."""
    program = linear(problem, has_visits=True)
    solver = _solver(program, is_whole=True)
    solver.setOptionValue("mip_max_nodes", NODES)
    solver.setOptionValue("mip_rel_gap", 0.0)
    if start is not None:
        _warm(solver, program, problem, start)
    solver.run()
    status = solver.getModelStatus()
    taken = solver.getSolution()
    if status == highspy.HighsModelStatus.kInfeasible or not taken.value_valid:
        return None
    placing = {name: month for (name, month), c in program.column.items() if taken.col_value[c] > 0.5}  # noqa: PLR2004
    return Exact(
        placing=placing,
        bound=solver.getInfo().mip_dual_bound,
        is_optimal=status == highspy.HighsModelStatus.kOptimal,
    )


def _solver(program: Linear, *, is_whole: bool) -> _Highs:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.cost), len(program.low)
    model.col_cost_, model.col_upper_ = program.cost, program.upper
    model.col_lower_ = [0.0] * len(program.cost)
    model.row_lower_, model.row_upper_ = program.low, program.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = program.starts, program.index
    model.a_matrix_.value_ = program.factor
    if is_whole:
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in program.is_whole]
    # The class on top of this one writes a banner to standard output, where the report stands.
    solver = _Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    return solver


def _warm(solver: _Highs, program: Linear, problem: Problem, start: Placing) -> None:
    values = [0.0] * len(program.cost)
    for package in problem.packages:
        month = start.get(package.id)
        values[program.undone[package.id] if month is None else program.column[package.id, month]] = 1.0
        if month is not None:
            values[program.visit[package.site, month]] = 1.0
    left = 0.0
    carried = [c for c, whole in enumerate(program.is_whole) if not whole]
    spent = [0.0] * len(problem.budgets)
    for package in problem.packages:
        if package.id in start:
            spent[problem.year_of[start[package.id]]] += package.cost
    for site, month in {(p.site, start[p.id]) for p in problem.packages if p.id in start}:
        spent[problem.year_of[month]] += problem.sites[site].visit
    for year, column in enumerate(carried):
        budget = problem.budgets[year]
        left = max(0.0, min(budget + left - spent[year], problem.carry * budget))
        values[column] = left
    solution = highspy.HighsSolution()
    solution.col_value = values
    solver.setSolution(solution)
