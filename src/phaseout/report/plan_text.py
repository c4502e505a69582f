"""What does a plan look like on a terminal?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from phaseout.plan.course import Year, course, money
from phaseout.plan.engine import Plan
from phaseout.plan.planned import Planned
from phaseout.plan.problem import AT_ONCE, Package
from phaseout.plan.programme_file import built_in
from phaseout.plan.reasons import Hindrance
from phaseout.plan.thing import UNKNOWN
from phaseout.report.grid import NARROW, Cell, Grid
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal

_COLUMNS = (
    ("plan.month", 10),
    ("plan.package", 24),
    ("plan.things", 11),
    ("plan.crew", 14),
    ("plan.cost", 11),
    ("plan.risk", 11),
    ("plan.why", 34),
)
_VARIANTS = (
    ("plan.what-if", 30), ("plan.variant.value", 14), ("plan.variant.bound", 14), ("plan.variant.gap", 10),
    ("plan.variant.last", 12), ("plan.variant.not-done", 10),
)  # fmt: skip


def plan_lines(planned: Planned, language: Language, width: int) -> Iterator[str]:
    """Yield the table in the order of the work, then what stands below it, for so many columns."""
    plan = planned.plan
    grid = _grid([(language.text(key), share) for key, share in _COLUMNS], language=language, width=width)
    yield from grid.head()
    last = len(plan.problem.months)
    names = {package.id: package.label or package.id for package in plan.problem.packages}
    for package in sorted(plan.problem.packages, key=lambda p: (plan.month(p.id, last), p.id)):
        cells = _row(plan, package, names, language)
        yield from grid.row([[for_terminal(line) for line in cell] for cell in cells])
    yield ""
    yield from _summary(planned, language)
    if planned.variants:
        yield ""
        yield from _variants(planned, language, width)
    if planned.changes is not None:
        yield ""
        yield language.count("plan.changes", len(planned.changes))
        none = language.text("plan.not-done")
        for one in planned.changes:
            name = names.get(one.package, one.package)
            name = name if name == one.package else f"{name} ({one.package})"
            said = language.text("plan.change", name, one.before or none, one.now or none)
            yield f"  {for_terminal(said)}"


def amount(value: float, language: Language, digits: int = 0) -> str:
    """Return a number as a language writes it."""
    whole, _, rest = f"{abs(value):.{digits}f}".partition(".")
    point = "," if language.code == "fr" else "."
    sign = "-" if value < 0 else ""
    return f"{sign}{language.number(int(whole))}" + (f"{point}{rest}" if rest else "")


def _grid(heads: Sequence[tuple[str, int]], *, language: Language, width: int) -> Grid:
    colon = language.colon if width < NARROW else ""
    return Grid(
        heads=[f"{head}{colon}" for head, _ in heads], shares=[share for _, share in heads], width=width
    )


def _row(plan: Plan, package: Package, names: Mapping[str, str], language: Language) -> list[Cell]:
    choice = plan.choice(package.id)
    begun = language.text("plan.not-done")
    if choice.month is not None:
        begun = f"{plan.problem.months[choice.month]:%Y-%m}"
    return [
        [begun],
        [*_called(package), package.site, *_how(plan, package, language)],
        [language.number(len(package.things))],
        [package.crew, amount(package.hours, language, 1)],
        [amount(package.cost, language)],
        [amount(package.weight, language, 1)],
        [_why(plan, one, names, language) for one in plan.why[package.id]],
    ]


def _called(package: Package) -> list[str]:
    """Return what people call a package, with its id, which pins and previous plans go by."""
    return [package.label, package.id] if package.label else [package.id]


def how(
    way: str | None, ended: str | None, isolated: str | None, review: str | None, language: Language
) -> Iterator[str]:
    """Yield in which way a package is done, where not at once, and from when it is isolated.

    Args:
        way: in which it is done; None where it is not done.
        ended: the month of its last work, as 2027-04.
        isolated: the month from which it is isolated; None where it is not.
        review: the month of the review of that.
        language: of the reader.
    """
    if way is not None and way != AT_ONCE:
        yield language.text(f"plan.way.{way}", ended)
    if isolated is not None:
        yield language.text("plan.isolated", isolated, review)


def _how(plan: Plan, package: Package, language: Language) -> Iterator[str]:
    choice, works, months = plan.choice(package.id), plan.works(package), plan.problem.months
    ended = f"{months[works[-1][0]]:%Y-%m}" if works else None
    isolated = None if choice.isolated is None else f"{months[choice.isolated]:%Y-%m}"
    return how(choice.way if works else None, ended, isolated, plan.review(package), language)


def _why(plan: Plan, one: Hindrance, names: Mapping[str, str], language: Language) -> str:
    named = names.get(one.named, one.named) if one.code == "precedence" else one.named
    return language.text(f"plan.why.{one.code}", _months(plan.problem.months, one.months), named)


def _months(months: Sequence[date], indices: Sequence[int]) -> str:
    """Return months as runs: ``2027-04…2027-06, 2027-09``."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and index == runs[-1][1] + 1:
            runs[-1][1] = index
        else:
            runs.append([index, index])
    return ", ".join(
        f"{months[first]:%Y-%m}" + (f"…{months[last]:%Y-%m}" if last > first else "") for first, last in runs
    )


def _summary(planned: Planned, language: Language) -> Iterator[str]:
    """Yield value, bound and gap, their terms, money and the score."""
    plan, programme, counted = planned.plan, planned.programme, planned.plan.value
    gap = amount(plan.gap * 100, language, 2)
    yield language.text("plan.value", amount(counted.total, language), amount(plan.bound, language), gap)
    yield language.text("plan.optimal" if plan.is_optimal else "plan.not-optimal")
    terms = (counted.exposure, counted.undone, counted.late, counted.visits, counted.changes)
    yield language.text("plan.terms", *(amount(term, language) for term in terms))
    if plan.greedy is not None:
        yield language.text("plan.greedy", amount(plan.greedy, language))
    yield from _money(planned, language)
    packages = plan.problem.packages
    yield language.count("plan.overdue", sum(package.is_overdue for package in packages))
    isolated = sum(plan.choice(package.id).isolated is not None for package in packages)
    if isolated:
        yield language.count("plan.isolations", isolated)
    yield language.text("plan.not-planned", language.number(planned.not_planned))
    yield language.text("plan.score", for_terminal(programme.weights.version))


def _money(planned: Planned, language: Language) -> Iterator[str]:
    programme, estimate = planned.programme, planned.estimate
    sums = (estimate.low, estimate.high, estimate.typical)
    low, high, typical = (amount(one, language) for one in sums)
    currency = for_terminal(programme.currency)
    for year in _years(planned.plan):
        terms = (amount(one, language) for one in (year.spent, year.budget, year.carried))
        yield language.text("plan.year", year.name, *terms, currency)
    yield language.text("plan.prices", low, currency, high, typical, programme.catalogue)
    if estimate.running:
        yield language.text("plan.running", amount(estimate.running, language), currency)
    for kind in planned.kinds:
        price = programme.prices[kind]
        dated = language.text("plan.no-date")
        if price.price_date is not None:
            dated = language.text("plan.dated", price.price_date)
        key = "plan.price.unknown" if kind == UNKNOWN else "plan.price"
        source = source_words(kind, price.source, language)
        yield for_terminal(language.text(key, language.term("kind", kind), dated, source))


def _years(plan: Plan) -> tuple[Year, ...]:
    problem, spent = plan.problem, dict.fromkeys(plan.problem.years, 0.0)
    for year, month in zip(problem.year_of, course(problem, plan.placing), strict=True):
        spent[problem.years[year]] += month.spent
    return money(problem.years, problem.budgets, problem.carry, spent)


def source_words(kind: str, source: str, language: Language) -> str:
    """Return where a price comes from, as written; of one that is built in, in the reader's language."""
    own = built_in().prices.get(kind)
    return language.text(f"plan.source.{kind}") if own and own.source == source else source


def _variants(planned: Planned, language: Language, width: int) -> Iterator[str]:
    """Yield a table of what would be otherwise, beside what is planned."""
    grid = _grid([(language.text(key), share) for key, share in _VARIANTS], language=language, width=width)
    yield from grid.head()
    for text, plan in ((language.text("plan.as-it-is"), planned.plan), *planned.variants):
        cells = [language.text("plan.no-plan"), "", "", "", ""]
        if plan is not None:
            cells = [
                amount(plan.value.total, language),
                amount(plan.bound, language),
                f"{amount(plan.gap * 100, language, 2)} %",
                plan.last_month or "",
                language.number(plan.not_done),
            ]
        yield from grid.row([[for_terminal(cell)] for cell in (text, *cells)])
