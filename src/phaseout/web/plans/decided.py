"""What of what is to be planned is decided for a month outside the programme, and what money is that?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from phaseout.plan.packages import price_of_thing
from phaseout.plan.problem import Problem
from phaseout.plan.programme import Programme
from phaseout.plan.thing import Thing

SHOWN = 50
"""Of those decided, how many the page of a plan names; the JSON has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What is funded, bought or scheduled for a month outside the programme: it is not planned again."""

    things: Sequence[Thing]
    months: Mapping[str, date]
    money: Mapping[str, float]
    """Fiscal year of the programme → what they cost that are decided for a month of it."""

    def told(self) -> dict[str, Any]:
        """Return it as a plan's JSON says it; the year is null where the programme has no money for it."""
        return {
            "count": len(self.things),
            "money": dict(self.money),
            "things": [
                {"id": one.id, "label": one.label, "month": f"{self.months[one.id]:%Y-%m}"}
                for one in self.things
            ],
        }


def decided_elsewhere(
    things: Sequence[Thing], months: Mapping[str, date], programme: Programme
) -> tuple[list[Thing], Decided]:
    """Return what is left to be planned, and what is decided for a month outside the programme.

    Args:
        things: that are still in place.
        months: of those whose month is decided.
        programme: whose months and money hold.

    Raises:
        UsageError: what is decided for a year of the programme has no price.
    """
    inside = set(programme.months)
    apart = [one for one in things if one.id in months and months[one.id] not in inside]
    names = {one.id for one in apart}
    money: dict[str, float] = {}
    for one in apart:
        year = programme.fiscal_year(months[one.id])
        if year in programme.years:
            money[year] = money.get(year, 0.0) + price_of_thing(one, programme).typical
    decided = Decided(things=apart, months={name: months[name] for name in names}, money=money)
    return [one for one in things if one.id not in names], decided


def without_decided(programme: Programme, decided: Decided) -> Programme:
    """Return the programme without its cells, pins and orders of what is decided: that comes as it comes."""
    names = set(decided.months)
    cells = {
        recorder: tuple(camera for camera in cameras if camera not in names)
        for recorder, cameras in programme.cells.items()
        if recorder not in names
    }
    return replace(
        programme,
        cells=cells,
        pins={name: month for name, month in programme.pins.items() if name not in names},
        before=tuple(pair for pair in programme.before if not names & set(pair)),
    )


def less_money(problem: Problem, decided: Decided) -> Problem:
    """Return the problem in which the money of what is decided is spent; a year never has less than none."""
    budgets = (
        max(0.0, budget - decided.money.get(year, 0.0))
        for year, budget in zip(problem.years, problem.budgets, strict=True)
    )
    return replace(problem, budgets=tuple(budgets))
