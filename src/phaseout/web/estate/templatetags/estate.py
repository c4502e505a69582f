"""What a field of a thing, and its value, are called in the reader's language."""

from django import template
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Asset
from phaseout.web.frame import words

register = template.Library()
NAMES = {
    "kind": _("Kind"),
    "maker": _("Maker"),
    "brand": _("Brand"),
    "model": _("Model"),
    "firmware": _("Firmware"),
    "custodian": _("Custodian"),
    "site": _("Site"),
    "written": _("Site as the file says it"),
    "serial": _("Serial number"),
}
CALLED = {"kind": words.kind, "maker": words.party, "brand": words.brand}


@register.filter
def field_name(field: str) -> object:
    """Return what a field is called; one nobody foresaw goes by its own name."""
    return NAMES.get(field, field)


@register.filter
def named(value: str, field: str) -> str:
    """Return a value as it is read: the register's name for an id."""
    return CALLED[field](value) if field in CALLED else value


@register.filter
def is_correctable(field: str) -> bool:
    """Return whether a person may say what it is."""
    return field in Asset.STATED
