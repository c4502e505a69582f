"""How does a replacement stand on a day? What rests on something that has ended falls back, by itself."""

from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from phaseout.web.findings.expiry import last_day
from phaseout.web.findings.models import Finding
from phaseout.web.findings.must_go import (
    COMES,
    let_off,
    must_be_gone,
    must_go_once,
    says_so,
    says_so_unrefuted,
)
from phaseout.web.replacement.models import Inspected, Mitigation, Referral, Replacement, Step
from phaseout.web.replacement.vocabulary import FOUND, GONE, LET_OFF, SHOWN_GONE, Reply, Result, State
from phaseout.web.surveys.models import State as SurveyState
from phaseout.web.surveys.models import Survey

_ON_TERMS = (State.EXCEPTED, State.ON_FAILURE)
"""They rest on a mitigation besides."""
_CLEARING = (State.TO_CLEAR, State.CLEARED)
"""They rest on no finding saying that it must go."""
_TOLD = (Result.GONE, *FOUND)
"""Results that say how it is."""


def in_force(day: date) -> Q:
    """Return the mitigations that count on a day: none whose review lies further ahead than is allowed."""
    return Q(since__lte=day, review__gte=day, review__lte=last_day(day), ended=None)


def with_standing(rows: QuerySet[Replacement], day: date) -> QuerySet[Replacement]:
    """Return the rows, each with ``standing``: its state on a day.

    An exception or restricted use stands while the judgements that let its findings off count, an exception
    and mitigated while a mitigation is in force; that it need not go, while no finding says otherwise; that
    it waits on others, until they refuse. After that it stands as before. What is said to be gone and was
    met later is met again; verified and closed fall back to disposed of where the survey relied on was taken
    back. No row is written.
    """
    mitigated = Exists(Mitigation.everything.filter(in_force(day), replacement=OuterRef("pk")))
    beneath = Case(
        When(_is_met() | (Q(state__in=GONE) & Q(_found())), then=Value(State.SEEN_AGAIN.value)),
        When(Q(state__in=SHOWN_GONE) & ~Q(_relied_on()), then=Value(State.DISPOSED.value)),
        When(_is_over(day, mitigated) & Q(under=""), then=Value(State.IN_SCOPE.value)),
        When(_is_over(day, mitigated), then=F("under")),
        default=F("state"),
        output_field=CharField(),
    )
    standing = Case(
        When(Q(("beneath", State.MITIGATED)) & ~Q(mitigated), then=Value(State.TRIAGED.value)),
        default=F("beneath"),
        output_field=CharField(),
    )
    return rows.annotate(beneath=beneath).annotate(standing=standing)


def _is_over(day: date, mitigated: Exists) -> Q:
    """Return what is beside the line and rests on something that counts no more."""
    of_it = Finding.everything.filter(asset=OuterRef("asset"))
    says_again = Q(Exists(of_it.filter(must_go_once(day))))
    return (
        (Q(state__in=LET_OFF) & (says_again | (Q(state__in=_ON_TERMS) & ~Q(mitigated))))
        | (Q(state__in=_CLEARING) & Q(Exists(of_it.filter(says_so_unrefuted(day)))))
        | (Q(state=State.REFERRED) & is_refused())
    )


def is_refused() -> Q:
    """Return the replacements of which others refused to act, and nobody else was asked or will."""
    asked = Referral.everything.filter(replacement=OuterRef("pk"))
    return Q(Exists(asked.filter(reply=Reply.REFUSED))) & ~Q(
        Exists(asked.filter(Q(answered=None) | Q(reply=Reply.WILL_ACT)))
    )


def _is_met() -> Q:
    """Return what something met on a later day than it was removed."""
    # Nothing is met on a later day that is met before the day begins: SQLite asks Python for every day of a
    # moment, so that it is asked only where that leaves it open.
    may_be = Q(state__in=GONE, removed_on__isnull=False, asset__last_seen__gt=F("removed_on"))
    return may_be & Q(asset__last_seen__date__gt=F("removed_on"))


def counted_inspections() -> QuerySet[Inspected]:
    """Return the inspections that say how it is, and that nobody withdrew, the last one first."""
    return Inspected.everything.filter(result__in=_TOLD, withdrawn=None).order_by("-on", "-pk")


def _found() -> Exists:
    """Return whether the last inspection since a removal found it, or something like it, at its place."""
    since = counted_inspections().filter(
        replacement=OuterRef(OuterRef("pk")), on__gte=OuterRef(OuterRef("removed_on"))
    )
    return Exists(Inspected.everything.filter(pk=Subquery(since.values("pk")[:1]), result__in=FOUND))


def _relied_on() -> Exists:
    """Return whether the survey on which the verification relied is still taken over."""
    named = Step.everything.filter(replacement=OuterRef(OuterRef("pk")), after=State.VERIFIED).order_by("-pk")
    applied = Survey.everything.filter(state=SurveyState.APPLIED)
    return Exists(applied.filter(pk=Subquery(named.values("survey")[:1])))


def with_deadline(rows: QuerySet[Replacement], day: date) -> QuerySet[Replacement]:
    """Return the rows, each with what measures say of when it must go, and nobody let off.

    ``is_due``: whether one says that it must be gone already, and since when; ``due``: the first day to come
    on which one will.
    """
    of_it = Finding.everything.filter(asset=OuterRef("asset"))
    to_come = of_it.filter(says_so(COMES) & ~let_off(day)).order_by("on")
    return rows.annotate(
        is_due=Exists(of_it.filter(must_be_gone(day))), due=Subquery(to_come.values("on")[:1])
    )


def with_sightings(rows: QuerySet[Replacement]) -> QuerySet[Replacement]:
    """Return the rows, each with ``is_seen_again``: whether something met it later than it was removed."""
    return rows.annotate(is_seen_again=Case(When(_is_met(), then=Value(1)), default=Value(0)))
