"""How are findings answered again: by another edition of the register, on another day, with new answers?

What was found is what the survey showed; only the law, the day and what people answered are new. It goes on
where a worker that died left off, and nothing is answered twice.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import TaskResultStatus

from phaseout.domain.problem import PhaseoutError
from phaseout.web.findings.queries import answered_last_by, surveys_with_findings
from phaseout.web.findings.tasks import Going, decide_again, has_more_to_say
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import Each, noted, noted_of_each
from phaseout.web.frame.words import register
from phaseout.web.surveys.again import UNANSWERED, Again, Progress
from phaseout.web.surveys.cycles import seldom_searched
from phaseout.web.surveys.holding import held
from phaseout.web.surveys.kept_document import kept_document
from phaseout.web.surveys.models import State, Survey
from phaseout.web.surveys.present import digest_of, is_told_otherwise, present_of
from phaseout.web.surveys.queries import (
    answered_by,
    decided_since,
    left_to_people,
    names_of_things,
    to_be_answered,
    without_findings,
)
from phaseout.web.surveys.services.jobs import ask, jobs_of
from phaseout.web.surveys.text_column import column_text

JOB = "again"


def ask_where_due(today: date) -> int:
    """Have findings answered again: another edition is there, a day is reached, or people answered questions.

    Returns how many surveys that is. Nobody asked for it: the server does so when it starts, and every day.
    """
    answering = to_be_answered()
    if not answering:
        return 0
    edition = register().stamp.edition
    tried = set(Again.everything.filter(edition=edition, as_of=today).values_list("survey", flat=True))
    reached = surveys_with_findings(reached=today)
    surveys = Survey.everything.filter(pk__in=answering - tried)
    due = [one for one in surveys if one.pk in reached or answered_by(one) != edition]
    answered = Survey.everything.filter(pk__in=answering).exclude(pk__in=[one.pk for one in due])
    due += [one for one in answered if is_answered_since(one)]
    return len(_asked(due, today, by=None))


def ask_for_answers(survey: Survey, today: date) -> bool:
    """Have findings of a survey taken over answered again where people said what it was not told.

    Returns whether that is so.
    """
    if not is_answered_since(survey):
        return False
    _asked([survey], today, by=survey.applied_by_id)
    return True


@transaction.atomic
def ask_again(access: Access, today: date) -> int:
    """Have findings in somebody's reach answered again; return how many surveys that is.

    Raises:
        PermissionDenied: somebody may not weigh evidence anywhere.
    """
    if not access.may_anywhere(Permission.ASSESS):
        raise PermissionDenied
    mine = Survey.objects.within(access, Permission.ASSESS).filter(pk__in=to_be_answered(access))
    asked = _asked(mine, today, by=access.person)
    noted_of_each(
        access,
        "findings-answered-again",
        (Each(one.survey.organisation_id, one.survey.name, {"on": today.isoformat()}) for one in asked),
    )
    return len(asked)


def is_answered_since(survey: Survey) -> bool:
    """Return whether people said something with which the findings of a survey were not decided."""
    if is_told_otherwise(survey):
        return True
    again = decided_since(survey)
    known = {} if again else names_of_things(survey)
    return has_more_to_say(survey.organisation, again or survey.started or survey.entered, known)


@transaction.atomic
def _asked(surveys: Iterable[Survey], today: date, *, by: int | None) -> list[Again]:
    edition, asked = register().stamp.edition, []
    open_ = set(Again.everything.filter(progress__in=UNANSWERED).values_list("survey", flat=True))
    for survey in surveys:
        if survey.state == State.APPLIED and survey.pk not in open_:
            one = Again(survey=survey, edition=edition, as_of=today, by_id=by, expected=survey.assets_done)
            one.save()
            asked.append(one)
            ask(JOB, one.pk)
    return asked


def answer_again(pk: int) -> None:
    """Answer the findings of a survey again, from where it was left."""
    one = Again.everything.select_related("survey__organisation", "survey__document").get(pk=pk)
    with held(one.survey_id) as is_free:
        if not is_free or one.progress not in UNANSWERED:
            return
        running = Again.everything.filter(pk=pk)
        running.update(progress=Progress.RUNNING)
        try:
            _answer(one)
            _done(pk)
        except PhaseoutError as error:
            running.update(progress=Progress.FAILED, error=column_text(error.diagnosis(), 2000))
        except Exception as error:  # the one place where a job ends, whatever happened (house §7)
            running.update(progress=Progress.FAILED, error=f"{type(error).__name__}: {error}"[:2000])
            raise


@transaction.atomic
def _done(pk: int) -> None:
    """Write down by which edition and for which day findings are answered now, and how many that changed."""
    Again.everything.filter(pk=pk).update(progress=Progress.DONE, finished=timezone.now())
    one = Again.everything.select_related("survey").get(pk=pk)
    after = {"changed": one.changed, "edition": one.edition, "as_of": one.as_of.isoformat()}
    by = Access(person=one.by_id or 0)
    noted(by, one.survey.organisation_id, "findings-answered", about=one.survey.name, after=after)


@seldom_searched()
def _answer(one: Again) -> None:
    survey, edition = one.survey, register().stamp.edition
    only = answered_last_by(survey.pk) | without_findings(survey) | _left(survey)
    present = present_of(survey)
    saved, assets = kept_document(survey, only=only, as_of=one.as_of, present=present)
    context = digest_of(present, survey)
    # It may have waited, or been left half-way, while these changed.
    Again.everything.filter(pk=one.pk).update(edition=edition, context=context)
    begin = one.done if one.context in ("", context) else 0
    is_of_day = answered_by(survey) == edition and not is_answered_since(survey)
    going = Going(begin=begin, is_of_day=is_of_day, watch=partial(_note, one.pk))
    decide_again(saved, assets, organisation=survey.organisation, survey=survey.pk, by=one.by_id, going=going)


def _left(survey: Survey) -> set[int]:
    """Return the things whose answers taking it over left to be given with what people say that they are.

    Only the first time: of those that a later survey showed since, that one answers.
    """
    if Again.everything.filter(survey=survey, progress=Progress.DONE).exists():
        return set()
    return left_to_people(survey)


def _note(pk: int, done: int, changed: int) -> None:
    Again.everything.filter(pk=pk).update(done=done, changed=F("changed") + changed)


def resume_again() -> int:
    """Put back what a worker that died left; return how many."""
    resumed = 0
    for one in Again.everything.filter(progress__in=UNANSWERED).order_by("pk"):
        with held(one.survey_id) as is_free:
            known = list(jobs_of(JOB, one.pk)) if is_free else []
            if is_free and not any(job.status == TaskResultStatus.READY for job in known):
                ask(JOB, one.pk)
                resumed += 1
    return resumed
