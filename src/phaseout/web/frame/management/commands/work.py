"""The worker of ``phaseout serve``: does jobs until the server that started it is gone."""

import os
import signal
import sys
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Works until standard input ends: the server holds its other end, and a killed server lets go of it."""

    help = "Do jobs until standard input ends."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Work."""
        threading.Thread(target=_stop_with_the_server, daemon=True).start()
        call_command("db_worker", interval=1, verbosity=0)


def _stop_with_the_server() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
