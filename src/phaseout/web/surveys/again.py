"""Which findings were, or are to be, answered again, and how far is it?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.frame.scoped import Scoped


class Progress(models.TextChoices):
    """How far answering again is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", pgettext_lazy("job", "done")
    FAILED = "failed", _("failed")


UNANSWERED = (Progress.WAITING, Progress.RUNNING)
"""It is still to be done, or to be ended."""


class Again(Scoped):
    """That the findings of a survey were, or are to be, answered again."""

    SCOPE = "survey__organisation"
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="agains")
    edition = models.CharField(_("register"), max_length=40)
    as_of = models.DateField(_("day the law is asked about"))
    context = models.CharField(max_length=64, blank=True)
    """Digest of who asked, where and for what; empty where it is what the survey was told."""
    progress = models.CharField(_("state"), max_length=8, choices=Progress.choices, default=Progress.WAITING)
    expected = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(_("assets"), default=0)
    """Things answered again so far: who goes on begins after them."""
    changed = models.PositiveIntegerField(_("findings changed"), default=0)
    error = models.TextField(_("what went wrong"), blank=True)
    asked = models.DateTimeField(_("asked for"), auto_now_add=True)
    finished = models.DateTimeField(null=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    """None where the server did so by itself."""

    class Meta:
        """The newest first."""

        verbose_name = _("findings answered again")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["progress"], name="again_by_progress"),)
