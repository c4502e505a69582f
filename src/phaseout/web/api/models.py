"""What was answered to which request, so that a second one of the same key changes nothing?"""

from django.db import models

from phaseout.web.frame.scoped import Scoped
from phaseout.web.people.models import Token

LONGEST = 200
"""Characters of a key."""


class KeptAnswer(Scoped):
    """An answer to a request with an idempotency key, written in the transaction that did what it asked."""

    SCOPE = "token__organisation"
    token = models.ForeignKey(Token, models.CASCADE, related_name="+")
    key = models.CharField(max_length=LONGEST)
    digest = models.CharField(max_length=64)
    """Of method, address and content."""
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    content = models.TextField()
    is_sealed = models.BooleanField(default=False)
    """Whether the content shows a secret, and so is sealed by the vault."""
    at = models.DateTimeField()

    class Meta:
        """One answer for one key of one token."""

        constraints = (models.UniqueConstraint(fields=["token", "key"], name="answer_is_kept_once"),)

    def __str__(self) -> str:
        return self.key
