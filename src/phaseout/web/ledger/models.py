"""What was decided, in the order of an organisation's ledger, and which states of it were signed?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.models import Event, WrittenOnce
from phaseout.web.frame.scoped import Scoped


class Ledger(Scoped):
    """The ledger of one organisation; whoever writes into it holds this row."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    origin = models.CharField(max_length=200, unique=True)
    """Its name for ever, wherever it is kept."""
    size = models.PositiveBigIntegerField(_("leaves"), default=0)
    last = models.CharField(max_length=20, blank=True)
    """The time of its last leaf, as leaves have it; empty where there is none."""
    begun = models.DateTimeField(_("begun"), auto_now_add=True)

    class Meta:
        """In the order begun."""

        verbose_name = _("ledger")
        verbose_name_plural = _("ledgers")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.organisation)


class Leaf(WrittenOnce):
    """One decision or change of state, as it is hashed. The database refuses to alter it, too."""

    SCOPE = "ledger__organisation"
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField(_("leaf"))
    """Its place, counted from 0."""
    line = models.BinaryField()
    """Its bytes (``phaseout.ledger.leaf``)."""
    subject = models.CharField(max_length=80)
    """As it stands in the line: ``findings.judgement/17``."""
    event = models.OneToOneField(Event, models.PROTECT, null=True, related_name="leaf")
    """None of those that speak of the ledger itself."""

    class Meta:
        """The newest first."""

        verbose_name = _("leaf")
        verbose_name_plural = _("leaves")
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["ledger", "sequence"], name="leaf_has_its_place"),)
        indexes = (models.Index(fields=["subject", "ledger", "sequence"], name="leaf_by_subject"),)

    def __str__(self) -> str:
        return str(self.sequence)


class Opening(Scoped):
    """A private value of a leaf, which may be dropped; the leaf verifies as before."""

    SCOPE = "leaf__ledger__organisation"
    leaf = models.ForeignKey(Leaf, models.CASCADE, related_name="openings")
    name = models.CharField(max_length=80)
    salt = models.CharField(max_length=64)
    value = models.JSONField(null=True)

    class Meta:
        """In the order of leaves and names, as a bundle has them."""

        ordering = ("leaf__sequence", "name")
        constraints = (models.UniqueConstraint(fields=["leaf", "name"], name="opening_is_one_leafs"),)


class Node(WrittenOnce):
    """The root of a whole subtree, at its place. The database refuses to alter it, too."""

    SCOPE = "ledger__organisation"
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    at = models.PositiveBigIntegerField()
    hash = models.BinaryField()

    class Meta:
        """One at a place."""

        ordering = ("level", "at")
        constraints = (models.UniqueConstraint(fields=["ledger", "level", "at"], name="node_has_its_place"),)


class Checkpoint(WrittenOnce):
    """A state that was signed. The database refuses to alter it, too."""

    SCOPE = "ledger__organisation"
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="checkpoints")
    size = models.PositiveBigIntegerField(_("leaves"))
    note = models.TextField()
    """With its signatures (C2SP signed-note)."""
    at = models.DateTimeField(_("signed"))

    class Meta:
        """The largest first."""

        verbose_name = _("signed state")
        verbose_name_plural = _("signed states")
        ordering = ("-size",)
        constraints = (models.UniqueConstraint(fields=["ledger", "size"], name="state_is_signed_once"),)

    def __str__(self) -> str:
        return f"{self.ledger}: {self.size}"


class Key(Scoped):
    """The public half of a key that signs a ledger, or did."""

    SCOPE = "ledger__organisation"
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    since = models.DateTimeField()
    succeeded = models.DateTimeField(null=True)

    class Meta:
        """In the order they signed."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["ledger", "text"], name="key_signs_a_ledger"),)


class Witness(Scoped):
    """Somebody who wants to be sent the states that are signed."""

    SCOPE = "ledger__organisation"
    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        """Once for each ledger."""

        constraints = (models.UniqueConstraint(fields=["ledger", "person"], name="witness_of_a_ledger"),)


class Mailing(Scoped):
    """That a state was sent to somebody: written before it is sent, so that none is sent twice."""

    SCOPE = "checkpoint__ledger__organisation"
    checkpoint = models.ForeignKey(Checkpoint, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        """Once for each state."""

        constraints = (models.UniqueConstraint(fields=["checkpoint", "person"], name="state_is_sent_once"),)


class Progress(models.TextChoices):
    """How far a verification is."""

    WAITING = "waiting", _("waits")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Check(Scoped):
    """That somebody had a ledger verified where it is kept, and what it came to."""

    SCOPE = "ledger__organisation"
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    asked = models.DateTimeField(_("asked for"), auto_now_add=True)
    seen = models.TextField(blank=True)
    """States that somebody laid by earlier, as they gave them."""
    progress = models.CharField(_("state"), max_length=8, choices=Progress.choices, default=Progress.WAITING)
    finished = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=12, blank=True)
    found = models.JSONField(default=dict)
    """Counts of leaves, and findings by their codes, which a page tells in its reader's language."""

    class Meta:
        """The newest first."""

        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ("-pk",)
