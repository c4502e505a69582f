"""What of what was noted may somebody read?"""

from django.apps import apps
from django.db.models import Q, QuerySet

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.models import Event


def events_within(access: Access) -> QuerySet[Event]:
    """Return what happened in the organisations whose events somebody may see.

    What happened to the server as a whole is shown to who may see the events of a whole tree.
    """
    reach = access.within(Permission.AUDIT)
    seen = Q(organisation__in=reach)
    organisation = apps.get_model("estate", "Organisation")
    if organisation.everything.filter(parent=None, pk__in=reach).exists():
        seen |= Q(organisation=None)
    return Event.everything.filter(seen).select_related("organisation", "by")
