"""What of a plan is done by month and by site, and how many of its assets were really in place?"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, Sum

from phaseout.web.estate.models import Site
from phaseout.web.frame.among import among
from phaseout.web.plans.models import WorkPackage, WorkPlan
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.replacement.vocabulary import GONE

NOWHERE: tuple[str, date | None] = ("", None)
"""What a plan says of a package that it does not have."""
SITES = 20
"""Sites that the page names, those with most assets first; the list of packages has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InMonth:
    """What a month begins."""

    packages: int
    assets: int
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSite:
    """What a plan does at a site."""

    site: Site | None
    packages: int
    assets: int
    not_done: int
    """Packages."""
    cost: float
    ended: date | None


def by_month(plan: WorkPlan) -> dict[date, InMonth]:
    """Return the first day of each month in which something is begun → what that is."""
    rows = WorkPackage.everything.filter(plan=plan, month__isnull=False).order_by().values_list("month")
    return {
        month: InMonth(packages=packages, assets=assets, hours=hours)
        for month, packages, assets, hours in rows.annotate(Count("pk"), Sum("count"), Sum("hours"))
    }


def by_site(plan: WorkPlan) -> list[AtSite]:
    """Return what a plan does at the sites with most assets."""
    rows = WorkPackage.everything.filter(plan=plan).order_by().values_list("site")
    counted = rows.annotate(
        packages=Count("pk"), assets=Sum("count"), left=Count("pk", filter=Q(month=None)), money=Sum("cost"),
        last=Max("ended"),
    )  # fmt: skip
    found = list(counted.order_by("-assets", "site")[:SITES])
    sites = Site.everything.in_bulk({row[0] for row in found if row[0]})
    return [
        AtSite(site=sites.get(pk), packages=packages, assets=assets, not_done=left, cost=money, ended=last)
        for pk, packages, assets, left, money, last in found
    ]


def really_in_place(plan: WorkPlan, today: date) -> list[int]:
    """Return how many assets of a plan were in place when each month ended, as far as months have ended.

    What was taken back in its way, or met again, is in place again; what is removed counts from the day of
    its removal.
    """
    months = [date.fromisoformat(f"{month}-01") for month in plan.head.get("months", ())]
    lists = WorkPackage.everything.filter(plan=plan).values_list("assets", flat=True)
    assets = [pk for of_package in lists for pk in of_package]
    rows = Replacement.everything.filter(among("asset", assets), removed_on__isnull=False)
    gone = with_standing(rows, today).filter(Q(("standing__in", GONE)))
    days = sorted(day for day in gone.order_by().values_list("removed_on", flat=True) if day is not None)
    ends = [_following(month) for month in months]
    return [len(assets) - bisect_left(days, end) for end in ends if end <= today]


def _following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A package that two plans do in different months."""

    name: str
    label: str
    before: date | None
    now: date | None
    is_in_both: bool


def moved(before: WorkPlan, now: WorkPlan) -> list[Moved]:
    """Return the packages whose months differ between two plans, and those only one of them has."""
    first, then = _months(before), _months(now)
    labels = {name: label for name, (label, _) in (first | then).items()}
    return [
        Moved(
            name=name, label=labels[name], before=was, now=becomes, is_in_both=name in first and name in then
        )
        for name in sorted(labels)
        if (was := first.get(name, NOWHERE)[1]) != (becomes := then.get(name, NOWHERE)[1])
        or name not in first
        or name not in then
    ]  # fmt: skip


def _months(plan: WorkPlan) -> dict[str, tuple[str, date | None]]:
    """Return package → what people call it, and its month."""
    rows = WorkPackage.everything.filter(plan=plan).values_list("name", "label", "month")
    return {name: (label, month) for name, label, month in rows}
