"""Ledgers as Django knows them."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class LedgerConfig(AppConfig):
    """What was decided, in an order that nobody alters unseen."""

    name = "phaseout.web.ledger"
    label = "ledger"
    happening = "phaseout.web.ledger.happening.HAPPENING"
    evidence = "phaseout.web.ledger.evidence.members"
    panels: ClassVar[dict[str, str]] = {
        "finding": "phaseout.web.ledger.panels.of_finding",
        "replacement": "phaseout.web.ledger.panels.of_replacement",
    }
    navigation = (Entry(place="main", route="ledgers", text=_("Ledger"), position=82, needs="audit"),)
