"""Which plan comes of an organisation's replacements, programme and prices? As the command makes it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from phaseout.domain.problem import UsageError
from phaseout.intake.toml_file import TomlFile
from phaseout.plan.clash import ClashError
from phaseout.plan.engine import Plan
from phaseout.plan.engine import plan as planned
from phaseout.plan.levelling import levelled
from phaseout.plan.packages import problem_of
from phaseout.plan.planned import Planned, estimated
from phaseout.plan.previous import Previous, changes, with_previous
from phaseout.plan.problem import Package, Problem
from phaseout.plan.programme import Price, PriceList, Programme
from phaseout.plan.programme_file import (
    NAME,
    PAGE,
    built_in,
    faults_of,
    faults_of_prices,
    price_of,
    programme_of,
)
from phaseout.plan.variant import variant
from phaseout.report.plan_json import plan_object
from phaseout.web.plans.decided import Decided, decided_elsewhere, less_money, without_decided
from phaseout.web.plans.models import PriceVersion, WorkPlan
from phaseout.web.plans.queries import lines_of
from phaseout.web.plans.queries.things import ToPlan

Line = dict[str, Any]
WHERE, PRICES = "programme.toml", "prices.toml"
"""How diagnoses call what was entered."""


def made(plan: WorkPlan, found: ToPlan, previous: Previous | None) -> dict[str, Any]:
    """Return the plan as ``phaseout plan -o json`` would write it.

    Args:
        plan: that somebody asked for.
        found: what is to be planned.
        previous: the months of the plan before; None where there is none.

    Raises:
        UsageError: a thing without a price or a crew, a name nobody has, or nothing to plan.
        ClashError: what must be done cannot be.
    """
    if not found.things:
        raise _nothing(found)
    programme = programme_of(read(plan.programme.text), WHERE, price_list(plan.prices))
    things, decided = decided_elsewhere(found.things, found.months, programme)
    if not things:
        raise UsageError("all that must go is decided for months outside the programme: nothing to plan")
    problem = _kept(problem_of(things, without_decided(programme, decided)), found.months)
    problem = problem if previous is None else with_previous(problem, previous)
    best = _planned(plan, problem, decided)
    told = plan_object(
        Planned(
            plan=best, programme=programme, estimate=estimated(things, programme),
            kinds=tuple(sorted({thing.priced_as for thing in things})), not_planned=found.left,
            changes=None if previous is None else changes(problem, best.placing, previous),
        )
    )  # fmt: skip
    return {**told, "decided": decided.told()}


def _planned(plan: WorkPlan, problem: Problem, decided: Decided) -> Plan:
    """Return the best plan met; of a what-if, one no worse than what can be done without it.

    Raises:
        ClashError: what must be done cannot be, or no plan that does it was found.
    """
    as_it_is = less_money(problem, decided)
    if not plan.what_if:
        return planned(as_it_is, where=WHERE, moves=plan.moves)
    asked = less_money(variant(problem, plan.what_if).problem, decided)
    try:
        without = planned(as_it_is, where=WHERE, moves=plan.moves)
    except ClashError:
        return planned(asked, where=WHERE, moves=plan.moves)
    try:
        best = planned(asked, where=WHERE, moves=plan.moves)
    except ClashError:
        if (found := levelled(without, [(asked, None)])[1][0]) is None:
            raise
        return found
    return levelled(best, [(as_it_is, without)])[0]


def _nothing(found: ToPlan) -> UsageError:
    """Return why there is nothing to plan: whether it lies in organisations below, which plan their own."""
    if not found.below:
        return UsageError("nothing that must go is in the programme and still in place: nothing to plan")
    names = ", ".join(f"{name} ({count})" for name, count in found.below)
    return UsageError(
        "nothing of its own is in place: what must go belongs to organisations below it, each of which "
        f"plans its own: {names}",
        remedy="plan one of these",
    )


def read(text: str) -> TomlFile:
    """Return a programme as it was entered.

    Raises:
        UsageError: it is not TOML.
    """
    return TomlFile(Path(WHERE), NAME, PAGE, content=text.encode())


def checked(text: str) -> tuple[Programme | None, list[str]]:
    """Return the programme that a text is, or what is wrong with it, line by line, in English."""
    try:
        file = read(text)
        if found := faults_of(file):
            return None, found
        return programme_of(file, WHERE), []
    except UsageError as error:
        return None, [error.diagnosis()]


def checked_prices(text: str) -> tuple[list[Line], list[str]]:
    """Return the prices that a text holds as tables ``[[cost]]``, or what is wrong with it, in English."""
    try:
        file = TomlFile(Path(PRICES), "the price list", PAGE, content=text.encode())
    except UsageError as error:
        return [], [error.diagnosis()]
    if found := faults_of_prices(file):
        return [], found
    return lines_in(cast("list[dict[str, Any]]", file.data.get("cost", []))), []


def lines_in(rows: Sequence[dict[str, Any]]) -> list[Line]:
    """Return the prices that sound tables ``[[cost]]`` hold."""
    return [line_of(row["kind"], price_of(row)) for row in rows]


def line_of(kind: str, price: Price) -> Line:
    """Return a price by the names of its columns."""
    return {
        "kind": kind, "low": price.low, "typical": price.typical, "high": price.high, "hours": price.hours,
        "lead": price.lead, "running": price.running, "price_date": price.price_date or "",
        "source": price.source,
    }  # fmt: skip


def price_list(version: PriceVersion | None) -> PriceList:
    """Return the prices of a version; those built in for none."""
    if version is None:
        return built_in()
    prices = {
        line.kind: Price(
            low=line.low, typical=line.typical, high=line.high, hours=line.hours, lead=line.lead,
            running=line.running, price_date=line.price_date or None, source=line.source,
        )
        for line in lines_of(version)
    }  # fmt: skip
    return PriceList(version=str(version.number), currency=version.currency, prices=prices)


def _kept(problem: Problem, months: Mapping[str, date]) -> Problem:
    """Return the problem in which what is funded, bought or scheduled keeps its month, as a pin.

    What comes in its place was ordered then, so that it waits for no delivery. Where members of a package
    have several months, the first counts. What is decided for a month outside the programme is not in it.
    """
    at = {month: index for index, month in enumerate(problem.months)}
    pins, funded = dict(problem.pins), frozenset[str]()
    packages: list[Package] = []
    for package in problem.packages:
        decided = [at[months[thing]] for thing in package.things if months.get(thing) in at]
        if decided and package.id not in pins:
            pins[package.id] = min(decided)
            funded |= {package.id}
            package = replace(package, lead=0)  # noqa: PLW2901
        packages.append(package)
    return replace(problem, pins=pins, funded=funded, packages=tuple(packages))
