"""Which lists can be kept, and what does opening one need?"""

from collections.abc import Mapping
from types import MappingProxyType

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phaseout.web.desk.models import LONGEST_QUERY, KeptList
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.listing import SAVED

LISTS: Mapping[str, Promise] = MappingProxyType(
    {
        "sites": _("Sites"),
        "assets": _("Assets"),
        "surveys": _("Surveys"),
        "findings": _("Findings"),
        "tasks": _("Tasks"),
        "people": _("People"),
        "audit": _("Who did what"),
    }
)
"""Name of the address → what the list is called; a list on the page of a thing is that thing's."""
NEEDS: Mapping[str, Permission] = MappingProxyType(
    {"people": Permission.KEEP_PEOPLE, "audit": Permission.AUDIT}
)
"""What others need than to read."""
_NOT_KEPT = ("page", "format", SAVED)


def may_open(access: Access, route: str) -> bool:
    """Return whether somebody may open a list at all."""
    return access.may_anywhere(NEEDS.get(route, Permission.READ))


def asked(query: QueryDict) -> str:
    """Return what is kept of an address: filter, order and columns; nothing of one that is too long."""
    told = query.copy()
    for name in [*_NOT_KEPT, "list"]:
        told.pop(name, None)
    for name in [name for name in told if not any(told.getlist(name))]:
        del told[name]
    text = told.urlencode()
    return text if len(text) <= LONGEST_QUERY else ""


def address_of(kept: KeptList) -> str:
    """Return where it is shown; the page knows which kept list it is."""
    between = "&" if kept.query else ""
    return f"{reverse(kept.route)}?{kept.query}{between}{SAVED}={kept.pk}"
