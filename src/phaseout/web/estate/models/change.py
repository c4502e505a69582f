"""What did somebody change of many things at once, and which workbook did they bring back?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models.asset import Asset
from phaseout.web.estate.models.place import Organisation, Site
from phaseout.web.frame.scoped import Scoped


class Altered(Scoped):
    """What one row was before many were changed together, so that it can be put back."""

    batch = models.CharField(max_length=32)
    """The same for all rows of one change."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    asset = models.ForeignKey(Asset, models.SET_NULL, null=True, related_name="+")
    site = models.ForeignKey(Site, models.SET_NULL, null=True, related_name="+")
    label = models.CharField(max_length=250)
    """What it goes by, should the row be gone."""
    before = models.JSONField(null=True)
    """Field → value as it is kept; none where the row was added."""
    after = models.JSONField()
    told = models.JSONField(default=list)
    """Primary keys of what the person thereby told of a thing."""
    version = models.PositiveIntegerField()
    """Of the row after the change: whatever is newer, somebody changed since."""
    undone = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["batch"], name="altered_together"),)

    def __str__(self) -> str:
        return self.label


class Returned(models.Model):
    """A workbook that somebody brought back, until it is taken over or another is brought."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    subject = models.CharField(max_length=10)
    """``assets`` or ``sites``."""
    name = models.CharField(max_length=200)
    """Of the file."""
    head = models.JSONField()
    """Texts of the heading."""
    rows = models.JSONField()
    """Rows as (number in the sheet, texts of the cells)."""

    class Meta:
        """One of each list for each person, who alone sees it."""

        constraints = (models.UniqueConstraint(fields=["by", "subject"], name="one_workbook_of_each_list"),)

    def __str__(self) -> str:
        return self.name
