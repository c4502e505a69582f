"""What does the page of a plan show besides its packages?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.utils import timezone

from phaseout.plan import course
from phaseout.plan.programme import Programme
from phaseout.report.plan_document import month_day
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.plans.making import checked
from phaseout.web.plans.models import State, WorkPackage, WorkPlan
from phaseout.web.plans.queries import newest_prices, newest_programme, others_of, undone
from phaseout.web.plans.queries.sums import AtSite, InMonth, by_month, by_site, really_in_place
from phaseout.web.plans.queries.things import in_place_below
from phaseout.web.plans.words import failing, priced, sourced, standing

UNDONE = 50
"""Packages not done that the page of adopting names."""
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
    decided: float
    """What is decided for a month outside the programme, and paid from the money of this year."""
    budget: float | None
    carried: float | None
    """From the year before; None where a what-if says other money than the programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A plan as its page shows it."""

    head: Mapping[str, Any]
    months: Sequence[Month]
    years: Sequence[Year]
    sites: Sequence[AtSite]
    prices: Sequence[tuple[str, Mapping[str, Any]]]
    others: Sequence[tuple[WorkPlan, str]]
    """Each with how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopting:
    """What whoever decides about a plan looks at, besides what would become of the replacements."""

    years: Sequence[Year]
    undone: Sequence[WorkPackage]
    """The gravest first, and no more than some."""
    newer_programme: int
    """The number of a programme that is newer than that of the plan; 0 where there is none."""
    newer_prices: int


def adopting(plan: WorkPlan) -> Adopting:
    """Return what whoever decides about a plan looks at."""
    programme, prices = newest_programme(plan.organisation_id), newest_prices(plan.organisation_id)
    return Adopting(
        years=_years(plan),
        undone=list(undone(plan)[:UNDONE]),
        newer_programme=programme.number if programme and programme.pk != plan.programme_id else 0,
        newer_prices=prices.number if prices and prices.pk != plan.prices_id else 0,
    )


def shown(access: Access, plan: WorkPlan) -> dict[str, object]:
    """Return what the page of a plan shows."""
    organisation = plan.organisation_id
    more: dict[str, object] = {
        "plan": plan,
        "failing": failing(plan),
        "standing": standing(plan),
        "may_plan": access.may(Permission.ASSESS, organisation),
        "may_adopt": access.may(Permission.DECIDE, organisation) and plan.state == State.READY,
    }
    if plan.state == State.FAILED:
        more["below"] = _below(access, organisation)
    return {**more, "shown": _made(plan)} if plan.is_made else more


def _below(access: Access, organisation: int) -> list[tuple[Organisation, int]]:
    """Return the organisations below that somebody may plan, with how much is in place there."""
    found = in_place_below(organisation, timezone.localdate())
    return [(one, count) for one, count in found if access.may(Permission.ASSESS, one.pk)]


def _made(plan: WorkPlan) -> Shown:
    head = plan.head
    return Shown(
        head=head,
        months=list(_months(plan)),
        years=_years(plan),
        sites=by_site(plan),
        prices=[
            (priced(str(line["kind"])), {**line, "source": sourced(str(line["kind"]), str(line["source"]))})
            for line in head.get("price_lines", ())
        ],
        others=[(one, standing(one)) for one in others_of(plan)[:OTHERS]],
    )


def _months(plan: WorkPlan) -> list[Month]:
    begun = by_month(plan)
    planned = plan.head.get("course", ())
    really = really_in_place(plan, timezone.localdate())
    return [
        Month(
            first=(first := month_day(str(one["month"]))), begun=begun.get(first), left=one["things"],
            really=was, risk=one["risk"], spent=one["spent"],
        )
        for one, was in zip_longest(planned, really)
        if one is not None
    ]  # fmt: skip


def _years(plan: WorkPlan) -> list[Year]:
    programme, _faults = checked(plan.programme.text)
    budgets = dict(zip(programme.years, programme.budgets, strict=True)) if programme else {}
    spent: dict[str, float] = {}
    for year, one in zip(plan.head.get("fiscal_years", ()), plan.head.get("course", ()), strict=False):
        spent[str(year)] = spent.get(str(year), 0.0) + one["spent"]
    decided = plan.head.get("decided", {}).get("money", {})
    carried = {} if plan.what_if or programme is None else _carried(programme, spent, decided)
    return [
        Year(
            name=year, spent=money, decided=decided.get(year, 0.0), budget=budgets.get(year),
            carried=carried.get(year),
        )
        for year, money in spent.items()
    ]  # fmt: skip


def _carried(
    programme: Programme, spent: Mapping[str, float], decided: Mapping[str, float]
) -> dict[str, float]:
    left = [
        budget - decided.get(year, 0.0)
        for year, budget in zip(programme.years, programme.budgets, strict=True)
    ]
    return {one.name: one.carried for one in course.money(programme.years, left, programme.carry, spent)}
