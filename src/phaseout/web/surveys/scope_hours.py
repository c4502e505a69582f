"""How is a reader told in which hours may be looked?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from phaseout.web.surveys.scope import LookScope

DAYS = (
    ("mon", _("Monday")), ("tue", _("Tuesday")), ("wed", _("Wednesday")), ("thu", _("Thursday")),
    ("fri", _("Friday")), ("sat", _("Saturday")), ("sun", _("Sunday")),
)  # fmt: skip
"""Days of the week as a signed file calls them → as a reader does."""


def hours_said(scope: LookScope) -> list[str]:
    """Return each window in the reader's language; none where any hour will do."""
    return list(map(_said, scope.windows))


def _said(window: Mapping[str, Any]) -> str:
    days = ", ".join(str(name) for day, name in DAYS if day in window["days"])
    return f"{days}, {window['from']}–{window['to']}, {window['timezone']}"
