"""Measures as Django knows them."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class MeasuresConfig(AppConfig):
    """The register of measures, to be read."""

    name = "phaseout.web.measures"
    label = "measures"
    panels: ClassVar[dict[str, str]] = {
        "measure": "phaseout.web.measures.panels.on_measure",
    }
    navigation = (
        Entry(place="main", route="measures", text=_("Measures"), position=50, needs="read", key="m"),
    )
