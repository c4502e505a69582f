"""What has the worker look now and then, and every day, as long as it runs?"""

import logging
from typing import Protocol

from django.db import Error, close_old_connections
from django.utils import timezone

from phaseout.web.frame.resuming import put_back
from phaseout.web.surveys.holding import CAN_HOLD
from phaseout.web.surveys.services import ask_where_due

log = logging.getLogger("phaseout.web.surveys")
PAUSE = 3600.0
"""Seconds between two looks; a survey is asked about once a day at most."""

SOON = 60.0
"""Seconds between two looks for what was left behind: with a full disk, not even a failing can be noted."""


class Ending(Protocol):
    """Tells when to end, as ``threading.Event`` does."""

    def wait(self, timeout: float, /) -> bool:
        """Wait, and return whether it is time to end."""


def ask_every_day(ended: Ending) -> None:
    """Have findings answered again whose day is reached."""
    while not ended.wait(PAUSE):
        close_old_connections()
        try:
            ask_where_due(timezone.localdate())
        except Error as error:  # a database that is away for a while: the next look finds what was due
            log.error("not looked for what is due: %s", error)
        close_old_connections()


def put_back_now_and_then(ended: Ending) -> None:
    """Put back the jobs whose failing could not be noted, as long as nobody is at work on them."""
    while CAN_HOLD and not ended.wait(SOON):
        close_old_connections()
        try:
            put_back()
        except (Error, OSError) as error:  # still no room: the next look
            log.error("not looked for what was left behind: %s", error)
        close_old_connections()
