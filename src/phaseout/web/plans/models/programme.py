"""Under which programme does an organisation plan: months, money, crews, sites?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.plans.models.numbered import Numbered


class ProgrammeVersion(Numbered):
    """A programme, as the file that ``phaseout plan`` reads."""

    text = models.TextField(_("programme"))
    """TOML, as it was entered; docs/plan.md says what it may hold."""

    class Meta:
        """The newest first; each number once."""

        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["organisation", "number"], name="programme_numbered_once"),
        )

    def __str__(self) -> str:
        return str(self.number)
