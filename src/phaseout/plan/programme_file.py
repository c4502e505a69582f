"""What does a programme file say, and where is it wrong?"""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from phaseout.domain.problem import UsageError
from phaseout.intake.toml_file import TomlFile
from phaseout.plan.problem import Easing, Terms
from phaseout.plan.programme import (
    NETWORKS,
    REMOVE,
    WAYS,
    Crew,
    OfferedIsolation,
    OfferedWay,
    Price,
    PriceList,
    Programme,
    SiteFacts,
    Weights,
)
from phaseout.plan.programme_keys import faults, of_table, senseless_costs

PAGE = "docs/plan.md"
NAME = "the programme"
LONGEST = 240
"""Months."""
FIRST, LAST = "1900-01", "2999-12"
"""Months in which a programme may start: a calendar goes no further than the year 9999."""
FISCAL_STARTS = 4
"""April, where nobody says."""
_ONCE_EACH = (("crew", "id"), ("site", "id"), ("cost", "kind"), ("pin", "package"), ("budget", "year"))
COUNTED, KEPT = "counted", "kept"
"""What the programme does with a deadline: it counts what is late, or allows nothing to be."""


def read_programme(path: Path) -> Programme:
    """Return the programme a TOML file holds.

    Raises:
        UsageError: not there, not TOML, or wrong; every fault is named with its line.
    """
    return programme_of(TomlFile(path, NAME, PAGE), str(path))


def programme_of(file: TomlFile, where: str, prices: PriceList | None = None) -> Programme:
    """Return the programme of a file that was read.

    Args:
        file: as it was read.
        where: it stands, for diagnoses.
        prices: those that hold where the file has no ``[[cost]]`` for a kind; those built in if left out.

    Raises:
        UsageError: wrong; every fault is named with its line.
    """
    if found := faults_of(file):
        lines = "\n".join(found)
        raise UsageError(f"the programme has faults:\n{lines}", where=where, remedy=f"see {PAGE}")
    return _programme(where, file.data, prices or built_in())


def faults_of(file: TomlFile) -> list[str]:
    """Return what is wrong with a programme, each with its line; nothing where it can be planned with."""
    found = list(faults(file.data)) or list(_senseless(file.data))
    return [file.located(fault) for fault in found]


def faults_of_prices(file: TomlFile) -> list[str]:
    """Return what is wrong with a file that holds tables ``[[cost]]`` alone, each with its line."""
    found = [f"{name} is no table of a price list; known: cost" for name in file.data if name != "cost"]
    return [file.located(fault) for fault in found + faults_of_costs(file.data.get("cost", []))]


def faults_of_costs(rows: Any) -> list[str]:
    """Return what is wrong with the tables ``[[cost]]``: each fault begins with the number of its table."""
    costs = {"cost": rows}
    return list(of_table("cost", rows)) or [*_twice(costs, (("cost", "kind"),)), *senseless_costs(costs)]


def _senseless(data: Mapping[str, Any]) -> list[str]:
    """Return the faults of a file of the right shape."""
    head, found = data["programme"], []
    if not FIRST <= head["start"] <= LAST:
        found.append(f"[programme].start must lie from {FIRST} to {LAST}")
    if not (head["months"] == int(head["months"]) and 1 <= head["months"] <= LONGEST):
        found.append(f"[programme].months must be a whole number from 1 to {LONGEST}")
    if head["carry_forward"] > 1:
        found.append("[programme].carry_forward must be a share from 0 to 1")
    if head.get("fiscal_year_starts", FISCAL_STARTS) not in range(1, 13):
        found.append("[programme].fiscal_year_starts must be a month from 1 to 12")
    if head.get("deadlines", COUNTED) not in (COUNTED, KEPT):
        found.append(f"[programme].deadlines must be {COUNTED} or {KEPT}")
    if head.get("continuity", 1) > 1:
        found.append("[programme].continuity must be a share from 0 to 1")
    found += [*_twice(data), *_senseless_ways(data), *senseless_costs(data)]
    for number, row in enumerate(data.get("site", ()), 1):
        if row.get("network", "core") not in NETWORKS:
            found.append(f"[[site]] number {number}.network must be one of {', '.join(NETWORKS)}")
        if row.get("continuity", 1) > 1:
            found.append(f"[[site]] number {number}.continuity must be a share from 0 to 1")
    return found or _outside(data)


def _senseless_ways(data: Mapping[str, Any]) -> list[str]:
    found = []
    for number, row in enumerate(data.get("way", ()), 1):
        if row["id"] not in WAYS:
            found.append(f"[[way]] number {number}.id must be one of {', '.join(WAYS)}")
        elif row["id"] == REMOVE and not {"hours", "cost"} <= row.keys():
            found.append(f"[[way]] number {number}: needs hours and cost for each thing")
        if not (row.get("after", 1) == int(row.get("after", 1)) and row.get("after", 1) >= 1):
            found.append(f"[[way]] number {number}.after must be a whole number of 1 or more")
    for number, row in enumerate(data.get("isolation", ()), 1):
        if row.get("residual", 0) > 1:
            found.append(f"[[isolation]] number {number}.residual must be a share from 0 to 1")
        if not (row["months"] == int(row["months"]) and row["months"] >= 1):
            found.append(f"[[isolation]] number {number}.months must be a whole number of 1 or more")
    return found


def _outside(data: Mapping[str, Any]) -> list[str]:
    """Return the pins and budgets that lie outside the months of the programme."""
    head, found = data["programme"], []
    first, last = _months(head)[0], _months(head)[-1]
    for number, row in enumerate(data.get("pin", ()), 1):
        if not first <= _month(row["month"]) <= last:
            found.append(f"[[pin]] number {number}.month must lie from {first:%Y-%m} to {last:%Y-%m}")
    years = _fiscal_years(head)
    for number, row in enumerate(data["budget"], 1):
        if row["year"] not in years:
            found.append(f"[[budget]] number {number}.year must lie from {years[0]} to {years[-1]}")
    return found


def _twice(data: Mapping[str, Any], keys: Sequence[tuple[str, str]] = _ONCE_EACH) -> list[str]:
    found = []
    for table, key in keys:
        seen: set[object] = set()
        for number, row in enumerate(data.get(table, ()), 1):
            if row[key] in seen:
                found.append(f"[[{table}]] number {number}.{key} stands twice: '{row[key]}'")
            seen.add(row[key])
    return found


def _month(text: str) -> date:
    return date(int(text[:4]), int(text[5:]), 1)


def _months(head: Mapping[str, Any]) -> tuple[date, ...]:
    start = _month(head["start"])
    count = start.year * 12 + start.month - 1
    return tuple(date((count + n) // 12, (count + n) % 12 + 1, 1) for n in range(int(head["months"])))


def _fiscal_years(head: Mapping[str, Any]) -> list[int]:
    """Return the year in which the fiscal year of each month began."""
    begins = int(head.get("fiscal_year_starts", FISCAL_STARTS))
    return [month.year - (month.month < begins) for month in _months(head)]


def _programme(where: str, data: Mapping[str, Any], shipped: PriceList) -> Programme:
    head = data["programme"]
    months, fiscal = _months(head), _fiscal_years(head)
    years = sorted(set(fiscal))
    amounts = {int(row["year"]): float(row["amount"]) for row in data["budget"]}
    own = {row["kind"]: price_of(row) for row in data.get("cost", ())}
    currency = head.get("currency", shipped.currency)
    prices = shipped.prices if currency == shipped.currency else {}
    return Programme(
        where=where,
        months=months,
        years=tuple(map(str, years)),
        year_of=tuple(years.index(year) for year in fiscal),
        budgets=tuple(amounts.get(year, 0.0) for year in years),
        carry=float(head["carry_forward"]),
        currency=currency,
        catalogue=shipped.version,
        crews={row["id"]: _crew(row, months) for row in data["crew"]},
        sites={row["id"]: _site(row, months) for row in data.get("site", ())},
        prices={**prices, **own},
        cells={row["recorder"]: tuple(row["cameras"]) for row in data.get("cell", ())},
        pins={row["package"]: months.index(_month(row["month"])) for row in data.get("pin", ())},
        before=tuple(sorted({(row["first"], row["then"]) for row in data.get("before", ())})),
        terms=_terms(head),
        weights=_weights(data.get("score", {})),
        ways=tuple(map(_way, data.get("way", ()))),
        isolations=tuple(map(_isolation, data.get("isolation", ()))),
        easing=Easing(**{key: float(price) for key, price in data.get("relaxation", {}).items()}),
        keeps_deadlines=head.get("deadlines") == KEPT,
        continuity=head.get("continuity"),
        fiscal_starts=int(head.get("fiscal_year_starts", FISCAL_STARTS)),
    )


def _terms(head: Mapping[str, Any]) -> Terms:
    return Terms(
        undone_days=float(head.get("undone_days", 365)),
        late_days=float(head.get("late_days", 365)),
        per_visit=float(head.get("per_visit", 0)),
        per_change=float(head.get("per_change", 0)),
    )


def built_in() -> PriceList:
    """Return the prices that hold where nobody says others."""
    text = resources.files("phaseout.plan").joinpath("costs.toml").read_text(encoding="utf-8")
    shipped = tomllib.loads(text)
    prices = {row["kind"]: price_of(row) for row in shipped["cost"]}
    return PriceList(version=shipped["version"], currency=shipped["currency"], prices=prices)


def _crew(row: Mapping[str, Any], months: tuple[date, ...]) -> Crew:
    closed = set(map(_month, row.get("closed", ())))
    hours = tuple(0.0 if month in closed else float(row["hours"]) for month in months)
    clearance = float(row.get("clearance", 0))
    return Crew(hours=hours, sites=frozenset(row.get("sites", ())), clearance=clearance)


def _way(row: Mapping[str, Any]) -> OfferedWay:
    return OfferedWay(
        id=row["id"],
        sites=frozenset(row.get("sites", ())),
        after=int(row.get("after", 1)),
        hours=float(row.get("hours", 0)),
        cost=float(row.get("cost", 0)),
    )


def _isolation(row: Mapping[str, Any]) -> OfferedIsolation:
    return OfferedIsolation(
        cost=float(row["cost"]),
        months=int(row["months"]),
        residual=row.get("residual"),
        sites=frozenset(row.get("sites", ())),
    )


def _site(row: Mapping[str, Any], months: tuple[date, ...]) -> SiteFacts:
    closed, season = set(map(_month, row.get("closed", ()))), row.get("open", range(1, 13))
    return SiteFacts(
        tier=row.get("tier"),
        network=row.get("network"),
        data=float(row.get("data", 0)),
        visit=float(row.get("visit", 0)),
        is_open=tuple(month.month in season and month not in closed for month in months),
        clearance=float(row.get("clearance", 0)),
        continuity=row.get("continuity"),
    )


def price_of(row: Mapping[str, Any]) -> Price:
    """Return the price that a table ``[[cost]]`` states."""
    typical = float(row["typical"])
    return Price(
        low=float(row.get("low", typical)),
        typical=typical,
        high=float(row.get("high", typical)),
        hours=float(row["hours"]),
        lead=int(row.get("lead", 0)),
        source=" ".join(filter(None, (row.get("source", "the programme"), row.get("grade")))),
        running=float(row.get("running", 0)),
        price_date=row.get("price_date"),
    )


def _weights(row: Mapping[str, Any]) -> Weights:
    given = {key: float(row[key]) for key in row if key in Weights.__dataclass_fields__ and key != "version"}
    networks = {name: float(row.get(name.replace("-", "_"), weight)) for name, weight in NETWORKS.items()}
    return Weights(version=str(row.get("version", Weights().version)), networks=networks, **given)
