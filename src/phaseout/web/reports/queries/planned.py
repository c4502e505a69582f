"""What is still there, by the month, package and funding line that somebody planned, and by site?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, F, Q
from django.db.models.functions import Cast

from phaseout.web.estate.models import Site
from phaseout.web.replacement.queries.counts import RECORDER
from phaseout.web.reports.queries.tracked import still_there
from phaseout.web.reports.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """How many assets are planned alike at one site."""

    month: date | None
    site: int | None
    """Primary key."""
    package: str
    funding: str
    assets: int
    recorders: int


def planned(scope: Scope) -> list[Planned]:
    """Return what is still there, by month, site, package and funding line; without a month last."""
    rows = still_there(scope).order_by().values_list("month", "asset__site", "package", "funding")
    counted = rows.annotate(assets=Count("pk"), recorders=Count("pk", filter=Q(asset__kind=RECORDER)))
    ordered = counted.order_by(F("month").asc(nulls_last=True), "asset__site__ref", "asset__site", "package",
                               "funding")  # fmt: skip
    called = _called(scope)
    return [
        Planned(
            month=month, site=site, package=called.get(package, package), funding=funding, assets=assets,
            recorders=recorders,
        )
        for month, site, package, funding, assets, recorders in ordered
    ]  # fmt: skip


def _called(scope: Scope) -> dict[str, str]:
    """Return package → what people call it, of those that a plan named by the number of an asset in them."""
    numbered = still_there(scope).annotate(number=Cast("asset", CharField())).filter(package=F("number"))
    rows = numbered.exclude(asset__label="").order_by().values_list("package", "asset__label")
    return {package: f"{label} ({package})" for package, label in rows}


def at_sites(scope: Scope, lines: Collection[Planned]) -> dict[int | None, Site]:
    """Return the sites at which anything is planned, by primary key."""
    keys = {one.site for one in lines if one.site}
    return {one.pk: one for one in Site.objects.visible_to(scope.access).filter(pk__in=keys)}
