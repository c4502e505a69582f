"""Measures as Django knows them."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """The register of measures, to be read."""

    name = "phaseout.web.measures"
    label = "measures"
