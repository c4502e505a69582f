"""Which reports are made in the background?"""

from django_tasks import task

from phaseout.web.reports import services


@task()
def make(order: int) -> None:
    """Make a report that was asked for."""
    services.make_ordered(order)
