"""The desk as Django knows it."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class DeskConfig(AppConfig):
    """Kept lists, and the search."""

    name = "phaseout.web.desk"
    label = "desk"
    happening = "phaseout.web.desk.happening.HAPPENING"
    panels: ClassVar[dict[str, str]] = {
        "search": "phaseout.web.desk.panels.search",
        "list": "phaseout.web.desk.panels.kept_lists",
    }
    navigation = (Entry(place="foot", route="kept-lists", text=_("Kept lists"), position=20),)
