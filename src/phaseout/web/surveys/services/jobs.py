"""Which job is asked for, and which were left behind by a worker that died?"""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from phaseout.web.surveys.holding import held
from phaseout.web.surveys.models import AT_WORK, State, Survey

JOBS = {State.WAITING: "run", State.RUNNING: "run", State.APPLYING: "apply", State.UNDOING: "undo"}
"""State → the task that brings a survey out of it."""
PLACE = "phaseout.web.surveys.tasks"


def ask(job: str, survey: int) -> None:
    """Have a job done once what was written so far is there for everybody."""
    transaction.on_commit(partial(_enqueue, job, survey))


def _enqueue(job: str, survey: int) -> None:
    from phaseout.web.surveys import tasks  # which imports the services it runs

    getattr(tasks, job).enqueue(survey)


def resume_left_behind() -> int:
    """Put back the jobs a worker left when it died, and those that were never put on; return how many.

    A job that is being done holds its survey, whatever the table of jobs says: a worker that was killed
    has let go of it, though its job still counts as running there. A job done twice does nothing the
    second time.
    """
    resumed = 0
    for survey in Survey.everything.filter(state__in=AT_WORK).order_by("pk"):
        with held(survey.pk) as is_free:
            if is_free and _put_back(survey):
                resumed += 1
    return resumed


@transaction.atomic
def _put_back(survey: Survey) -> bool:
    job = JOBS[State(survey.state)]
    if not are_dead(job, survey.pk):
        return False
    if survey.state == State.RUNNING:
        Survey.everything.filter(pk=survey.pk, state=State.RUNNING).update(state=State.WAITING)
    ask(job, survey.pk)
    return True


def are_dead(job: str, pk: int, place: str = PLACE) -> bool:
    """Note that the unfinished jobs about a row that nobody holds died; False where one is still to be done.

    Args:
        job: name of the task.
        pk: primary key of the row.
        place: module of the task.
    """
    known = list(jobs_of(job, pk, place))
    if any(one.status == TaskResultStatus.READY for one in known):
        return False
    for one in known:
        one.status = TaskResultStatus.FAILED
        one.exception_class_path = "the worker died"
        one.save(update_fields=["status", "exception_class_path"])
    return True


def jobs_of(job: str, pk: int, place: str = PLACE) -> Iterator[DBTaskResult[..., object]]:
    """Yield the jobs about a row that the table of jobs takes for unfinished.

    Args:
        job: name of the task.
        pk: primary key of the row.
        place: module of the task.
    """
    open_ = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    asked = DBTaskResult.objects.filter(task_path=f"{place}.{job}", status__in=open_)
    return (one for one in asked if one.args_kwargs["args"] == [pk])
