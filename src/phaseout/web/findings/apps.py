"""Findings as Django knows them."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Findings, judgements, questions and answers."""

    name = "phaseout.web.findings"
    label = "findings"
