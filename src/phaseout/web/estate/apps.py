"""The estate as Django knows it."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class EstateConfig(AppConfig):
    """Organisations, sites, buildings, and what stands in them."""

    name = "phaseout.web.estate"
    label = "estate"
    happening = "phaseout.web.estate.happening.HAPPENING"
    panels: ClassVar[dict[str, str]] = {"home": "phaseout.web.estate.panels.reached"}
    navigation = (
        Entry(place="main", route="sites", text=_("Sites"), position=10, needs="read", key="s"),
        Entry(place="main", route="assets", text=_("Assets"), position=20, needs="read", key="a"),
    )
