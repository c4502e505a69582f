"""Which things are there, by which names are they known, and who said what of them?"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models.place import Organisation, Room, Site
from phaseout.web.frame.folded import PATTERNS, FoldedField
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.versioned import Versioned

LONGEST = 200
"""Characters of what is said of a thing, and of the names it goes by."""
LONGEST_SOURCE = 250
LONGEST_REASON = 500


class SeenBy(models.TextChoices):
    """Whence it is known when a thing was seen last."""

    SOURCE = "source", _("the file says when")
    PERSON = "person", _("whoever brought it in said when")
    BROUGHT = "brought", _("the day it was brought in; nobody said when somebody looked")


class Asset(Scoped, Versioned):
    """A thing that may have to go, as the surveys so far show it. What each said stands in ``Told``."""

    NAMED: ClassVar[tuple[str, ...]] = ("kind", "maker", "brand", "model", "firmware")
    """Fields that surveys and people tell of; the value is settled among what was told."""
    STATED: ClassVar[tuple[str, ...]] = (*NAMED, "custodian")
    """Fields that a person may state."""
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assets", verbose_name=_("organisation"), db_index=False
    )
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        verbose_name=_("site"),
        db_index=False,
    )
    segment = models.CharField(_("segment"), max_length=LONGEST, blank=True, default="", db_default="")
    """The part of a network it stands in, where others of its site have the same addresses."""
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="assets", verbose_name=_("room")
    )
    label = models.CharField(_("goes by"), max_length=LONGEST)
    """The first of its keys, or what it is called."""
    kind = models.CharField(_("kind"), max_length=LONGEST, blank=True)
    maker = models.CharField(_("maker"), max_length=LONGEST, blank=True)
    """Id of a party of the register; empty where nobody knows."""
    maker_grade = models.CharField(_("grade"), max_length=20, blank=True)
    brand = models.CharField(_("brand"), max_length=LONGEST, blank=True)
    model = models.CharField(_("model"), max_length=LONGEST, blank=True)
    firmware = models.CharField(_("firmware"), max_length=LONGEST, blank=True)
    custodian = models.CharField(_("custodian"), max_length=LONGEST, blank=True, default="", db_default="")
    """Whom one asks about it; no survey tells."""
    outcome = models.CharField(_("outcome"), max_length=20, blank=True)
    """The gravest of its determinations; empty where none was made."""
    edition = models.CharField(_("register"), max_length=60, blank=True, default="", db_default="")
    """Edition of the register by which that was determined."""
    as_of = models.DateField(_("answers as of"), null=True, blank=True)
    """The day about which the law was asked for it."""
    first_seen = models.DateTimeField(_("first seen"))
    last_seen = models.DateTimeField(_("last seen"))
    seen_by = models.CharField(
        _("how that is known"), max_length=10, choices=SeenBy.choices, blank=True, default="", db_default=""
    )
    sought_label = FoldedField(max_length=200, of=("label",))
    sought_model = FoldedField(max_length=200, of=("model",))

    class Meta:
        """Indexes of what lists are filtered and ordered by."""

        verbose_name = _("asset")
        verbose_name_plural = _("assets")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["organisation", "outcome", "-id"], name="asset_by_outcome"),
            models.Index(fields=["organisation", "maker", "-id"], name="asset_by_maker"),
            models.Index(fields=["organisation", "brand", "-id"], name="asset_by_brand"),
            models.Index(fields=["site", "-id"], name="asset_of_site"),
            models.Index(fields=["site", "outcome"], name="asset_of_site_by_outcome"),
            models.Index(fields=["site", "last_seen"], name="asset_of_site_by_last_seen"),
            models.Index(fields=["organisation", "kind", "-id"], name="asset_by_kind"),
            models.Index(fields=["organisation", "last_seen", "id"], name="asset_by_last_seen"),
            # PostgreSQL orders what many organisations have by this one, SQLite by the one above.
            models.Index(fields=["last_seen", "id"], name="asset_by_last_seen_of_all"),
            models.Index(fields=["organisation", "sought_label"], name="asset_by_label", opclasses=PATTERNS),
            models.Index(fields=["organisation", "sought_model"], name="asset_by_model", opclasses=PATTERNS),
            # The last: of indexes that look alike to it, SQLite takes the one made last.
            models.Index(fields=["organisation", "-id"], name="asset_of_organisation"),
        )

    def __str__(self) -> str:
        return self.label


class KeyKind(models.TextChoices):
    """What kind of name a thing goes by, the one that holds most first."""

    SERIAL = "serial", _("serial number")
    MAC = "mac", _("hardware address")
    REF = "ref", _("reference")
    IP = "ip", _("network address")


class AssetKey(Scoped):
    """A name a thing goes by: two surveys that meet one mean one thing."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    asset = models.ForeignKey(Asset, models.CASCADE, related_name="keys", db_index=False)
    kind = models.CharField(max_length=10, choices=KeyKind.choices)
    value = models.CharField(max_length=LONGEST)
    sought = FoldedField(max_length=200, of=("value",))
    last_seen = models.DateTimeField()

    class Meta:
        """Looked up by organisation, kind and value; searched by how a value begins."""

        constraints = (models.UniqueConstraint(fields=["asset", "kind", "value"], name="key_stands_once"),)
        indexes = (
            models.Index(fields=["organisation", "kind", "value"], name="asset_key"),
            models.Index(fields=["organisation", "sought"], name="asset_key_begins", opclasses=PATTERNS),
        )

    def __str__(self) -> str:
        return self.value


class Told(Scoped):
    """What one source said of one field of a thing, and when; the latest of the firmest is its value."""

    SCOPE = "asset__organisation"
    COUNTS: ClassVar[models.Q] = models.Q(withdrawn=None)
    """Holds of what nobody took back."""
    asset = models.ForeignKey(Asset, models.CASCADE, related_name="told")
    field = models.CharField(max_length=20)
    value = models.CharField(max_length=LONGEST)
    grade = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=LONGEST_SOURCE)
    """The file and the place in it, or the person."""
    survey = models.BigIntegerField(null=True)
    """Primary key of the survey it came with; none where a person entered it."""
    at = models.DateTimeField()
    reason = models.CharField(max_length=LONGEST_REASON, blank=True, default="", db_default="")
    """How a person knows it."""
    withdrawn = models.DateTimeField(null=True)
    """When a person took back what they or another person said: since then it counts no more."""
    why_withdrawn = models.CharField(max_length=LONGEST_REASON, blank=True, default="", db_default="")

    class Meta:
        """The newest first; what people said, among all that surveys did, has an index of its own."""

        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["at"], condition=models.Q(survey=None), name="told_by_people"),)

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"
