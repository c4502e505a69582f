"""What does it cost to replace a thing of a kind, as an organisation says?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import LONGEST
from phaseout.web.frame.models import WrittenOnce
from phaseout.web.plans.models.numbered import Numbered


class PriceVersion(Numbered):
    """The prices of an organisation. The list that is built in is version 0, and no row."""

    currency = models.CharField(_("currency"), max_length=10)

    class Meta:
        """The newest first; each number once."""

        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["organisation", "number"], name="prices_numbered_once"),
        )

    def __str__(self) -> str:
        return str(self.number)


class PriceLine(WrittenOnce):
    """What one thing of a kind costs, in capital; what it costs to run stands apart."""

    SCOPE = "version__organisation"
    version = models.ForeignKey(PriceVersion, models.PROTECT, related_name="lines")
    kind = models.CharField(_("kind"), max_length=60)
    """As the vocabulary of the register has it; ``unknown`` for what is of no known kind."""
    low = models.FloatField(_("low"))
    typical = models.FloatField(_("typical"))
    high = models.FloatField(_("high"))
    running = models.FloatField(_("running costs a year"), default=0)
    hours = models.FloatField(_("hours of work"))
    lead = models.PositiveIntegerField(_("months until it is there"), default=0)
    price_date = models.CharField(_("price date"), max_length=40, blank=True)
    """As whoever wrote it states it; empty where nobody did."""
    source = models.CharField(_("source"), max_length=LONGEST)

    class Meta:
        """By kind; each once."""

        verbose_name = _("price")
        verbose_name_plural = _("prices")
        ordering = ("kind",)
        constraints = (models.UniqueConstraint(fields=["version", "kind"], name="price_stands_once"),)

    def __str__(self) -> str:
        return self.kind
