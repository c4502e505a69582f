"""Which people are there, and which roles do they have where?"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import ROLE_NAMES
from phaseout.web.frame.scoped import Scoped


class People(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""


class Person(AbstractBaseUser):
    """Somebody who may sign in, known by their e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, blank=True)
    """Empty until they choose one: then the browser's is taken."""
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined = models.DateTimeField(_("since"), auto_now_add=True)

    objects = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """Names for forms."""

        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.email


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
