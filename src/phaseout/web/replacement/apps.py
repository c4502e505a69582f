"""Replacements as Django knows them."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class ReplacementConfig(AppConfig):
    """What must go, until it is shown to be gone."""

    name = "phaseout.web.replacement"
    label = "replacement"
    happening = "phaseout.web.replacement.happening.HAPPENING"
    gone = "phaseout.web.replacement.queries.gone.closed_assets"
    panels: ClassVar[dict[str, str]] = {
        "home": "phaseout.web.replacement.panels.standing",
        "asset": "phaseout.web.replacement.panels.on_asset",
        "site": "phaseout.web.replacement.panels.at_site",
    }
    navigation = (
        Entry(place="main", route="programme", text=_("Programme"), position=45, needs="read", key="r"),
    )
