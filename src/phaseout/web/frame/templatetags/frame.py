"""Links of the navigation, what apps add to a page, and names of what the register knows by an id."""

from django import template
from django.http import HttpRequest
from django.template import Engine
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from phaseout.web.frame import words
from phaseout.web.frame.access import NOBODY
from phaseout.web.frame.naming import name_for
from phaseout.web.frame.navigation import Entry, entries_of
from phaseout.web.frame.panels import panels_of

register = template.Library()
LONGEST_WORD = 18
"""Letters; a longer one may be broken where a column of a list on paper is narrow."""
register.filter("party", words.party)
register.filter("brand", words.brand)
register.filter("kind", words.kind)
register.filter("role", words.role)
register.filter("purpose", words.purpose)
register.filter("measure", words.measure)
register.filter("outcome", words.outcome)
register.filter("standing", words.standing)
register.filter("tone", words.tone)
register.filter("act", words.act)
register.filter("grade", words.grade)
register.filter("product", words.product)


@register.filter
def long_word(text: object) -> str:
    """Return the class of a cell on paper whose words must be broken, lest they run off the sheet."""
    return "long" if max(map(len, str(text).split()), default=0) > LONGEST_WORD else ""


@register.simple_block_tag(takes_context=True)
def place(context: template.RequestContext, content: SafeString, name: str, key: str = "") -> SafeString:
    """Return a link to a page, marked where it is the page one is on or the list that page belongs to.

    Args:
        context: the page's.
        content: what the link says.
        name: of the address.
        key: that leads there after ``g``.
    """
    address = reverse(name)
    request = context.get("request")
    path = request.path if isinstance(request, HttpRequest) else ""
    is_here = path == address or (address != "/" and path.startswith(address))
    marks = [("aria-current", "page")] if is_here else []
    marks += [("data-key", f"g {key}")] if key else []
    return format_html('<a href="{}"{}>{}</a>', address, format_html_join("", ' {}="{}"', marks), content)


@register.simple_tag
def colon() -> str:
    """Return a colon with the space before it that the reader's language puts there."""
    return words.language().colon


@register.simple_tag(takes_context=True)
def who(context: template.RequestContext, person: object, organisation: int) -> str:
    """Return the name of whoever did something, for who may learn it: ``{% who step.by organisation %}``."""
    return name_for(context.get("access") or NOBODY, person, organisation)


@register.simple_tag(takes_context=True)
def entries(context: template.RequestContext, place: str) -> list[Entry]:
    """Return the links that apps put into a place: ``{% entries "main" as pages %}``."""
    return entries_of(place, context.get("may") or {})


@register.simple_tag(takes_context=True)
def panels(context: template.RequestContext, place: str, thing: object = None) -> SafeString:
    """Return what apps above add to a page: ``{% panels "asset" asset %}``."""
    made = []
    for panel in panels_of(place, context.get("access") or NOBODY, thing):
        with context.push(dict(panel.shown)):
            made.append((Engine.get_default().get_template(panel.template).render(context),))
    return format_html_join("", "{}", made)
