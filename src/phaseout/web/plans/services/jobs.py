"""Which job is asked for, and which were left behind by a worker that died?"""

from functools import partial

from django.db import transaction

from phaseout.web.plans.models import AT_WORK, State, WorkPlan
from phaseout.web.surveys.holding import held
from phaseout.web.surveys.services.jobs import are_dead

JOBS = {State.WAITING: "run", State.RUNNING: "run", State.ADOPTING: "adopt"}
"""State → the task that brings a plan out of it."""
PLACE = "phaseout.web.plans.tasks"
SORT = "plan"
"""How what a process holds is called."""


def ask(job: str, plan: int) -> None:
    """Have a job done once what was written so far is there for everybody."""
    transaction.on_commit(partial(_enqueue, job, plan))


def _enqueue(job: str, plan: int) -> None:
    from phaseout.web.plans import tasks  # which imports the services it runs

    getattr(tasks, job).enqueue(plan)


def resume_left_behind() -> int:
    """Put back the jobs a worker left when it died, and those that were never put on; return how many.

    A plan is written in one piece, and adopting goes on with what is not written yet: a job that is done
    twice does nothing the second time.
    """
    resumed = 0
    for plan in WorkPlan.everything.filter(state__in=AT_WORK).order_by("pk"):
        with held(plan.pk, SORT) as is_free:
            if is_free and _put_back(plan):
                resumed += 1
    return resumed


@transaction.atomic
def _put_back(plan: WorkPlan) -> bool:
    job = JOBS[State(plan.state)]
    if not are_dead(job, plan.pk, PLACE):
        return False
    WorkPlan.everything.filter(pk=plan.pk, state=State.RUNNING).update(state=State.WAITING)
    ask(job, plan.pk)
    return True
