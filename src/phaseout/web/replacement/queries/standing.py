"""How does a replacement stand on a day? What rests on something that has ended falls back, by itself."""

from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from phaseout.web.findings.models import Finding
from phaseout.web.findings.must_go import COMES, let_off, must_go, must_go_once, says_so
from phaseout.web.replacement.models import Mitigation, Replacement
from phaseout.web.replacement.vocabulary import GONE, LET_OFF, State

_ON_TERMS = (State.EXCEPTED, State.ON_FAILURE)
"""They rest on a mitigation besides."""


def in_force(day: date) -> Q:
    """Return the mitigations that count on a day."""
    return Q(since__lte=day, review__gte=day, ended=None)


def with_standing(rows: QuerySet[Replacement], day: date) -> QuerySet[Replacement]:
    """Return the rows, each with ``standing``: its state on a day.

    An exception or restricted use stands while the judgements that let its findings off count, an exception
    and mitigated while a mitigation is in force. After that it stands as before, and no row is written.
    """
    of_it = Finding.everything.filter(must_go_once(day), asset=OuterRef("asset"))
    mitigated = Exists(Mitigation.everything.filter(in_force(day), replacement=OuterRef("pk")))
    is_over = Q(state__in=LET_OFF) & (Q(Exists(of_it)) | (Q(state__in=_ON_TERMS) & ~Q(mitigated)))
    beneath = Case(When(is_over, then=F("under")), default=F("state"), output_field=CharField())
    standing = Case(
        When(Q(("beneath", State.MITIGATED)) & ~Q(mitigated), then=Value(State.TRIAGED.value)),
        default=F("beneath"),
        output_field=CharField(),
    )
    return rows.annotate(beneath=beneath).annotate(standing=standing)


def with_deadline(rows: QuerySet[Replacement], day: date) -> QuerySet[Replacement]:
    """Return the rows, each with what measures say of when it must go, and nobody let off.

    ``is_due``: whether one says that it must be gone already; ``due``: the first day to come on which one
    will.
    """
    of_it = Finding.everything.filter(asset=OuterRef("asset"))
    to_come = of_it.filter(says_so(COMES) & ~let_off(day)).order_by("on")
    return rows.annotate(is_due=Exists(of_it.filter(must_go(day))), due=Subquery(to_come.values("on")[:1]))


def with_sightings(rows: QuerySet[Replacement]) -> QuerySet[Replacement]:
    """Return the rows, each with ``is_seen_again``: whether something met it later than it was removed."""
    # Nothing is met on a later day that is met before the day begins: SQLite asks Python for every day of a
    # moment, so that it is asked only where that leaves it open.
    may_be = Q(state__in=GONE, removed_on__isnull=False, asset__last_seen__gt=F("removed_on"))
    met = may_be & Q(asset__last_seen__date__gt=F("removed_on"))
    return rows.annotate(is_seen_again=Case(When(met, then=Value(1)), default=Value(0)))
