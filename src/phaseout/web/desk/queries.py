"""Which kept lists are there for whoever asks?"""

from django.db.models import Q, QuerySet

from phaseout.web.desk.models import KeptList
from phaseout.web.frame.access import Access, Permission


def kept_lists(access: Access) -> QuerySet[KeptList]:
    """Return one's own kept lists and those shared with organisations one reads, by name."""
    return KeptList.objects.visible_to(access).select_related("organisation", "person")


def is_keeper(access: Access, kept: KeptList) -> bool:
    """Return whether somebody may rename, change and remove a kept list.

    Who made it may; and of a shared one whoever keeps people there, since its maker may have left.
    """
    shared = kept.organisation_id
    return kept.person_id == access.person or (
        shared is not None and access.may(Permission.KEEP_PEOPLE, shared)
    )


def of_list(access: Access, route: str) -> QuerySet[KeptList]:
    """Return the kept lists of one list."""
    return kept_lists(access).filter(Q(route=route))
