"""What if two people change one row at once? The second is told, and overwrites nothing."""

from django.db import models


class Versioned(models.Model):
    """A row that counts its changes."""

    version = models.PositiveIntegerField(default=1, editable=False)
    """Counts changes, so that two people editing at once are told."""

    class Meta:
        """No table of its own."""

        abstract = True


class ChangedMeanwhileError(Exception):
    """Somebody else changed the row after the form was opened."""
