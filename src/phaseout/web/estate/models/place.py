"""Which organisations, sites and places are there, and how far has each been looked at?"""

from collections.abc import Collection
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.folded import FoldedField
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.versioned import Versioned


class InTwoLanguages(models.Model):
    """Something with a name in English and one in French; where one is missing the other stands for both."""

    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=200, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        first, second = self.name_en, self.name_fr
        if get_language() == "fr":
            first, second = second, first
        return first or second

    def __str__(self) -> str:
        return self.name


class Organisation(Scoped, Versioned, InTwoLanguages):
    """A department, an agency, a city, or a branch of one."""

    SCOPE = "pk"
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="branches", verbose_name=_("part of")
    )
    path = models.CharField(max_length=250, unique=True, editable=False)
    """Primary keys from the root down, ``/1/17/``: all below an organisation begin with its own."""
    roles = models.JSONField(_("roles in law"), default=list, blank=True)
    """Ids of the register's roles; empty takes those of the organisation above."""
    context = models.JSONField(default=dict, blank=True)
    """Facts that hold for every thing of it, in the words of a context file's ``[use]``."""

    class Meta:
        """Names, and the order of the tree."""

        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("path",)


class Tier(models.IntegerChoices):
    """How much a site matters, the most first."""

    CRITICAL = 1, _("1 – most sensitive")
    HIGH = 2, _("2 – sensitive")
    MEDIUM = 3, _("3 – ordinary")
    LOW = 4, _("4 – public")


class Holder(models.TextChoices):
    """Who owns or runs something, in the words of the facts a measure asks for."""

    SELF = "self", _("ourselves")
    LANDLORD = "landlord", _("a landlord")
    CONTRACTOR = "contractor", _("a contractor")
    OTHER_BODY = "other-body", _("another public body")


class Site(Scoped, Versioned, InTwoLanguages):
    """A place with an address of its own."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="sites", verbose_name=_("organisation")
    )
    ref = models.CharField(_("reference"), max_length=60)
    """Its own key, as files and observation lines name it."""
    tier = models.IntegerField(_("tier"), choices=Tier.choices, null=True, blank=True)
    owner = models.CharField(_("owner"), max_length=20, choices=Holder.choices, blank=True)
    """Empty where nobody said: then it is a question, never ourselves."""
    operator = models.CharField(_("operator"), max_length=20, choices=Holder.choices, blank=True)
    custodian = models.CharField(_("custodian"), max_length=200, blank=True)
    lease_end = models.DateField(_("end of the lease"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    networks = models.JSONField(_("networks"), default=list, blank=True)
    """Ranges of addresses, ``10.20.0.0/16``: what a scan finds in them stands here."""
    purpose = models.JSONField(_("purposes"), default=list, blank=True)
    sought = FoldedField(max_length=800, of=("ref", "name_en", "name_fr", "address", "custodian"))
    """What a search looks at."""

    class Meta:
        """One reference in one organisation."""

        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ("ref", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "ref"],
                name="site_ref_is_one_organisations",
                violation_error_message=_("This organisation has a site with this reference already."),
            ),
        )

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Say of the reference that another site has it: nothing else is wrong where that is.

        Raises:
            ValidationError: one has it.
        """
        try:
            super().validate_constraints(exclude=exclude)
        except ValidationError as error:
            raise ValidationError({"ref": error.messages}) from None


class Building(Scoped, Versioned, InTwoLanguages):
    """A building of a site."""

    SCOPE = "site__organisation"
    site = models.ForeignKey(Site, models.CASCADE, related_name="buildings")

    class Meta:
        """Names."""

        verbose_name = _("building")
        verbose_name_plural = _("buildings")


class Floor(Scoped, Versioned, InTwoLanguages):
    """A floor of a building."""

    SCOPE = "building__site__organisation"
    building = models.ForeignKey(Building, models.CASCADE, related_name="floors")
    level = models.IntegerField(_("level"), default=0)

    class Meta:
        """From the ground up."""

        verbose_name = _("floor")
        verbose_name_plural = _("floors")
        ordering = ("level", "pk")


class Room(Scoped, Versioned, InTwoLanguages):
    """A room, or a place out of doors, of a floor."""

    SCOPE = "floor__building__site__organisation"
    floor = models.ForeignKey(Floor, models.CASCADE, related_name="rooms")

    class Meta:
        """Names."""

        verbose_name = _("room")
        verbose_name_plural = _("rooms")


class Coverage(models.TextChoices):
    """How far a site has been looked at, the least first. It says nothing of what was found."""

    NOT_STARTED = "not-started", _("not started")
    DESK = "desk", _("answered from a desk")
    RECORDS = "records", _("records searched")
    NETWORK = "network", _("network looked at")
    WALK = "walk", _("walked through")
    VERIFIED = "verified", _("verified")


class Look(Scoped):
    """That somebody looked at a site in some way on a day. What was taken back stays in sight."""

    SCOPE = "site__organisation"
    COUNTS: ClassVar[models.Q] = models.Q(withdrawn=None)
    """Holds of what nobody took back."""
    site = models.ForeignKey(Site, models.CASCADE, related_name="looks")
    way = models.CharField(_("way"), max_length=20, choices=Coverage.choices[1:])
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    note = models.TextField(_("what was looked at, and what could not be"), blank=True)
    left = models.TextField(_("what is left to look at"), blank=True, default="", db_default="")
    """Where it was of a part of the site alone: the buildings, floors or networks nobody looked at so."""
    entered = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True)
    """Since when it counts no more."""
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    why_withdrawn = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        """The newest first."""

        verbose_name = _("look")
        verbose_name_plural = _("looks")
        ordering = ("-on", "-pk")
