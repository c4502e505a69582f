"""Which replacements is a report of, and how long did each stand where it must not?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from phaseout.web.findings.effect import deadline_of
from phaseout.web.findings.models import Finding
from phaseout.web.findings.must_go import COMES, let_off, says_so
from phaseout.web.findings.recording import APPLIES
from phaseout.web.replacement.models import Mitigation, Replacement, Step
from phaseout.web.replacement.queries.standing import in_force, with_deadline, with_sightings, with_standing
from phaseout.web.replacement.vocabulary import GONE, STILL_THERE, State
from phaseout.web.reports.scope import Scope

AT_ONCE = 2_000
"""Rows read at a time."""


def tracked(scope: Scope) -> QuerySet[Replacement]:
    """Return the replacements a report is of, each as it stands that day, with its deadline."""
    rows = scope.at_sites(Replacement.objects.visible_to(scope.access))
    rows = with_sightings(with_deadline(with_standing(rows, scope.day), scope.day))
    return rows.select_related("asset__site", "asset__room__floor__building", "replaced_by").order_by("pk")


def still_there(scope: Scope) -> QuerySet[Replacement]:
    """Return those of them that are neither removed nor let off."""
    return tracked(scope).filter(Q(("standing__in", STILL_THERE)))


def number_of(scope: Scope) -> int:
    """Return how many replacements a report is of."""
    return scope.at_sites(Replacement.objects.visible_to(scope.access)).count()


def reached(scope: Scope) -> dict[State, int]:
    """Return state → replacements that came to it in the days of a report, each counted once.

    A move counts on the day it took place, and where nobody said one on the day it was recorded.
    """
    took_place = Q(on__gte=scope.begin, on__lte=scope.end)
    recorded = Q(on=None, at__date__gte=scope.begin, at__date__lte=scope.end)
    rows = Step.objects.visible_to(scope.access).filter(took_place | recorded)
    rows = scope.at_sites(rows, "replacement__asset__site").order_by()
    found = dict(rows.values_list("after").annotate(Count("replacement", distinct=True)))
    return {one: found[one] for one in State if one in found}


def exposure_days(scope: Scope) -> int:
    """Return on how many days of a report assets stood where they must not, each counted for itself.

    What was met again after its removal counts as if nobody had removed it: whether it ever was gone, nobody
    knows.
    """
    rows = scope.at_sites(Replacement.objects.visible_to(scope.access))
    kept = with_standing(rows, scope.day).exclude(Q(("standing", State.CLEARED))).order_by()
    last = min(scope.end, scope.day)
    fields = ("started", "asset__first_seen", "removed_on", *("standing",))
    between = (scope.begin, last)
    return sum(
        days_there(_known_since(started, seen), None if standing == State.SEEN_AGAIN else gone, between)
        for started, seen, gone, standing in kept.values_list(*fields).iterator(chunk_size=AT_ONCE)
    )


def _known_since(started: datetime, seen: datetime) -> date:
    """Return the day since which an asset was known to be there."""
    return timezone.localdate(min(started, seen))


def days_there(begun: date, removed: date | None, between: tuple[date, date]) -> int:
    """Return on how many days of a span an asset was there.

    Args:
        begun: the first day on which it was known to be there.
        removed: the day of its removal, which counts no more; None while it is there.
        between: first and last day of the span.
    """
    first, last = between
    if removed is not None:
        last = min(last, removed - timedelta(days=1))
    return max((last - max(begun, first)).days + 1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How many of what is gone went by its deadline."""

    in_time: int
    late: int
    without: int
    """No measure says from when."""


def deadlines_kept(scope: Scope) -> Kept:
    """Return how many of what was removed by the end of a report went by its deadline.

    That is the first day from which a measure wanted it gone.
    """
    rows = with_standing(scope.at_sites(Replacement.objects.visible_to(scope.access)), scope.day)
    gone = rows.filter(Q(("standing__in", GONE)), removed_on__lte=scope.end).order_by()
    due = dict(_first_days(gone))
    counted = Counter(
        "without" if asset not in due else "in_time" if on <= due[asset] else "late"
        for asset, on in gone.values_list("asset", "removed_on")
        if on is not None  # none is: what is without a day is not up to the end
    )
    return Kept(**{one: counted[one] for one in ("in_time", "late", "without")})


def _first_days(gone: QuerySet[Replacement]) -> Iterator[tuple[int, date]]:
    """Yield asset and the first day from which a measure wants it gone."""
    of_it = Finding.everything.filter(says_so(APPLIES) | says_so(COMES), asset__in=gone.values("asset"))
    days: dict[int, date] = {}
    for asset, on, measure, clause, asked in of_it.order_by().values_list(
        "asset", "on", "measure", "clause", "as_of"
    ):
        day = on or deadline_of(measure, clause, asked)
        if day is not None:
            days[asset] = min(day, days.get(asset, day))
    yield from days.items()


def mitigations_ending(scope: Scope, last: date) -> QuerySet[Mitigation]:
    """Return the mitigations in force that are to be reviewed by a day, what comes first first."""
    rows = Mitigation.objects.visible_to(scope.access).filter(in_force(scope.day), review__lte=last)
    rows = scope.at_sites(rows, "replacement__asset__site")
    return rows.select_related("replacement__asset__site").order_by("review", "pk")


def exceptions_ending(scope: Scope, last: date) -> QuerySet[Finding]:
    """Return the findings in the programme that count as let off until a day not later than another."""
    rows = Finding.objects.visible_to(scope.access).filter(let_off(scope.day), expires__isnull=False)
    rows = rows.filter(expires__lte=last, asset__replacement__isnull=False)
    return scope.at_sites(rows).select_related("asset__site").order_by("expires", "pk")
