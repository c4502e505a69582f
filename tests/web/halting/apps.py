"""What app is it?"""

from django.apps import AppConfig


class HaltingConfig(AppConfig):
    """Has a table, and no pages."""

    name = "web.halting"
    label = "halting"
    default_auto_field = "django.db.models.BigAutoField"
