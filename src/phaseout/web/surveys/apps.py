"""Surveys as Django knows them."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class SurveysConfig(AppConfig):
    """Files brought in, what they show, and what of it was taken into the estate."""

    name = "phaseout.web.surveys"
    label = "surveys"
    happening = "phaseout.web.surveys.happening.HAPPENING"
    resumes = "phaseout.web.surveys.services.resume_left_behind"
    grounds = "phaseout.web.surveys.grounds.grounds_of"
    panels: ClassVar[dict[str, str]] = {
        "home": "phaseout.web.surveys.panels.beginning",
        "asset": "phaseout.web.surveys.panels.on_asset",
    }
    navigation = (
        Entry(place="main", route="surveys", text=_("Surveys"), position=30, needs="read", key="u"),
        Entry(
            place="questions",
            route="again",
            text=_("Decide findings again with these answers"),
            position=10,
            needs="assess",
        ),
    )
