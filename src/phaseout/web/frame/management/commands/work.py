"""The worker of ``phaseout serve``: does jobs until the server that started it is gone."""

import logging
import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from phaseout.web.with_the_server import end_with_the_server

log = logging.getLogger("phaseout.web.frame")


class Command(BaseCommand):
    """Works as long as the server does."""

    help = "Do jobs until the server that started this is gone."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Work."""
        end_with_the_server()
        # At 0 the library would keep failed jobs to itself; what is no fault, the log leaves out.
        try:
            call_command("db_worker", interval=1, verbosity=1)
        except Exception:  # a full disk, say: not even that a job failed can be noted
            log.exception("the worker ends, and is started anew")
            sys.exit(1)
