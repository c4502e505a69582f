"""Which jobs are done in the background?"""

from django_tasks import task

from phaseout.web.surveys.services import again as again_
from phaseout.web.surveys.services import applying, running, undoing


@task()
def run(survey: int) -> None:
    """Examine the files of a survey."""
    running.run(survey)


@task()
def apply(survey: int) -> None:
    """Take a survey over into the estate."""
    applying.apply(survey)


@task()
def undo(survey: int) -> None:
    """Take back what a survey changed in the estate."""
    undoing.undo(survey)


@task()
def again(pk: int) -> None:
    """Answer the findings of a survey again."""
    again_.answer_again(pk)
