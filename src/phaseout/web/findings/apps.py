"""Findings as Django knows them."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class FindingsConfig(AppConfig):
    """Findings, judgements, questions and answers."""

    name = "phaseout.web.findings"
    label = "findings"
    happening = "phaseout.web.findings.happening.HAPPENING"
    of_sites = "phaseout.web.findings.queries.of_sites.with_found"
    panels: ClassVar[dict[str, str]] = {
        "home": "phaseout.web.findings.panels.standing",
        "site": "phaseout.web.findings.panels.at_site",
        "organisation": "phaseout.web.findings.panels.in_organisation",
        "asset": "phaseout.web.findings.panels.on_asset",
        "paper-asset": "phaseout.web.findings.panels.on_paper_of_asset",
        "paper-site": "phaseout.web.findings.panels.on_paper_of_site",
    }
    navigation = (
        Entry(place="main", route="findings", text=_("Findings"), position=40, needs="read", key="f"),
    )
