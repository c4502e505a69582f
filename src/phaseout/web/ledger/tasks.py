"""Which jobs are done in the background?"""

from django_tasks import task

from phaseout.web.ledger.services import checking


@task()
def check(pk: int) -> None:
    """Verify a ledger."""
    checking.run(pk)
