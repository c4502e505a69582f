"""Surveys as Django knows them."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Files brought in, what they show, and what of it was taken into the estate."""

    name = "phaseout.web.surveys"
    label = "surveys"
