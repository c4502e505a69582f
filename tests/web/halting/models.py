"""What does a version to come keep?"""

from django.db import models


class Pin(models.Model):
    """Something that stands at a site, and is known by a text with an index."""

    site = models.ForeignKey("estate.Site", models.CASCADE, related_name="+")
    text = models.CharField(max_length=80, db_index=True, unique=True)
