"""How far is the programme? Assets, recorders and sites are counted apart; only what is closed is closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Access
from phaseout.web.replacement.models import Inspected, Referral, Replacement
from phaseout.web.replacement.queries import overdue_mitigation
from phaseout.web.replacement.queries.standing import with_deadline, with_sightings, with_standing
from phaseout.web.replacement.vocabulary import LET_OFF, OPEN_GONE, STILL_THERE, State

RECORDER = "recorder"
"""The kind, as the register's vocabulary has it."""
SITES = 20
"""Sites that the page names, those with most still there first; the list has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many."""

    assets: int
    recorders: int
    """Of the assets."""
    sites: int
    """That have one of the assets at least."""


ByState = Mapping[State, Counted]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSite:
    """How far the programme is at a site."""

    site: Site | None
    there: int
    let_off: int
    removed: int
    """And not closed."""
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """How far the programme is."""

    by_state: ByState
    whole: Counted
    sites_closed: int
    """Sites at which all that is in the programme is closed."""
    already: Counted
    """Still there, and a measure says that it must be gone already."""
    to_come: list[tuple[date, int]]
    """First of a month → assets still there that must be gone from a day in it."""
    without_day: int
    """Still there, and no measure says when."""
    blocked: dict[str, int]
    """Blocker → assets still there."""
    over: int
    """What an exception, a restricted use or a mitigation was said of that counts no more."""
    again: int
    to_review: int
    referrals_overdue: int
    inspected: dict[str, int]
    """Result → replacements drawn."""


def programme(access: Access, day: date) -> Programme:
    """Return how far the programme is in what somebody may read, on a day."""
    rows = Replacement.objects.visible_to(access).order_by()
    rows = with_sightings(with_deadline(with_standing(rows, day), day))
    there = rows.filter(Q(("standing__in", STILL_THERE)))
    due = Q(("is_due", True))
    waiting = Referral.objects.visible_to(access).filter(answered=None, due__lt=day)
    drawn = Inspected.objects.visible_to(access).order_by().values_list("result").annotate(Count("pk"))
    return Programme(
        by_state=_by_state(rows),
        whole=_counted(rows),
        sites_closed=_sites_closed(rows),
        already=_counted(there.filter(due)),
        to_come=list(_to_come(there.exclude(due))),
        without_day=there.exclude(due).filter(Q(("due", None))).count(),
        blocked=_blocked(there),
        over=rows.exclude(Q(("standing", F("state")))).count(),
        again=rows.filter(Q(("is_seen_again", 1))).count(),
        to_review=rows.filter(overdue_mitigation(day)).count(),
        referrals_overdue=waiting.count(),
        inspected=dict(drawn),
    )


def by_site(access: Access, day: date, *, site: Site | None = None) -> list[AtSite]:
    """Return how far the programme is at the sites with most still there, or at one."""
    rows = with_standing(Replacement.objects.visible_to(access).order_by(), day)
    if site is not None:
        rows = rows.filter(asset__site=site)
    counted = rows.values_list("asset__site").annotate(
        there=Count("pk", filter=Q(("standing__in", STILL_THERE))),
        let_off=Count("pk", filter=Q(("standing__in", LET_OFF))),
        removed=Count("pk", filter=Q(("standing__in", OPEN_GONE))),
        closed=Count("pk", filter=Q(("standing", State.CLOSED))),
    )
    found = list(counted.order_by("-there", "-removed", "asset__site")[:SITES])
    sites = Site.everything.in_bulk({row[0] for row in found if row[0]})
    return [
        AtSite(site=sites.get(pk), there=there, let_off=let_off, removed=removed, closed=closed)
        for pk, there, let_off, removed, closed in found
    ]


def by_state(access: Access, day: date) -> ByState:
    """Return how many stand at each state on a day, in what somebody may read."""
    return _by_state(with_standing(Replacement.objects.visible_to(access).order_by(), day))


def _by_state(rows: QuerySet[Replacement]) -> ByState:
    counted = rows.values_list(*("standing",)).annotate(**_FIGURES)
    found = {state: figures for state, *figures in counted}
    return {state: _of(found[state]) for state in State if state in found}


_FIGURES = {
    "number": Count("pk"),
    "recorders": Count("pk", filter=Q(asset__kind=RECORDER)),
    "sites": Count("asset__site", distinct=True),
}


def _counted(rows: QuerySet[Replacement]) -> Counted:
    found = rows.aggregate(**_FIGURES)
    return _of([found[name] for name in _FIGURES])


def _of(figures: list[int]) -> Counted:
    return Counted(assets=figures[0], recorders=figures[1], sites=figures[2])


def _sites_closed(rows: QuerySet[Replacement]) -> int:
    is_open = Count("pk", filter=~Q(("standing__in", (State.CLOSED, State.CLEARED))))
    closed = Count("pk", filter=Q(("standing", State.CLOSED)))
    sites = rows.filter(asset__site__isnull=False).values_list("asset__site").annotate(o=is_open, c=closed)
    return sites.filter(o=0, c__gt=0).count()


def _to_come(rows: QuerySet[Replacement]) -> Iterator[tuple[date, int]]:
    months: dict[date, int] = {}
    for due, number in rows.values_list(*("due",)).annotate(Count("pk")):
        if due is not None:
            first = due.replace(day=1)
            months[first] = months.get(first, 0) + number
    yield from sorted(months.items())


def _blocked(rows: QuerySet[Replacement]) -> dict[str, int]:
    return dict(rows.exclude(blocker="").values_list("blocker").annotate(Count("pk")))
