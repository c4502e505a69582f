"""Which lists did somebody keep: filter, order and columns, under a name and an address of its own?"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.scoped import InReach, Scoped
from phaseout.web.frame.versioned import Versioned

LONGEST_QUERY = 2000


class OwnOrShared(InReach["KeptList"]):
    """Hands out what somebody kept themselves, and what is shared with organisations in their reach."""

    def within(self, access: Access, permission: Permission) -> models.QuerySet["KeptList"]:
        """Return one's own, and those of organisations where a permission holds."""
        own = Q(person=access.person) & ~Q(person=0)
        return self.get_queryset().filter(own | Q(organisation__in=access.within(permission)))


class KeptList(Scoped, Versioned):
    """A list as somebody looked at it: which rows it has for a reader is settled by the reader's reach."""

    everything: ClassVar[models.Manager[Any]] = models.Manager()
    objects = OwnOrShared()  # type: ignore[misc] # the base hands out any row
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    route = models.CharField(max_length=40)
    """Name of the list's address, one of ``lists.LISTS``."""
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    """Filter, order and columns, as the address says them."""
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("shared with"),
    )  # fmt: skip
    """Whoever reads there, and below it where they reach it, finds it too; none where it is one's own."""

    class Meta:
        """By name."""

        verbose_name = _("kept list")
        verbose_name_plural = _("kept lists")
        ordering = ("name", "pk")
        indexes = (models.Index(fields=["person", "route"], name="kept_list_of_person"),)

    def __str__(self) -> str:
        return self.name
