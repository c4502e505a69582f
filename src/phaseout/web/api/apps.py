"""The API as Django knows it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Addresses for programs, below ``/api/v1/``."""

    name = "phaseout.web.api"
    label = "api"
