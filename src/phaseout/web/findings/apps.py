"""Findings as Django knows them."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class FindingsConfig(AppConfig):
    """Findings, judgements, questions and answers."""

    name = "phaseout.web.findings"
    label = "findings"
    panels: ClassVar[dict[str, str]] = {
        "home": "phaseout.web.findings.panels.standing",
        "asset": "phaseout.web.findings.panels.on_asset",
    }
    navigation = (
        Entry(place="main", route="findings", text=_("Findings"), position=40, needs="read", key="f"),
    )
