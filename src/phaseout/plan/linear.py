"""Which linear program does a problem make? Sparse rows, written directly."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from phaseout.plan.options import Option, options
from phaseout.plan.problem import Problem

INFINITY = float("inf")
Entries = list[tuple[int, float]]


@dataclass(slots=True, kw_only=True)
class Linear:
    """Columns from nought to a bound with a cost, and rows between bounds, in compressed rows."""

    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    is_whole: list[bool] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    factor: list[float] = field(default_factory=list)
    chosen: list[list[int]] = field(default_factory=list)
    """The column of each option, by package."""
    visit: dict[tuple[str, int], int] = field(default_factory=dict)
    carried: list[int] = field(default_factory=list)
    rows_of: dict[tuple[str, str, int], int] = field(default_factory=dict)
    """The row of ``crew`` (and month), ``budget`` (and year, by index), ``continuity`` (site and month)."""

    def add_column(self, cost: float, upper: float = 1.0, *, is_whole: bool = True) -> int:
        """Add a column from nought up and return its index."""
        self.cost.append(cost)
        self.upper.append(upper)
        self.is_whole.append(is_whole)
        return len(self.cost) - 1

    def add_row(self, low: float, high: float, entries: Entries) -> int:
        """Add a row, whose sum of the entries lies between the two, and return its index."""
        self.low.append(low)
        self.high.append(high)
        self.index.extend(column for column, _ in entries)
        self.factor.extend(factor for _, factor in entries)
        self.starts.append(len(self.index))
        return len(self.low) - 1


def all_options(problem: Problem) -> list[tuple[Option, ...]]:
    """Return the options of every package."""
    return [options(problem, package) for package in problem.packages]


def linear(problem: Problem, choices: Sequence[Sequence[Option]], *, has_visits: bool) -> Linear:
    """Return the program of a problem.

    Args:
        problem: what to plan.
        choices: the options of each package.
        has_visits: whether a visit is a column of its own. Without, each package bears its share of one visit
            to its site; a plan that does any of them pays at least that, so the optimum stays a bound and is
            found quickly.
    """
    program = Linear()
    share = {} if has_visits else _shares(problem)
    _columns(program, problem, choices, share)
    if has_visits:
        _visit_rows(program, problem, choices)
    _crew_rows(program, problem, choices)
    _budget_rows(program, problem, choices, share)
    _continuity_rows(program, problem, choices)
    _precedence_rows(program, problem, choices)
    return program


def _shares(problem: Problem) -> dict[str, float]:
    count = Counter(package.site for package in problem.packages)
    return {site: 1.0 / number for site, number in count.items()}


def _columns(
    program: Linear, problem: Problem, choices: Sequence[Sequence[Option]], share: dict[str, float]
) -> None:
    for package, of in zip(problem.packages, choices, strict=True):
        extra = problem.terms.per_visit * share.get(package.site, 0.0)
        columns = [program.add_column(one.counted + (extra if one.loads else 0.0)) for one in of]
        program.chosen.append(columns)
        program.add_row(1.0, 1.0, [(column, 1.0) for column in columns])


def _visit_rows(program: Linear, problem: Problem, choices: Sequence[Sequence[Option]]) -> None:
    for package, of, columns in zip(problem.packages, choices, program.chosen, strict=True):
        working: dict[int, list[int]] = defaultdict(list)
        for one, column in zip(of, columns, strict=True):
            for load in one.loads:
                working[load.month].append(column)
        for month, present in working.items():
            if (package.site, month) not in program.visit:
                program.visit[package.site, month] = program.add_column(problem.terms.per_visit)
            entries = [(column, 1.0) for column in present]
            program.add_row(-INFINITY, 0.0, [*entries, (program.visit[package.site, month], -1.0)])


def _crew_rows(program: Linear, problem: Problem, choices: Sequence[Sequence[Option]]) -> None:
    rows: dict[tuple[str, int], Entries] = defaultdict(list)
    for package, of, columns in zip(problem.packages, choices, program.chosen, strict=True):
        for one, column in zip(of, columns, strict=True):
            for load in one.loads:
                rows[package.crew, load.month].append((column, load.hours))
    for (crew, month), entries in rows.items():
        row = program.add_row(-INFINITY, problem.crews[crew][month], entries)
        program.rows_of["crew", crew, month] = row


def _budget_rows(
    program: Linear, problem: Problem, choices: Sequence[Sequence[Option]], share: dict[str, float]
) -> None:
    rows: list[dict[int, float]] = [defaultdict(float) for _ in problem.budgets]
    for package, of, columns in zip(problem.packages, choices, program.chosen, strict=True):
        spread = problem.sites[package.site].visit * share.get(package.site, 0.0)
        for one, column in zip(of, columns, strict=True):
            for number, load in enumerate(one.loads):
                rows[problem.year_of[load.month]][column] += load.cost + (0.0 if number else spread)
            if one.choice.isolated is not None:
                rows[problem.year_of[one.choice.isolated]][column] += one.fee
    for (site, month), column in program.visit.items():
        rows[problem.year_of[month]][column] += problem.sites[site].visit
    for year, (budget, spent) in enumerate(zip(problem.budgets, rows, strict=True)):
        entries = list(spent.items())
        if program.carried:
            entries.append((program.carried[-1], -1.0))
        program.carried.append(program.add_column(0.0, problem.carry * budget, is_whole=False))
        row = program.add_row(-INFINITY, budget, [*entries, (program.carried[-1], 1.0)])
        program.rows_of["budget", problem.years[year], year] = row


def _continuity_rows(program: Linear, problem: Problem, choices: Sequence[Sequence[Option]]) -> None:
    rows: dict[tuple[str, int], Entries] = defaultdict(list)
    for package, of, columns in zip(problem.packages, choices, program.chosen, strict=True):
        if problem.sites[package.site].most_down is not None:
            for one, column in zip(of, columns, strict=True):
                for load in one.loads:
                    rows[package.site, load.month].append((column, float(load.things)))
    for (site, month), entries in rows.items():
        most = problem.sites[site].most_down
        if most is not None:
            program.rows_of["continuity", site, month] = program.add_row(-INFINITY, float(most), entries)


def _precedence_rows(program: Linear, problem: Problem, choices: Sequence[Sequence[Option]]) -> None:
    place = {package.id: index for index, package in enumerate(problem.packages)}
    for first, then in problem.before:
        begun = list(zip(choices[place[then]], program.chosen[place[then]], strict=True))
        ended = list(zip(choices[place[first]], program.chosen[place[first]], strict=True))
        for month in range(len(problem.months)):
            entries = [(column, 1.0) for one, column in begun if one.begun <= month]
            entries += [(column, -1.0) for one, column in ended if one.ended <= month]
            if entries:
                program.add_row(-INFINITY, 0.0, entries)
