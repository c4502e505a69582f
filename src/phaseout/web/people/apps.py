"""People as Django knows them."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts and the roles people have."""

    name = "phaseout.web.people"
    label = "people"
