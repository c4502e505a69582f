"""People as Django knows them."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class PeopleConfig(AppConfig):
    """Accounts and the roles people have."""

    name = "phaseout.web.people"
    label = "people"
    happening = "phaseout.web.people.happening.HAPPENING"
    panels: ClassVar[dict[str, str]] = {
        "account": "phaseout.web.people.panels.own",
        "keys": "phaseout.web.people.panels.keys",
    }
    navigation = (
        Entry(place="main", route="people", text=_("People"), position=70, needs="keep_people", key="p"),
        Entry(place="own", route="account", text=_("Name and language"), position=10),
        Entry(place="own", route="account_change_password", text=_("Password"), position=20),
        Entry(place="own", route="mfa_index", text=_("Second factor"), position=30),
        Entry(place="own", route="sessions", text=_("Sessions"), position=40),
        Entry(place="own", route="tokens", text=_("API tokens"), position=60),
    )
