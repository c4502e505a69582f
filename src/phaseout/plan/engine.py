"""Which plan is the best we find, and how far is it from the best there can be?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from phaseout.domain.problem import PhaseoutError
from phaseout.plan.checker import violations
from phaseout.plan.clash import ClashError, clash
from phaseout.plan.listing import greedy_order, listed, ranked
from phaseout.plan.needed import needed_part
from phaseout.plan.objective import Value, value, way_of
from phaseout.plan.problem import Choice, Package, Placing, Problem, Work
from phaseout.plan.reasons import Hindrance, hindrances
from phaseout.plan.search import Search
from phaseout.plan.solving import ALL_NODES_UP_TO, EXACT_UP_TO, FEW_NODES, NODES, Bound, Verdict, bound, exact
from phaseout.plan.state import State

MOVES_EACH, MOST_MOVES = 400, 1_000_000
"""Of the search for each package, and in all, where nobody says."""


class UnsoundError(PhaseoutError):
    """The checker refused a plan of ours: a fault of the program (exit 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A checked plan with its value, its bound and its reasons."""

    problem: Problem
    placing: Placing
    value: Value
    bound: float
    method: str
    """``greedy``, ``relaxation``, ``search``, ``exact`` or ``variant``: what the plan came from."""
    is_optimal: bool
    greedy: float | None
    """What the greedy plan counts, to compare; None where it leaves out what must be done."""
    why: Mapping[str, tuple[Hindrance, ...]]

    @property
    def gap(self) -> float:
        """Return how far the plan is above the bound, as a share of the bound."""
        return (self.value.total - self.bound) / self.bound if self.bound > 0 else 0.0

    def choice(self, name: str) -> Choice:
        """Return what the plan does with a package."""
        return self.placing.get(name, Choice())

    def works(self, package: Package) -> tuple[tuple[int, Work], ...]:
        """Return the works of a package with their months; none where it is not done."""
        choice = self.choice(package.id)
        if choice.month is None:
            return ()
        return tuple((choice.month + work.after, work) for work in way_of(package, choice).works)

    @property
    def last_month(self) -> str | None:
        """Return the month of the last work, as 2027-04; None where nothing is done."""
        ended = [month for package in self.problem.packages for month, _ in self.works(package)]
        return f"{self.problem.months[max(ended)]:%Y-%m}" if ended else None

    @property
    def not_done(self) -> int:
        """Return how many packages are not done."""
        return sum(self.choice(package.id).month is None for package in self.problem.packages)

    def month(self, name: str, otherwise: int) -> int:
        """Return the month in which a package is begun, or another number where it is not done."""
        month = self.choice(name).month
        return otherwise if month is None else month

    def review(self, package: Package) -> str | None:
        """Return the month of the review of what is isolated, as 2027-04: from then on it counts no more."""
        isolated = self.choice(package.id).isolated
        if isolated is None or package.isolation is None:
            return None
        start = self.problem.months[isolated]
        count = start.year * 12 + start.month - 1 + package.isolation.months
        return f"{count // 12:04}-{count % 12 + 1:02}"


@dataclass(slots=True, kw_only=True)
class _Best:
    """The best sound plan met so far."""

    problem: Problem
    placing: Placing | None = None
    total: float = float("inf")
    method: str = ""

    def offer(self, placing: Placing, method: str) -> bool:
        """Take a plan if it is better, and return whether it is."""
        total = value(self.problem, placing).total
        if total >= self.total - 1e-9:
            return False
        self.placing, self.total, self.method = placing, total, method
        return True


def plan(problem: Problem, *, where: str, moves: int | None = None) -> Plan:
    """Return the plan of a problem.

    Args:
        problem: what to plan.
        where: the programme comes from, for a diagnosis.
        moves: the search may make; by default some for each package. The effort is counted, never timed.

    Raises:
        ClashError: what must be done cannot be, or no plan that does it was found.
    """
    state = State(problem)
    ranks = ranked(state)
    relaxed = bound(problem, [of.options for of in state.compiled])
    if relaxed is None:
        raise ClashError(clash(problem), where=where)
    best = _Best(problem=problem)
    greedy = _listed(best, "greedy", state, ranks, greedy_order(problem))
    _listed(best, "relaxation", state, ranks, relaxed_order(problem, relaxed))
    _begin(problem, state, ranks, best.placing)
    Search(state, ranks).run(_moves(problem, moves))
    if not state.missing():
        best.offer(state.placing(), "search")
    below, is_optimal = _exact(problem, best, relaxed.value, sum(map(len, ranks)))
    if best.placing is None:
        raise ClashError(clash(problem), where=where)
    return checked(problem, best.placing, below, best.method, is_optimal=is_optimal, greedy=greedy)


def relaxed_order(problem: Problem, relaxed: Bound) -> list[int]:
    """Return the packages by the month in which the relaxation does them."""
    packages = problem.packages
    return sorted(
        range(len(packages)), key=lambda i: (round(relaxed.order[packages[i].id], 6), packages[i].id)
    )


def _listed(
    best: _Best, method: str, state: State, ranks: Sequence[Sequence[int]], order: Sequence[int]
) -> float | None:
    """Offer the plan of an order and return what it counts; None where it leaves out what must be done."""
    state.clear()
    listed(state, ranks, order)
    if state.missing():
        return None
    best.offer(state.placing(), method)
    return state.total()


def _begin(problem: Problem, state: State, ranks: list[list[int]], best: Placing | None) -> None:
    """Load the best plan; where none does what must be done, one around that part, placed for itself."""
    if best is not None:
        state.load(best)
        return
    state.clear()
    part = exact(needed_part(problem)).placing or {}
    state.load_some(part)
    listed(state, ranks, greedy_order(problem))


def _moves(problem: Problem, moves: int | None) -> int:
    return min(MOVES_EACH * len(problem.packages), MOST_MOVES) if moves is None else moves


def _exact(problem: Problem, best: _Best, below: float, size: int) -> tuple[float, bool]:
    """Look for the best plan of a small problem; return the bound and whether the best plan is met."""
    if size > EXACT_UP_TO and best.placing is not None:
        return below, False
    found = exact(problem, NODES if best.placing is None or size <= ALL_NODES_UP_TO else FEW_NODES)
    if found.placing is None:
        return below, False
    # A plan of the solver is taken only where it is sound and no worse than ours.
    if not violations(problem, found.placing):
        best.offer(found.placing, "exact")
    is_best = found.verdict is Verdict.BEST and best.total <= found.bound + 1e-6 * (1 + abs(found.bound))
    return max(below, found.bound), is_best


def checked(
    problem: Problem, placing: Placing, below: float, method: str, *, is_optimal: bool, greedy: float | None
) -> Plan:
    """Return the plan that does what a placing says, with its reasons.

    Raises:
        UnsoundError: it breaks a constraint.
    """
    if broken := violations(problem, placing):
        raise UnsoundError(
            f"the plan breaks {broken[0].constraint} at {broken[0].where}",
            remedy="report it with the programme",
        )
    counted = value(problem, placing)
    return Plan(
        problem=problem,
        placing=placing,
        value=counted,
        # The solver's arithmetic is inexact: a bound a hair above a plan is that plan's value.
        bound=min(below, counted.total),
        method=method,
        is_optimal=is_optimal,
        greedy=greedy,
        why=hindrances(problem, placing),
    )
