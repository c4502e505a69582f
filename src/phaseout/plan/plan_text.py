"""What does a plan look like on a terminal?"""

from collections.abc import Iterator, Sequence
from datetime import date

from phaseout.plan.engine import Plan
from phaseout.plan.plan_json import Estimate
from phaseout.plan.problem import Package
from phaseout.plan.programme import Programme
from phaseout.plan.reasons import Hindrance
from phaseout.plan.words import number, said

_COLUMNS = ("month", "package", "site", "things", "crew", "hours", "cost", "risk", "why")


def plan_rows(plan: Plan, lang: str) -> list[tuple[str, ...]]:
    """Return the table: its head, then one row for each package in the order of the work."""
    last = len(plan.problem.months)
    ordered = sorted(plan.problem.packages, key=lambda p: (plan.placing.get(p.id, last), p.id))
    return [tuple(said(lang, column) for column in _COLUMNS), *(_row(plan, p, lang) for p in ordered)]


def _row(plan: Plan, package: Package, lang: str) -> tuple[str, ...]:
    month = plan.placing.get(package.id)
    return (
        said(lang, "not-done") if month is None else f"{plan.problem.months[month]:%Y-%m}",
        package.id,
        package.site,
        number(lang, len(package.things)),
        package.crew,
        number(lang, package.hours, 1),
        number(lang, package.cost),
        number(lang, package.weight, 1),
        "; ".join(_why(plan, one, lang) for one in plan.why[package.id]),
    )


def _why(plan: Plan, one: Hindrance, lang: str) -> str:
    key = "no-hours" if one.code == "crew" else one.code
    return said(lang, key, _months(plan.problem.months, one.months), one.named)


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


def summary_lines(
    plan: Plan, programme: Programme, estimate: Estimate, not_planned: int, lang: str
) -> Iterator[str]:
    """Yield what stands below the table: value, bound and gap, their terms, money and the score."""
    counted = plan.value
    yield said(
        lang, "value", number(lang, counted.total), number(lang, plan.bound), number(lang, plan.gap * 100, 2)
    )
    yield said(lang, "optimal" if plan.is_optimal else "not-optimal")
    terms = (counted.exposure, counted.undone, counted.late, counted.visits)
    yield said(lang, "terms", *(number(lang, term) for term in terms))
    yield said(lang, "greedy", number(lang, plan.greedy))
    low, typical, high = (number(lang, amount) for amount in (estimate.low, estimate.typical, estimate.high))
    yield said(lang, "prices", low, programme.currency, high, typical, programme.catalogue)
    yield said(lang, "overdue", number(lang, sum(package.is_overdue for package in plan.problem.packages)))
    yield said(lang, "undetermined", number(lang, not_planned))
    yield said(lang, "score", programme.weights.version)
