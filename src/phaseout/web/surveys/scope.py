"""Which looks at networks were asked for, which were allowed, and what was signed?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.scoped import Scoped
from phaseout.web.frame.versioned import Versioned

PER_HOST, IN_ALL = 20, 200
"""Packets a second where nobody asks for less."""


class ScopeState(models.TextChoices):
    """What became of a scope."""

    DRAFTED = "drafted", _("waits for a decision")
    SIGNED = "signed", _("signed")
    REFUSED = "refused", _("sent back")
    WITHDRAWN = "withdrawn", pgettext_lazy("scope", "withdrawn")


class LookScope(Scoped, Versioned):
    """What may be asked in which networks: drafted by one person, allowed by another, signed here."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("what for"), max_length=200)
    ranges = models.JSONField(default=list)
    """``{"network", "site", "segment", "note"}``: the site by its reference, the note of public addresses."""
    excluded = models.JSONField(default=list)
    """Networks."""
    windows = models.JSONField(default=list)
    """``{"days", "from", "to", "timezone"}``; none: at any hour."""
    per_host = models.PositiveIntegerField(_("packets a second for each host"), default=PER_HOST)
    in_all = models.PositiveIntegerField(_("packets a second in all"), default=IN_ALL)
    recorders = models.BooleanField(_("recorders may be asked with an account of yours"), default=False)
    expires = models.DateTimeField(_("holds until"))
    collectors = models.TextField(blank=True)
    """Public keys of those who may collect, one a line: what they sign is known."""
    state = models.CharField(
        _("state"), max_length=10, choices=ScopeState.choices, default=ScopeState.DRAFTED
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    """Who wrote it as it stands."""
    drafted = models.DateTimeField(_("drafted"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided = models.DateTimeField(_("decided"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    """Why it was sent back or withdrawn."""
    withdrawn = models.DateTimeField(null=True)
    signed = models.TextField(blank=True)
    """The file as it was handed out (C2SP signed-note over TOML)."""
    sha256 = models.CharField(max_length=64, blank=True)
    """Of that file."""

    class Meta:
        """The newest first."""

        verbose_name = _("scope of a look")
        verbose_name_plural = _("scopes of looks")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state == ScopeState.DRAFTED

    @property
    def was_signed(self) -> bool:
        """Whether there is a file of it."""
        return self.state in (ScopeState.SIGNED, ScopeState.WITHDRAWN)


class Standing(models.TextChoices):
    """How far a collection is believed to be what it says."""

    KNOWN = "known", _("signed by a key that is known")
    UNSIGNED = "unsigned", _("not signed by anybody known: weigh it as such")


class Collected(Scoped):
    """A bundle that was brought in, and what it became."""

    SCOPE = "survey__organisation"
    survey = models.OneToOneField("surveys.Survey", models.CASCADE, related_name="collected")
    scope = models.ForeignKey(LookScope, models.PROTECT, related_name="collections")
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 over its manifest: the same collection comes in once."""
    standing = models.CharField(_("standing"), max_length=10, choices=Standing.choices)
    key = models.CharField(max_length=300, blank=True)
    """Of whoever signed it, where that is known."""
    collector = models.CharField(_("collected by"), max_length=255)
    """As they call themselves."""
    begun = models.DateTimeField(_("begun"))
    ended = models.DateTimeField(_("ended"))
    manifest = models.TextField()
    """As it was signed."""

    class Meta:
        """The newest first."""

        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.digest[:16]
