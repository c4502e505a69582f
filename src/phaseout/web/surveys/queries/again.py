"""Which findings are to be answered again, and with what were they answered last?"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from phaseout.web.estate.models import Site, Told
from phaseout.web.estate.queries import CLAIMED
from phaseout.web.estate.services import SITE
from phaseout.web.findings.models import Answer, Finding
from phaseout.web.findings.queries import surveys_with_findings
from phaseout.web.frame.access import Access, Permission
from phaseout.web.surveys.again import UNANSWERED, Again, Progress
from phaseout.web.surveys.models import (
    Change,
    State,
    Survey,
)

LATELY = timedelta(days=14)
"""How long the first page says that findings were answered again."""
RUNS = 100
"""Times of answering again that a page lists."""


def answered_again(access: Access) -> dict[str, object]:
    """Return which findings in somebody's reach were answered again, the newest first, and what is to be."""
    rows = Again.objects.visible_to(access).select_related("survey", "by")
    newest = list(rows[:RUNS])
    at_work = [one for one in newest if one.progress in UNANSWERED]
    return {
        "runs": newest,
        "at_work": at_work,
        "done": sum(one.done for one in at_work),
        "expected": sum(one.expected for one in at_work),
        "lately": lately(newest),
    }


def lately(newest: Sequence[Again]) -> dict[str, object] | None:
    """Return by what edition and as of what day findings were answered again of late, and what it changed."""
    since = timezone.now() - LATELY
    done = [one for one in newest if one.progress == Progress.DONE and one.finished and one.finished > since]
    if not done:
        return None
    edition, day = done[0].edition, done[0].as_of
    changed = sum(one.changed for one in done if (one.edition, one.as_of) == (edition, day))
    return {"edition": edition, "as_of": day, "changed": changed}


def answered_by(survey: Survey) -> str:
    """Return the edition of the register that answered the findings of a survey last."""
    again = Again.everything.filter(survey=survey, progress=Progress.DONE).order_by("-pk")
    return again.values_list("edition", flat=True).first() or survey.register_edition


def decided_since(survey: Survey) -> datetime | None:
    """Return when it was last asked for that the findings of a survey be answered again, and was tried."""
    tried = Again.everything.filter(survey=survey).exclude(progress__in=UNANSWERED).order_by("-pk")
    return tried.values_list("asked", flat=True).first()


def findings_answered_by(survey: Survey) -> QuerySet[Finding]:
    """Return the findings that a survey answered last."""
    return Finding.everything.filter(organisation=survey.organisation_id, survey=survey.pk).order_by()


def decided_for(survey: Survey) -> str:
    """Return the digest of who asked when findings were last answered again; empty where they never were."""
    tried = Again.everything.filter(survey=survey).exclude(progress__in=UNANSWERED).order_by("-pk")
    return tried.values_list("context", flat=True).first() or ""


def moved_by_people(survey: Survey) -> dict[int, int | None]:
    """Return place in the document → site of each thing that people put elsewhere than the survey saw it."""
    said = Told.everything.filter(Told.COUNTS, survey=None, field=SITE).order_by().values("asset")
    rows = Change.everything.filter(survey=survey, asset__in=said).order_by("surveyed__position")
    stays = Q(surveyed__site=F("asset__site")) | Q(surveyed__site=None, asset__site=None)
    return dict(rows.exclude(stays).values_list("surveyed__position", "asset__site"))


def sites_of(survey: Survey, others: Iterable[int | None]) -> tuple[list[Site], list[Site]]:
    """Return the sites of a survey's organisation, and of some others those of other organisations."""
    homes = Site.everything.filter(organisation=survey.organisation_id).order_by("ref")
    away = Site.everything.filter(pk__in=[one for one in others if one]).order_by("pk")
    return list(homes), list(away.exclude(organisation=survey.organisation_id))


def names_of_things(survey: Survey) -> dict[int, dict[str, list[str]]]:
    """Return how a survey knew the things of which people said something: primary key → kind → names."""
    answered = Answer.everything.filter(asset__isnull=False).values("asset")
    said = Told.everything.filter(survey=None, field__in=CLAIMED).values("asset")
    rows = (
        Change.everything.filter(survey=survey).filter(Q(asset__in=answered) | Q(asset__in=said)).order_by()
    )
    return dict(rows.values_list("asset", "surveyed__keys"))


def left_to_people(survey: Survey) -> set[int]:
    """Return the things of a survey taken over of which a person says what they are.

    Taking it over left their answers as they were: they are answered with that word, and only once.
    """
    known = Change.everything.filter(survey=survey, before__isnull=False, asset__isnull=False).order_by()
    said = Told.everything.filter(Told.COUNTS, survey=None, field__in=CLAIMED).exclude(value="").order_by()
    return set(known.filter(asset__in=said.values("asset")).values_list("asset", flat=True))


def without_findings(survey: Survey) -> set[int]:
    """Return the things that a survey showed last and of which there is no finding, as nothing applies."""
    return set(_silent(Q(survey=survey)).values_list("asset", flat=True))


def to_be_answered(access: Access | None = None) -> set[int]:
    """Return the primary keys of the surveys by which some thing is answered.

    Args:
        access: only those where somebody weighs evidence; None for all, where the server asks.
    """
    rows = Survey.everything.all() if access is None else Survey.objects.within(access, Permission.ASSESS)
    applied = rows.filter(state=State.APPLIED)
    silent = applied.filter(Exists(_silent(Q(survey=OuterRef("pk")))))
    found = applied.filter(pk__in=surveys_with_findings())
    return {*found.values_list("pk", flat=True), *silent.values_list("pk", flat=True)}


def _silent(which: Q) -> QuerySet[Change]:
    later = Change.everything.filter(
        asset=OuterRef("asset"), survey__state=State.APPLIED, pk__gt=OuterRef("pk")
    )
    found = Finding.everything.filter(asset=OuterRef("asset"))
    shown = Change.everything.filter(which, asset__isnull=False).order_by()
    return shown.filter(~Exists(found), ~Exists(later))
