"""Reports as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class ReportsConfig(AppConfig):
    """What is handed on: reports that are kept as they were made."""

    name = "phaseout.web.reports"
    label = "reports"
    happening = "phaseout.web.reports.happening.HAPPENING"
    resumes = "phaseout.web.reports.services.resume_left_behind"
    navigation = (
        Entry(place="main", route="reports", text=_("Reports"), position=48, needs="read", key="e"),
    )
