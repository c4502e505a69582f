"""Which reports were asked for, and what was kept of those that were made?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.models import WrittenOnce
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.words import language
from phaseout.web.reports.kinds import Kind


class State(models.TextChoices):
    """How far a report is that was asked for."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", pgettext_lazy("report", "being made")
    MADE = "made", pgettext_lazy("report", "made")
    FAILED = "failed", pgettext_lazy("report", "could not be made")


class Order(Scoped):
    """That somebody asked for a report. What they asked for is never changed."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("report"), max_length=20, choices=Kind.choices)
    sites = models.JSONField(default=list)
    """Primary keys of the sites it is of alone."""
    begin = models.DateField()
    end = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    begun = models.DateTimeField(null=True, editable=False)
    """When it was last begun in the background; null where it waits, or was made at once."""
    said = models.JSONField(default=dict, editable=False)
    """Language → why it could not be made; empty where nothing went wrong."""

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def state(self) -> State:
        """How far it is; of one whose worker died, that it is being made until the next one begins."""
        if getattr(self, "report", None) is not None:
            return State.MADE
        return State.FAILED if self.said else State.RUNNING if self.begun else State.WAITING

    @property
    def why(self) -> str:
        """Why it could not be made, in the reader's language; empty where nothing went wrong."""
        return str(self.said.get(language().code, ""))


class Report(WrittenOnce):
    """A report as it was made. Written once."""

    IN_LEDGER = ("order_id", "kind", "as_of", "places", "sha256", "rows", "by_id", "at")
    """Columns that the ledger keeps; of the document, its digest."""
    order = models.OneToOneField(Order, models.PROTECT, related_name="report")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"), db_index=False
    )
    kind = models.CharField(_("report"), max_length=20, choices=Kind.choices)
    as_of = models.DateField(pgettext_lazy("day", "as of"))
    places = models.CharField(max_length=64)
    """Digest of the sites it is of alone, empty where it is of all: by it the report before is found."""
    packed = models.BinaryField()
    """The document, as JSON, in few bytes."""
    sha256 = models.CharField(max_length=64)
    """Of the document as JSON."""
    rows = models.PositiveIntegerField(_("rows"))
    """Of all its tables."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    at = models.DateTimeField(_("made on"), auto_now_add=True)

    class Meta:
        """The newest first; the one before is found by organisation, kind and sites."""

        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["organisation", "-id"], name="report_of_organisation"),
            models.Index(fields=["organisation", "kind", "places", "-id"], name="report_before"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of.isoformat()}"
