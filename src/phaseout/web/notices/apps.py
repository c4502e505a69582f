"""Notices as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class NoticesConfig(AppConfig):
    """Letters to people and requests to other programs."""

    name = "phaseout.web.notices"
    label = "notices"
    happening = "phaseout.web.notices.happening.HAPPENING"
    navigation = (
        Entry(place="own", route="digest", text=_("Letters"), position=50),
        Entry(place="people", route="webhooks", text=_("Webhooks"), position=10, needs="keep_people"),
    )
