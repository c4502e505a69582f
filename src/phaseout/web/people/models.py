"""Which people are there, and which roles do they have where?"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import ROLE_NAMES, Role
from phaseout.web.frame.scoped import Scoped


class People(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""


class Person(AbstractBaseUser):
    """Somebody who may sign in, known by their e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, blank=True)
    """Empty until they choose one: then the browser's is taken."""
    single_keys = models.BooleanField(_("single keys"), default=True)
    """Whether letters lead to pages and rows; who speaks to the machine, or shakes, turns them off."""
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_proven = models.BooleanField(default=False)
    """Whether a letter, or a provider, showed that the address is theirs; a link handed over does not."""
    last_in = models.ForeignKey(Organisation, models.SET_NULL, null=True, editable=False, related_name="+")
    """Where a role was last taken away: who keeps people there keeps this account once it has none."""
    joined = models.DateTimeField(_("since"), auto_now_add=True)

    objects = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """Names for forms."""

        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        """Return their name, and never their address: whoever reads what they did need not learn it."""
        if self.name and self.name.lower() != self.email.lower():
            return self.name
        return gettext("person no. %(number)s") % {"number": self.pk}


class Grant(Scoped):
    """A role somebody has in an organisation and all below it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=[(r.value, n) for r, n in ROLE_NAMES.items()])
    granted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One row for one role in one place."""

        constraints = (
            models.UniqueConstraint(fields=["person", "organisation", "role"], name="grant_is_given_once"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

    @property
    def role_name(self) -> str:
        """The role in the reader's language."""
        return str(ROLE_NAMES[Role(self.role)])


class Invitation(Scoped):
    """That an address was asked to come, with the role it then has. Nobody is a person before they accept."""

    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=5)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=[(r.value, n) for r, n in ROLE_NAMES.items()])
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of what the link carries: whoever reads the database cannot make the link."""
    sent = models.DateTimeField(_("sent"))
    expires = models.DateTimeField(_("expires"))
    accepted = models.DateTimeField(_("accepted"), null=True)
    is_by_letter = models.BooleanField(default=False)
    """Whether the link goes to the address by mail alone; otherwise whoever asks hands it over."""
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        """The newest first."""

        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-sent", "-pk")
        indexes = (models.Index(fields=["email"], name="invitation_by_address"),)

    def __str__(self) -> str:
        return self.email

    @property
    def role_name(self) -> str:
        """The role in the reader's language."""
        return str(ROLE_NAMES[Role(self.role)])


class SecondFactorRule(Scoped):
    """That whoever has a role in an organisation or below it needs a second factor."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="second_factor_rules")
    role = models.CharField(max_length=20, choices=[(r.value, n) for r, n in ROLE_NAMES.items()])

    class Meta:
        """One row for one role in one place."""

        constraints = (models.UniqueConstraint(fields=["organisation", "role"], name="second_factor_once"),)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.role}"


class Token(Scoped):
    """What a program shows to act for somebody: never more than they may, in a branch, until a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret, which is random: nothing slower is needed."""
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    permissions = models.JSONField(_("permissions"), default=list)
    """Ids of those it may use, where its person has them."""
    made = models.DateTimeField(_("made"), auto_now_add=True)
    expires = models.DateTimeField(_("expires"))
    last_used = models.DateField(_("last used"), null=True)
    revoked = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        """The newest first."""

        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name
