"""The discussion as Django knows it."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry

THINGS = ("site", "asset", "finding", "survey")


class DiscussionConfig(AppConfig):
    """Comments and tasks."""

    name = "phaseout.web.discussion"
    label = "discussion"
    happening = "phaseout.web.discussion.happening.HAPPENING"
    panels: ClassVar[dict[str, str]] = {
        "home": "phaseout.web.discussion.panels.waiting",
        **dict.fromkeys(THINGS, "phaseout.web.discussion.panels.about"),
    }
    navigation = (Entry(place="main", route="tasks", text=_("Tasks"), position=60, needs="read", key="t"),)
