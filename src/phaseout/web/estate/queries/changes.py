"""What was changed of many things or sites at once, and can it be put back?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Max, Q, QuerySet

from phaseout.web.estate.models import Altered, Returned, Site
from phaseout.web.frame.access import Access, Permission

NEWEST = 50
"""Changes that are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A change of many rows at once, as far as somebody may see it."""

    rows: QuerySet[Altered]
    number: int
    at: datetime
    by: str
    waiting: int
    """Rows that were not put back."""
    left: int
    """Rows of these that somebody changed since, and that stay."""
    beyond: int
    """Rows of these that were where somebody keeps nothing, and that stay."""


def batches(access: Access) -> list[dict[str, Any]]:
    """Return the newest changes as rows with batch, at, by, number, waiting and whether of things."""
    mine = Altered.objects.within(access, Permission.KEEP_ESTATE).order_by()
    grouped = mine.values("batch", "by").annotate(
        at=Max("at"), number=Count("pk"), waiting=Count("pk", filter=Q(undone=None)), assets=Count("asset")
    )
    newest = list(grouped.order_by("-at", "batch")[:NEWEST])
    people = get_user_model().objects.in_bulk({one["by"] for one in newest})
    return [{**one, "by": str(people[one["by"]])} for one in newest]


def batch_of(access: Access, batch: str) -> Batch | None:
    """Return a change; None where there is none that somebody may see."""
    rows = Altered.objects.within(access, Permission.KEEP_ESTATE).filter(batch=batch)
    first = rows.select_related("by").first()
    if first is None:
        return None
    is_as_left = Q(undone=None) & (Q(asset__version=F("version")) | Q(site__version=F("version")))
    is_as_left &= ~Q(pk__in=pinned_since(rows.values("pk")))
    counted = rows.order_by().aggregate(
        number=Count("pk"), waiting=Count("pk", filter=Q(undone=None)), stay=Count("pk", filter=is_as_left)
    )
    return Batch(
        rows=rows.select_related("asset", "site").order_by("pk"), number=counted["number"],
        at=first.at, by=str(first.by), waiting=counted["waiting"], left=counted["waiting"] - counted["stay"],
        beyond=_beyond(access, rows.filter(is_as_left).order_by()),
    )  # fmt: skip


def pinned_since(rows: Any) -> QuerySet[Altered, int]:
    """Return those of some changed rows whose thing was moved, and pinned since where it then stood.

    Whoever pinned it said that it stands there: put back elsewhere it would be on no plan any more.
    """
    moved = Altered.everything.filter(pk__in=rows, before__has_key="site").order_by()
    there = Q(asset__pin__at__gte=F("at"), asset__pin__plan__floor__building__site=F("asset__site"))
    return moved.filter(there).values_list("pk", flat=True)


def _beyond(access: Access, rows: QuerySet[Altered]) -> int:
    """Return how many rows were at sites or in organisations where somebody keeps nothing."""
    were = rows.values_list("before__site", "before__organisation").annotate(number=Count("pk"))
    counted = list(were)
    sites = {site for site, _, _ in counted} - {None}
    mine = Site.objects.within(access, Permission.KEEP_ESTATE).filter(pk__in=sites)
    kept = {None, *mine.values_list("pk", flat=True)} if sites else {None}
    within = {None, *access.within(Permission.KEEP_ESTATE)}
    return sum(
        number for site, organisation, number in counted if site not in kept or organisation not in within
    )


def named_sites(access: Access, rows: Sequence[Altered]) -> dict[int, str]:
    """Return primary key → reference and name of each site things were moved from or to, within reach."""
    keys = {one for row in rows for said in (row.before or {}, row.after) for one in _sites(said)}
    seen = Site.objects.visible_to(access).filter(pk__in=keys)
    return {site.pk: f"{site.ref} – {site.name}" for site in seen}


def _sites(said: dict[str, Any]) -> Iterator[int]:
    if isinstance(said.get("site"), int):
        yield said["site"]


def returned_by(access: Access, subject: str) -> Returned | None:
    """Return the workbook of a list that somebody brought back; nobody else sees it."""
    return Returned.objects.filter(by_id=access.person, subject=subject).first()
