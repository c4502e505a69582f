"""Who wants to be told, of what, and what became of it?"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.versioned import Versioned


class Rhythm(models.TextChoices):
    """How often somebody wants a letter of what waits on them."""

    OFF = "off", _("never")
    DAILY = "daily", _("every day on which there is something")
    WEEKLY = "weekly", _("on Mondays, when there is something")


class Wish(models.Model):
    """How often somebody wants a letter."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digest_wish")
    rhythm = models.CharField(_("letter"), max_length=10, choices=Rhythm.choices, default=Rhythm.OFF)

    class Meta:
        """A row for whoever said anything; who said nothing gets no letter."""


class Letter(models.Model):
    """That a letter of a day was dealt with: written before it is sent, so that none is sent twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    until = models.DateTimeField()
    """What happened before this moment stands in it, or in one before."""
    is_done = models.BooleanField(default=False)
    """Whether the mail server took it, or there was nothing to say. The next letter begins
    where the last one done ended, so that one that was lost is made up for."""

    class Meta:
        """One for a person and a day."""

        constraints = (models.UniqueConstraint(fields=["person", "day"], name="letter_is_sent_once"),)


class Webhook(Scoped, Versioned):
    """An address of another program that is told of what happens in an organisation and below it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="webhooks", verbose_name=_("organisation")
    )
    name = models.CharField(_("what it is for"), max_length=80)
    address = models.CharField(_("address"), max_length=500)
    kinds = models.JSONField(_("what it is told of"), default=list)
    """Ids of ``announcing.kinds.KINDS``."""
    is_open = models.BooleanField(_("open"), default=True)
    why_closed = models.CharField(max_length=40, blank=True)
    """Empty where a person closed it; ``gone`` where the program said that it is no more."""
    secret = models.TextField(editable=False)
    """Sealed by the vault."""
    former_secret = models.TextField(blank=True, editable=False)
    """Sealed; signs as well until the moment below, so that it can be changed without a gap."""
    former_until = models.DateTimeField(null=True, editable=False)
    made = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """In the order made."""

        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """What became of a delivery."""

    WAITING = "waiting", _("waiting to be sent")
    DELIVERED = "delivered", _("taken")
    GIVEN_UP = "given-up", _("given up")


class Delivery(Scoped):
    """One notice to one webhook, with what was answered last."""

    SCOPE = "webhook__organisation"
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    """The receiver sees it and knows by it what comes twice."""
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    kind = models.CharField(_("what"), max_length=40)
    body = models.TextField()
    """As it is sent, every time."""
    made = models.DateTimeField(_("happened"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try = models.DateTimeField(null=True)
    """Not before this moment; while it is being sent, when another may take over from whoever died."""
    tried = models.DateTimeField(_("last tried"), null=True)
    answer = models.CharField(_("what was answered"), max_length=300, blank=True)

    class Meta:
        """The newest first."""

        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["state", "next_try"], name="delivery_due"),
            models.Index(fields=["webhook", "-id"], name="delivery_of_webhook"),
        )

    @property
    def header_id(self) -> str:
        """The key as the receiver sees it, in the header ``webhook-id``."""
        return f"msg_{self.key.hex}"
