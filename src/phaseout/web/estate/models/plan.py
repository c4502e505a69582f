"""Which plan has a floor, and where on it does each thing stand?"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from phaseout.web.estate.models.asset import Asset
from phaseout.web.estate.models.place import Floor
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.versioned import Versioned

THOUSANDTHS = 1000
_IN_THOUSANDTHS = (MinValueValidator(0), MaxValueValidator(THOUSANDTHS))


class Plan(Scoped, Versioned):
    """The picture of a floor."""

    SCOPE = "floor__building__site__organisation"
    floor = models.OneToOneField(Floor, models.CASCADE, related_name="plan")
    stored = models.CharField(max_length=80)
    """Under which name of our own the picture lies among the files."""
    kind = models.CharField(max_length=20)
    """``image/png`` or ``image/jpeg``: what was written anew, not what was handed in."""
    width = models.PositiveIntegerField()
    """Pixels."""
    height = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One for each floor."""

    def __str__(self) -> str:
        return str(self.floor)


class Pin(Scoped, Versioned):
    """Where on a plan a thing stands: a person says it."""

    SCOPE = "plan__floor__building__site__organisation"
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="pins")
    asset = models.OneToOneField(Asset, models.CASCADE, related_name="pin")
    x = models.PositiveIntegerField(validators=_IN_THOUSANDTHS)
    """Thousandths of the width, from the left."""
    y = models.PositiveIntegerField(validators=_IN_THOUSANDTHS)
    """Thousandths of the height, from above."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A thing stands in one place."""

    def __str__(self) -> str:
        return f"{self.asset}: {self.x}, {self.y}"
