"""What is kept of a file that somebody hands in? Tables of apps above say what it was given with."""

from django.conf import settings
from django.db import models

from phaseout.web.frame.scoped import Scoped


class KeptFile(Scoped):
    """A file, kept under a name of our own and only handed out."""

    name = models.CharField(max_length=150)
    """As it was called where it came from; shown, and never a path."""
    stored = models.CharField(max_length=80, unique=True)
    """Below MEDIA_ROOT."""
    kind = models.CharField(max_length=40)
    """Media type, as its first bytes show."""
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """No table of its own; in the order they came."""

        abstract = True
        ordering = ("pk",)
