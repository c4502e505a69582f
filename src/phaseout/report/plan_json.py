"""What does a plan look like to another program?"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from phaseout.plan.course import course
from phaseout.plan.engine import Plan
from phaseout.plan.planned import Planned
from phaseout.plan.problem import Package

SCHEMA = "1.3"
"""Of the plan's JSON. Keys may be added; none changes or goes without a new major number."""


def plan_object(planned: Planned) -> dict[str, Any]:
    """Return the plan as a JSON object; months are written as 2027-04, what is not done has null."""
    plan, programme, problem = planned.plan, planned.programme, planned.plan.problem
    months = [f"{month:%Y-%m}" for month in problem.months]
    return {
        "schema": SCHEMA,
        "months": months,
        "fiscal_years": [problem.years[year] for year in problem.year_of],
        "value": {**asdict(plan.value), "total": plan.value.total},
        "bound": plan.bound,
        "gap": plan.gap,
        "is_optimal": plan.is_optimal,
        "method": plan.method,
        "greedy": plan.greedy,
        "currency": programme.currency,
        "prices": programme.catalogue,
        "price_lines": _price_lines(planned),
        "estimate": asdict(planned.estimate),
        "score": {"version": programme.weights.version, "weights": asdict(programme.weights)},
        "not_planned": planned.not_planned,
        "packages": [_package(plan, package) for package in problem.packages],
        "course": [
            {"month": month, **asdict(one)}
            for month, one in zip(months, course(problem, plan.placing), strict=True)
        ],
        "variants": _variants(planned.variants),
        "changes": None if planned.changes is None else [asdict(one) for one in planned.changes],
    }


def _price_lines(planned: Planned) -> list[dict[str, Any]]:
    """Return the cost lines that were used."""
    prices = planned.programme.prices
    return [{"kind": kind, **asdict(prices[kind])} for kind in planned.kinds]


def _variants(variants: Sequence[tuple[str, Plan | None]]) -> list[dict[str, Any]]:
    """Return what would be otherwise; a variant in which no plan does what must be done has null."""
    return [
        {
            "what_if": text,
            "value": None if plan is None else plan.value.total,
            "bound": None if plan is None else plan.bound,
            "gap": None if plan is None else plan.gap,
            "last_month": None if plan is None else plan.last_month,
            "not_done": None if plan is None else plan.not_done,
        }
        for text, plan in variants
    ]


def _package(plan: Plan, package: Package) -> dict[str, Any]:
    months = plan.problem.months
    choice = plan.choice(package.id)
    return {
        "id": package.id,
        "label": package.label,
        "month": None if choice.month is None else f"{months[choice.month]:%Y-%m}",
        "way": None if choice.month is None else choice.way,
        "works": [
            {"month": f"{months[month]:%Y-%m}", "hours": work.hours, "cost": work.cost, "down": work.things}
            for month, work in plan.works(package)
        ],
        "isolated": None if choice.isolated is None else f"{months[choice.isolated]:%Y-%m}",
        "review": plan.review(package),
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
