"""What is counted of findings once, instead of whenever somebody looks?"""

from typing import ClassVar

from django.db import models

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.frame.scoped import Scoped


class Tally(Scoped):
    """Findings counted once instead of whenever somebody looks. The sum of all rows alike is their number.

    Rows alike stand there several times where two services counted at once: neither waits for the other.
    """

    KEY: ClassVar[tuple[str, ...]] = (
        "organisation_id", "site_id", "measure", "outcome", "month", "review", "expires",
    )  # fmt: skip
    FIGURES: ClassVar[tuple[str, ...]] = ("findings",)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="+", db_index=False)
    measure = models.CharField(max_length=120)
    outcome = models.CharField(max_length=20)
    month = models.DateField(null=True)
    """First day of the month from which the measure applies or until which it is excepted; else none."""
    review = models.CharField(max_length=20)
    """Where the review stands for as long as its judgement has not expired."""
    expires = models.DateField(null=True)
    """The last day of that; none where no day changes it."""
    findings = models.IntegerField()

    class Meta:
        """Looked up by organisation and site."""

        indexes = (models.Index(fields=["organisation", "site"], name="tally_of_place"),)


class AskedTally(Scoped):
    """Findings and assets that wait for a fact, or for a ruling, counted likewise."""

    KEY: ClassVar[tuple[str, ...]] = ("organisation_id", "site_id", "fact")
    FIGURES: ClassVar[tuple[str, ...]] = ("findings", "assets")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="+", db_index=False)
    fact = models.CharField(max_length=40)
    findings = models.IntegerField()
    assets = models.IntegerField()

    class Meta:
        """Looked up by organisation and site."""

        indexes = (models.Index(fields=["organisation", "site"], name="asked_tally_of_place"),)


class AssetTally(Scoped):
    """Assets that a measure forbids today to hold or to use, counted likewise."""

    KEY: ClassVar[tuple[str, ...]] = ("organisation_id", "site_id", "review", "expires")
    FIGURES: ClassVar[tuple[str, ...]] = ("assets",)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="+", db_index=False)
    review = models.CharField(max_length=20, blank=True)
    """What people let each of those findings off for; empty where one is left that nobody let off."""
    expires = models.DateField(null=True)
    """The last day on which all of them are let off."""
    assets = models.IntegerField()

    class Meta:
        """Looked up by organisation and site."""

        indexes = (models.Index(fields=["organisation", "site"], name="asset_tally_of_place"),)
