"""How do risk, things and money go down, month by month, when a plan is carried out?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from phaseout.plan.objective import visits, way_of
from phaseout.plan.problem import Choice, Package, Placing, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of a plan."""

    risk: float
    """Of a day of the month, as the objective counts it: what is isolated counts its rest."""
    things: int
    """Still in place when the month ends; what is isolated is in place."""
    spent: float
    """Capital, isolation and visits of the month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The money of one fiscal year of a plan."""

    name: str
    spent: float
    budget: float
    carried: float
    """From the year before."""


def money(
    years: Sequence[str], budgets: Sequence[float], carry: float, spent: Mapping[str, float]
) -> tuple[Year, ...]:
    """Return what each fiscal year spends, has, and took over from the year before.

    Args:
        years: as they are called, the first one first.
        budgets: theirs.
        carry: the share of a year's budget that may be used in the next.
        spent: year → money.
    """
    found, carried = [], 0.0
    for name, budget in zip(years, budgets, strict=True):
        year = Year(name=name, spent=spent.get(name, 0.0), budget=budget, carried=carried)
        found.append(year)
        carried = min(max(budget + carried - year.spent, 0.0), carry * budget)
    return tuple(found)


def course(problem: Problem, placing: Placing) -> tuple[Month, ...]:
    """Return every month of the programme."""
    span = len(problem.months)
    risk, things, spent = [0.0] * span, [0] * span, [0.0] * span
    for package in problem.packages:
        choice = placing.get(package.id, Choice())
        works = [(span, 1.0, 0.0)]
        if choice.month is not None:
            works = [(choice.month + w.after, w.share, w.cost) for w in way_of(package, choice).works]
        for month, share, cost in works:
            for at in range(month):
                risk[at] += package.weight * share * (1.0 - _taken_away(package, choice, at))
            if month < span:
                spent[month] += cost
        for at in range(works[-1][0]):
            things[at] += len(package.things)
        if choice.isolated is not None and package.isolation is not None:
            spent[choice.isolated] += package.isolation.cost
    for site, month in visits(problem, placing):
        spent[month] += problem.sites[site].visit
    return tuple(Month(risk=r, things=t, spent=s) for r, t, s in zip(risk, things, spent, strict=True))


def _taken_away(package: Package, choice: Choice, month: int) -> float:
    """Return the share of a package's risk that its isolation takes away in a month."""
    isolation, begun = package.isolation, choice.isolated
    if isolation is None or begun is None or not begun <= month < begun + isolation.months:
        return 0.0
    return isolation.share
