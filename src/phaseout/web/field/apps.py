"""Work in the field as Django knows it."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.navigation import Entry


class FieldConfig(AppConfig):
    """What people see and photograph where things stand."""

    name = "phaseout.web.field"
    label = "field"
    happening = "phaseout.web.field.happening.HAPPENING"
    panels: ClassVar[dict[str, str]] = {"asset": "phaseout.web.field.panels.on_asset"}
    navigation = (
        Entry(place="main", route="field", text=_("In the field"), position=25, needs="survey", key="i"),
    )
