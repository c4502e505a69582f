"""Plans as Django knows them."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class PlansConfig(AppConfig):
    """Prices, programmes, and the plans made with them."""

    name = "phaseout.web.plans"
    label = "plans"
    happening = "phaseout.web.plans.happening.HAPPENING"
    resumes = "phaseout.web.plans.services.resume_left_behind"
    panels: ClassVar[dict[str, str]] = {"organisation": "phaseout.web.plans.panels.on_organisation"}
    navigation = (Entry(place="main", route="plans", text=_("Plans"), position=47, needs="read", key="v"),)
