"""Which linear program does a problem make? Sparse rows, written directly."""

from collections import defaultdict
from dataclasses import dataclass, field

from phaseout.plan.objective import costs
from phaseout.plan.problem import Problem

INFINITY = float("inf")


@dataclass(slots=True, kw_only=True)
class Linear:
    """Columns between bounds with a cost, and rows between bounds, in compressed rows."""

    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    is_whole: list[bool] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    factor: list[float] = field(default_factory=list)
    column: dict[tuple[str, int], int] = field(default_factory=dict)
    """Of (package, month)."""
    undone: dict[str, int] = field(default_factory=dict)
    visit: dict[tuple[str, int], int] = field(default_factory=dict)

    def add_column(self, cost: float, upper: float = 1.0, *, is_whole: bool = True) -> int:
        """Add a column from nought up and return its index."""
        self.cost.append(cost)
        self.upper.append(upper)
        self.is_whole.append(is_whole)
        return len(self.cost) - 1

    def add_row(self, low: float, high: float, entries: list[tuple[int, float]]) -> None:
        """Add a row: the sum of the entries lies between the two."""
        self.low.append(low)
        self.high.append(high)
        self.index.extend(column for column, _ in entries)
        self.factor.extend(factor for _, factor in entries)
        self.starts.append(len(self.index))


def linear(problem: Problem, *, has_visits: bool) -> Linear:
    """Return the program of a problem.

    Args:
        problem: what to plan.
        has_visits: whether a visit is a column of its own. Without, each package bears its share of one visit
            a year to its site; a plan pays at least that, so the optimum stays a bound and is found quickly.
    """
    program = Linear()
    _columns(program, problem, has_visits=has_visits)
    _crew_rows(program, problem)
    _budget_rows(program, problem, has_visits=has_visits)
    _precedence_rows(program, problem)
    return program


def _columns(program: Linear, problem: Problem, *, has_visits: bool) -> None:
    share = _shares(problem)
    for package in problem.packages:
        counted = costs(problem, package)
        extra = 0.0 if has_visits else problem.terms.per_visit * share[package.site]
        entries = []
        for month in range(len(problem.months)):
            if problem.may(package, month):
                column = program.add_column(counted[month] + extra)
                program.column[package.id, month] = column
                entries.append((column, 1.0))
                if has_visits and (package.site, month) not in program.visit:
                    program.visit[package.site, month] = program.add_column(problem.terms.per_visit)
        is_pinned = package.id in problem.pins
        program.undone[package.id] = program.add_column(counted[-1], 0.0 if is_pinned else 1.0)
        program.add_row(1.0, 1.0, [*entries, (program.undone[package.id], 1.0)])
        if has_visits:
            for column, month in [(c, m) for m in range(len(problem.months))
                                  if (c := program.column.get((package.id, m))) is not None]:  # fmt: skip
                program.add_row(-INFINITY, 0.0, [(column, 1.0), (program.visit[package.site, month], -1.0)])


def _shares(problem: Problem) -> dict[str, float]:
    count: dict[str, int] = defaultdict(int)
    for package in problem.packages:
        count[package.site] += 1
    return {site: 1.0 / number for site, number in count.items()}


def _crew_rows(program: Linear, problem: Problem) -> None:
    rows: dict[tuple[str, int], list[tuple[int, float]]] = defaultdict(list)
    of = {package.id: package for package in problem.packages}
    for (name, month), column in program.column.items():
        rows[of[name].crew, month].append((column, of[name].hours))
    for (crew, month), entries in rows.items():
        program.add_row(-INFINITY, problem.crews[crew][month], entries)


def _budget_rows(program: Linear, problem: Problem, *, has_visits: bool) -> None:
    share = _shares(problem)
    rows: list[list[tuple[int, float]]] = [[] for _ in problem.budgets]
    of = {package.id: package for package in problem.packages}
    for (name, month), column in program.column.items():
        package = of[name]
        spread = 0.0 if has_visits else problem.sites[package.site].visit * share[package.site]
        rows[problem.year_of[month]].append((column, package.cost + spread))
    for (site, month), column in program.visit.items():
        rows[problem.year_of[month]].append((column, problem.sites[site].visit))
    carried: int | None = None
    for budget, entries in zip(problem.budgets, rows, strict=True):
        if carried is not None:
            entries.append((carried, -1.0))
        carried = program.add_column(0.0, problem.carry * budget, is_whole=False)
        program.add_row(-INFINITY, budget, [*entries, (carried, 1.0)])


def _precedence_rows(program: Linear, problem: Problem) -> None:
    for first, then in problem.before:
        entries: list[tuple[int, float]] = []
        for month in range(len(problem.months)):
            for name, factor in ((then, 1.0), (first, -1.0)):
                if (column := program.column.get((name, month))) is not None:
                    entries.append((column, factor))
            program.add_row(-INFINITY, 0.0, list(entries))
