"""The worker: it puts back what a worker that died left behind, then does jobs as they come.

When it starts, and every day, it also has findings answered again where the register or the day is another.

It stands before the command of the library, which has the same name.
"""

import threading
from typing import Any

from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from phaseout.web.frame.resuming import put_back
from phaseout.web.surveys.daily import ask_every_day, put_back_now_and_then
from phaseout.web.surveys.services import ask_where_due, resume_again


class Command(db_worker.Command):
    """Does jobs in the background."""

    def handle(self, **options: Any) -> None:
        """Put back what was left behind, and work."""
        put_back()
        resume_again()
        ask_where_due(timezone.localdate())
        if not options["batch"]:
            for look in (ask_every_day, put_back_now_and_then):
                threading.Thread(target=look, args=(threading.Event(),), daemon=True).start()
        super().handle(**options)
