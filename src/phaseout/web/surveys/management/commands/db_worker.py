"""The worker: it puts back what a worker that died left behind, then does jobs as they come.

It stands before the command of the library, which has the same name.
"""

from typing import Any

from django_tasks_db.management.commands import db_worker

from phaseout.web.surveys.services import resume_left_behind


class Command(db_worker.Command):
    """Does jobs in the background."""

    def handle(self, **options: Any) -> None:
        """Put back what was left behind, and work."""
        resume_left_behind()
        super().handle(**options)
