"""What does a plan look like to another program?"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from phaseout.domain.asset import Asset
from phaseout.plan.engine import Plan
from phaseout.plan.problem import Package
from phaseout.plan.programme import Programme

SCHEMA = "1.0"
"""Of the plan's JSON. Keys may be added; none changes or goes without a new major number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What all that is to be replaced costs, visits apart."""

    low: float
    typical: float
    high: float


def estimated(things: Iterable[Asset], programme: Programme) -> Estimate:
    """Return the sums of the price lines."""
    prices = [programme.prices[asset.kind or "unknown"] for asset in things]
    return Estimate(
        low=sum(price.low for price in prices),
        typical=sum(price.typical for price in prices),
        high=sum(price.high for price in prices),
    )


def plan_object(plan: Plan, programme: Programme, estimate: Estimate, not_planned: int) -> dict[str, Any]:
    """Return the plan as a JSON object; months are written as 2027-04, what is not done has null."""
    problem = plan.problem
    return {
        "schema": SCHEMA,
        "months": [f"{month:%Y-%m}" for month in problem.months],
        "value": {**asdict(plan.value), "total": plan.value.total},
        "bound": plan.bound,
        "gap": plan.gap,
        "is_optimal": plan.is_optimal,
        "method": plan.method,
        "greedy": plan.greedy,
        "currency": programme.currency,
        "prices": programme.catalogue,
        "estimate": asdict(estimate),
        "score": {"version": programme.weights.version, "weights": asdict(programme.weights)},
        "not_planned": not_planned,
        "packages": [_package(plan, package) for package in problem.packages],
    }


def _package(plan: Plan, package: Package) -> dict[str, Any]:
    months = plan.problem.months
    month = plan.placing.get(package.id)
    return {
        "id": package.id,
        "month": None if month is None else f"{months[month]:%Y-%m}",
        "site": package.site,
        "crew": package.crew,
        "things": list(package.things),
        "hours": package.hours,
        "cost": package.cost,
        "due": package.due.isoformat() if package.due else None,
        "overdue": package.is_overdue,
        "weight": package.weight,
        "score": [asdict(part) for part in package.parts],
        "why_not_earlier": [
            {"code": one.code, "named": one.named, "months": [f"{months[m]:%Y-%m}" for m in one.months]}
            for one in plan.why[package.id]
        ],
    }
