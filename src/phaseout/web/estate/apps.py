"""The estate as Django knows it."""

from django.apps import AppConfig


class EstateConfig(AppConfig):
    """Organisations, sites, buildings, and what stands in them."""

    name = "phaseout.web.estate"
    label = "estate"
