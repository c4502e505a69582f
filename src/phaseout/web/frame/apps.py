"""The frame as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class FrameConfig(AppConfig):
    """Pages, lists and permissions that every other app uses."""

    name = "phaseout.web.frame"
    label = "frame"
    navigation = (
        Entry(place="main", route="home", text=_("Where we stand"), position=0, key="h"),
        Entry(place="main", route="audit", text=_("Who did what"), position=80, needs="audit", key="w"),
    )
