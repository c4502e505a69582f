"""What does the solver find: a bound no plan can go below, and for small problems the best plan?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import highspy

from phaseout.plan.linear import Linear, all_options, linear
from phaseout.plan.options import Option
from phaseout.plan.problem import Choice, Placing, Problem

FULL_UP_TO = 400_000
"""Options of all packages up to which visits are columns of their own in the bound."""
EXACT_UP_TO = 2_500
"""Options up to which the best plan is looked for: beyond, one node may take seconds."""
NODES = 500
"""Of the search for the best plan: counted, not timed, so that the same input gives the same plan."""
ALL_NODES_UP_TO, FEW_NODES = 480, 50
"""Options beyond which only so many nodes are looked at: plan and bound become better mostly before that."""
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What no plan can go below, in score-days, and when the relaxation would do each package."""

    value: float
    order: Mapping[str, float]
    """The mean month by package."""


def bound(problem: Problem, choices: Sequence[Sequence[Option]] | None = None) -> Bound | None:
    """Return the bound; None where not even the relaxation has a solution."""
    found = all_options(problem) if choices is None else choices
    is_full = sum(map(len, found)) <= FULL_UP_TO
    program = linear(problem, found, has_visits=is_full)
    solver = solver_of(program, is_whole=False)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    taken = solver.getSolution().col_value
    order = {
        package.id: sum(one.begun * taken[column] for one, column in zip(of, columns, strict=True))
        for package, of, columns in zip(problem.packages, found, program.chosen, strict=True)
    }
    return Bound(value=solver.getInfo().objective_function_value, order=order)


class Verdict(StrEnum):
    """How the search for the best plan ended."""

    BEST = "best"
    FOUND = "found"
    """A plan, but better ones may exist: the nodes were used up."""
    NONE = "none"
    """No plan keeps to every constraint."""
    UNDETERMINED = "undetermined"
    """The nodes were used up before any plan was met: there may be one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """What the search for the best plan gave."""

    verdict: Verdict
    placing: Placing | None = None
    bound: float = 0.0


def exact(problem: Problem, nodes: int = NODES) -> Exact:
    """Look for the best plan.

    No plan is handed over to start from: with one, HiGHS 1.16.0 called values best that lie below the
    relaxation (brute force showed it).
    """
    choices = all_options(problem)
    program = linear(problem, choices, has_visits=True)
    solver = solver_of(program, is_whole=True)
    solver.setOptionValue("mip_max_nodes", nodes)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.run()
    status, taken = solver.getModelStatus(), solver.getSolution()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Exact(verdict=Verdict.NONE)
    if not taken.value_valid or solver.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
        return Exact(verdict=Verdict.UNDETERMINED)
    return Exact(
        verdict=Verdict.BEST if status == highspy.HighsModelStatus.kOptimal else Verdict.FOUND,
        placing=_placing(problem, choices, program, taken.col_value),
        bound=solver.getInfo().mip_dual_bound,
    )


def _placing(
    problem: Problem, choices: Sequence[Sequence[Option]], program: Linear, taken: Sequence[float]
) -> Placing:
    return {
        package.id: one.choice
        for package, of, columns in zip(problem.packages, choices, program.chosen, strict=True)
        for one, column in zip(of, columns, strict=True)
        if taken[column] > HALF and one.choice != Choice()
    }


class _Quiet(highspy.Highs):
    def enableCallbacks(self) -> None:  # noqa: N802 (the library's name)
        """Register none: with the first, the library writes a banner where the report stands."""


def solver_of(program: Linear, *, is_whole: bool) -> highspy.Highs:
    """Return a solver of one thread that holds the program and says nothing."""
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
    solver = _Quiet()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    return solver
