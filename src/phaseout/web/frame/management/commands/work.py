"""The worker of ``phaseout serve``: does jobs until the server that started it is gone."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from phaseout.web.with_the_server import end_with_the_server


class Command(BaseCommand):
    """Works as long as the server does."""

    help = "Do jobs until the server that started this is gone."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Work."""
        end_with_the_server()
        call_command("db_worker", interval=1, verbosity=0)
