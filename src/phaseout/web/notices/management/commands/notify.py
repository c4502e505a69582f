"""The teller of ``phaseout serve``: hands notices on until the server that started it is gone."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from phaseout.web.notices.services.sweeping import sweep
from phaseout.web.with_the_server import end_with_the_server

PAUSE = 5.0
"""Seconds between two looks at what is due."""


class Command(BaseCommand):
    """Tells as long as the server runs."""

    help = "Tell people and programs what happened until the server that started this is gone."

    def add_arguments(self, parser: Any) -> None:
        """Take how often."""
        parser.add_argument("--once", action="store_true", help="Do what is due now, and end.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Tell."""
        end_with_the_server()
        while True:
            close_old_connections()
            sweep(timezone.now())
            if options["once"]:
                return
            time.sleep(PAUSE)
