"""How is what an organisation says kept in versions, of which none ever changes?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.models import WrittenOnce


class Numbered(WrittenOnce):
    """A version, written once: who changes something writes the next one."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"), db_index=False
    )
    number = models.PositiveIntegerField(_("version"))
    """From 1 on, in each organisation."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        """No table of its own."""

        abstract = True
