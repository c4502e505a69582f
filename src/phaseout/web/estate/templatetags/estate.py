"""What a field of a thing, and its value, are called in the reader's language."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Asset, Coverage
from phaseout.web.estate.queries.coverage import sites_by_way
from phaseout.web.frame import labels
from phaseout.web.frame.access import NOBODY, Permission
from phaseout.web.frame.chart import bars

register = template.Library()
NAMES = {
    "kind": _("Kind"),
    "maker": _("Maker"),
    "brand": _("Brand"),
    "model": _("Model"),
    "firmware": _("Firmware"),
    "site": _("Site"),
    "serial": _("Serial number"),
}
CALLED = {"kind": labels.kind, "maker": labels.party, "brand": labels.brand}


@register.inclusion_tag("estate/reached.html", takes_context=True)
def reached(context: template.RequestContext) -> dict[str, object]:
    """Return how far the sites in the reader's reach were looked at, as a chart."""
    access = context.get("access") or NOBODY
    counts = sites_by_way(access)
    rows = [
        (str(way.label), number, "undetermined" if way is Coverage.NOT_STARTED else "",
         f"{reverse('sites')}?coverage={way.value}")
        for way, number in counts
    ]  # fmt: skip
    chart = bars(
        "reached",
        gettext("Sites by how far they were looked at"),
        (gettext("Furthest look"), gettext("Sites")),
        rows,
    )
    return {
        "chart": chart,
        "sites": sum(number for _, number in counts),
        "may_add": access.may_anywhere(Permission.KEEP_ESTATE),
    }


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
    return field in Asset.NAMED
