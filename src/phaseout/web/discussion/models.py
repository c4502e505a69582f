"""What was said about which thing, and what is to be done about it by whom?"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import ROLE_NAMES, Access, Permission, Role
from phaseout.web.frame.folded import FoldedField
from phaseout.web.frame.scoped import InReach, Scoped
from phaseout.web.frame.versioned import Versioned
from phaseout.web.surveys.models import Survey

LONGEST_TEXT = 5000
Thing = Site | Asset | Finding | Survey | Organisation
Row = TypeVar("Row", bound="OfThing")


def one_alone(names: Iterable[str]) -> Q:
    """Return that exactly one of some relations is set."""
    every = tuple(names)
    alone = (Q(**{f"{other}__isnull": other != name for other in every}) for name in every)
    return reduce(or_, alone)


class OfThings(InReach[Row]):
    """Hands out rows by the organisation of the thing each is about, wherever that thing now belongs."""

    def within(self, access: Access, permission: Permission) -> models.QuerySet[Row]:
        """Return the rows about things of organisations where a permission holds."""
        reach, found = access.within(permission), Q(pk__in=())
        for thing in self.model.ABOUT:
            scope = "" if thing.endswith("organisation") else "__organisation"
            found |= Q(**{f"{thing}{scope}__in": reach})
        return self.get_queryset().filter(found)


class OfThing(Scoped):
    """A row about a thing."""

    ABOUT: ClassVar[tuple[str, ...]] = ("site", "asset", "finding", "survey")
    """Ways to what it may be about, of which it has one."""
    everything: ClassVar[models.Manager[Any]] = models.Manager()  # type: ignore[no-redef] # django-stubs adds it
    """Said anew: of a class and those it builds on, Django takes the nearest manager for its own use."""
    objects = OfThings()  # type: ignore[misc] # django-stubs sees no parameter

    class Meta:
        """No table of its own."""

        abstract = True


class About(OfThing):
    """Columns of a row about a thing: nobody removes what people speak of."""

    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", verbose_name=_("site"))
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, related_name="+", verbose_name=_("asset"))
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, related_name="+", verbose_name=_("finding")
    )
    survey = models.ForeignKey(Survey, models.PROTECT, null=True, related_name="+", verbose_name=_("survey"))

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def thing(self) -> Thing:
        """What it is about."""
        found: Thing = next(filter(None, (getattr(self, name) for name in self.ABOUT)))
        return found


class Comment(About, Versioned):
    """What somebody said about a thing. It may be withdrawn, and is never taken away."""

    text = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    changed = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        """In the order they were written; about one thing each."""

        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=one_alone(About.ABOUT), name="comment_is_about_one_thing"),
        )

    def __str__(self) -> str:
        return self.text


class Wording(OfThing):
    """How a comment read before its writer changed it."""

    ABOUT: ClassVar[tuple[str, ...]] = tuple(f"comment__{one}" for one in OfThing.ABOUT)
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="wordings")
    text = models.TextField()
    until = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering = ("-pk",)


class Mention(OfThing):
    """That a comment names somebody."""

    ABOUT: ClassVar[tuple[str, ...]] = Wording.ABOUT
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seen = models.DateTimeField(null=True)
    """When they said that they had seen it, or answered; none while it waits on them."""

    class Meta:
        """Once for each person."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["comment", "person"], name="named_once"),)
        indexes = (models.Index(fields=["person", "seen"], name="mention_that_waits"),)


class State(models.TextChoices):
    """How a task stands."""

    OPEN = "open", pgettext_lazy("task", "open")
    DONE = "done", pgettext_lazy("task", "done")
    GIVEN_UP = "given-up", pgettext_lazy("task", "given up")


DOERS = tuple((role.value, ROLE_NAMES[role]) for role in Role if role is not Role.READER)
"""Roles a task may be given to: who only reads does nothing."""


class Task(About, Versioned):
    """Something to be done about a thing or in an organisation, by a person or by who has a role there."""

    ABOUT: ClassVar[tuple[str, ...]] = (*About.ABOUT, "organisation")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("organisation")
    )
    """Where it is about no single thing."""
    title = models.CharField(_("what is to be done"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    """The last day on which it is not overdue."""
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("role"), max_length=20, blank=True, choices=DOERS)
    """Whose it is where no person is named."""
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("what became of it"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("given"), auto_now_add=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed = models.DateTimeField(null=True)
    sought = FoldedField(max_length=200, of=("title",))

    class Meta:
        """About one thing, for one person or one role."""

        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = (models.F("due").asc(nulls_last=True), "pk")
        constraints = (
            models.CheckConstraint(
                condition=one_alone((*About.ABOUT, "organisation")), name="task_is_about_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(person=None, role__gt="") | Q(person__isnull=False, role=""),
                name="task_is_somebodys",
            ),
        )
        indexes = (models.Index(fields=["state", "due", "id"], name="task_by_due"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == State.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether its day is past and it is still to be done."""
        return self.is_open and self.due is not None and self.due < timezone.localdate()

    @property
    def who(self) -> str:
        """Whose it is, in the reader's language."""
        return str(self.person) if self.person_id else str(self.get_role_display())
