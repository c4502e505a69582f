"""What does the page of a plan show besides its packages?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.utils import timezone

from phaseout.report.plan_document import month_day
from phaseout.web.frame.access import Access, Permission
from phaseout.web.plans.making import checked
from phaseout.web.plans.models import State, WorkPlan
from phaseout.web.plans.queries import others_of
from phaseout.web.plans.queries.sums import AtSite, InMonth, by_month, by_site, really_in_place
from phaseout.web.plans.words import failing, priced

OTHERS = 10
"""Plans of the organisation that are offered to compare with, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of a plan."""

    first: date
    begun: InMonth | None
    left: int
    """Assets still in place when it ends, as planned."""
    really: int | None
    """As they were; None where the month has not ended."""
    risk: float
    spent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A fiscal year of a plan."""

    name: str
    spent: float
    budget: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A plan as its page shows it."""

    head: Mapping[str, Any]
    months: Sequence[Month]
    years: Sequence[Year]
    sites: Sequence[AtSite]
    prices: Sequence[tuple[str, Mapping[str, Any]]]
    others: Sequence[WorkPlan]


def shown(access: Access, plan: WorkPlan) -> dict[str, object]:
    """Return what the page of a plan shows."""
    organisation = plan.organisation_id
    more: dict[str, object] = {
        "plan": plan,
        "failing": failing(plan),
        "may_plan": access.may(Permission.ASSESS, organisation),
        "may_adopt": access.may(Permission.DECIDE, organisation) and plan.state == State.READY,
    }
    return {**more, "shown": _made(plan)} if plan.is_made else more


def _made(plan: WorkPlan) -> Shown:
    head = plan.head
    return Shown(
        head=head,
        months=list(_months(plan)),
        years=_years(plan),
        sites=by_site(plan),
        prices=[(priced(str(line["kind"])), line) for line in head.get("price_lines", ())],
        others=list(others_of(plan)[:OTHERS]),
    )


def _months(plan: WorkPlan) -> list[Month]:
    begun = by_month(plan)
    course = plan.head.get("course", ())
    really = really_in_place(plan, timezone.localdate())
    return [
        Month(
            first=(first := month_day(str(one["month"]))), begun=begun.get(first), left=one["things"],
            really=was, risk=one["risk"], spent=one["spent"],
        )
        for one, was in zip_longest(course, really)
        if one is not None
    ]  # fmt: skip


def _years(plan: WorkPlan) -> list[Year]:
    programme, _faults = checked(plan.programme.text)
    budgets = dict(zip(programme.years, programme.budgets, strict=True)) if programme else {}
    spent: dict[str, float] = {}
    for year, one in zip(plan.head.get("fiscal_years", ()), plan.head.get("course", ()), strict=False):
        spent[str(year)] = spent.get(str(year), 0.0) + one["spent"]
    return [Year(name=year, spent=money, budget=budgets.get(year)) for year, money in spent.items()]
