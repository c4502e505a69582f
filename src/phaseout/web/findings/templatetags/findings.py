"""Where the findings stand, for a page of another app: ``{% load findings %}{% standing %}``."""

from django import template

from phaseout.web.findings import standing as figures
from phaseout.web.frame.access import NOBODY

register = template.Library()


@register.inclusion_tag("findings/standing.html", takes_context=True)
def standing(context: template.RequestContext) -> dict[str, object]:
    """Return the figures of the findings in the reader's reach."""
    return {"standing": figures.shown(context.get("access") or NOBODY)}
