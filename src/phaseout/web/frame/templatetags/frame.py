"""Links of the navigation that say which page one is on, and names of what the register knows by an id."""

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from phaseout.web.frame import labels

register = template.Library()
register.filter("party", labels.party)
register.filter("brand", labels.brand)
register.filter("kind", labels.kind)
register.filter("role", labels.role)
register.filter("purpose", labels.purpose)
register.filter("measure", labels.measure)


@register.filter
def outcome(id_: str) -> str:
    """Return what an outcome is called."""
    return labels.word("outcome", id_)


@register.filter
def grade(id_: str) -> str:
    """Return what a grade is called."""
    return labels.word("grade", id_)


@register.simple_block_tag(takes_context=True)
def place(context: template.RequestContext, content: SafeString, name: str) -> SafeString:
    """Return a link to a page, marked where it is the page one is on or the list that page belongs to."""
    address = reverse(name)
    request = context.get("request")
    path = request.path if isinstance(request, HttpRequest) else ""
    is_here = path == address or (address != "/" and path.startswith(address))
    if is_here:
        return format_html('<a href="{}" aria-current="page">{}</a>', address, content)
    return format_html('<a href="{}">{}</a>', address, content)
