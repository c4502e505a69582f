"""Which jobs are done in the background?"""

from django_tasks import task

from phaseout.web.plans.services import adopting, running


@task()
def run(plan: int) -> None:
    """Make a plan."""
    running.run(plan)


@task()
def adopt(plan: int) -> None:
    """Write the months of a plan into the replacements."""
    adopting.adopt(plan)
