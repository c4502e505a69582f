"""Who else keeps what was noted, in the same transaction?

What lies above the frame cannot be imported here: the settings name it, as they name middleware.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from phaseout.web.frame.models import Event

Noted = Sequence[tuple[Event, models.Model | None]]
"""Events that are written, in their order, each with the row that says what was decided."""


def tell_keepers(noted: Noted) -> None:
    """Tell who keeps what was noted; within the transaction that notes it."""
    for name in settings.KEEP_EVENTS:
        import_string(name)(noted)
