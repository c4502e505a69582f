"""Who did what, and when, which is never changed or taken away; and which columns does somebody want?"""

from typing import Any, ClassVar, NoReturn, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.scoped import Scoped

Row = TypeVar("Row", bound=models.Model)


class Kept(models.QuerySet[Row]):
    """Rows that are only ever added to."""

    def update(self, **_fields: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("what was noted stays as it is")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("what was noted stays as it is")

    bulk_update = update  # type: ignore[assignment]


class KeptColumns(models.Model):
    """The columns of a list that somebody wants to see, where its address names none."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    route = models.CharField(max_length=60)
    """Name of the list's address."""
    columns = models.JSONField(default=list)
    everything: ClassVar[models.Manager["KeptColumns"]] = models.Manager()  # type: ignore[no-redef] # the plugin errs

    class Meta:
        """Once for each person and list."""

        constraints = (models.UniqueConstraint(fields=["person", "route"], name="columns_kept_once"),)


class WrittenOnce(Scoped):
    """A row that is only ever added: nothing changes it, and nothing takes it away."""

    everything: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Kept)()

    class Meta:
        """No table of its own."""

        abstract = True

    def _do_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse what ``save()`` of a row that is there already comes to."""
        raise TypeError("what was noted stays as it is")

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("what was noted stays as it is")


class Event(WrittenOnce):
    """That somebody did something in an organisation."""

    at = models.DateTimeField(_("at"), auto_now_add=True)
    organisation = models.ForeignKey(
        "estate.Organisation",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    """None where it happened to the server as a whole: a guess at an address nobody has."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    """None where nobody was signed in."""
    what = models.CharField(_("what"), max_length=40)
    """An id that an app's ``happening`` names: what is added there changes no table."""
    about = models.CharField(_("about"), max_length=250)
    """What it happened to, as its reader knows it: a name, an address, a reference."""
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    class Meta:
        """The newest first."""

        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["organisation", "-id"], name="event_of_organisation"),)

    def __str__(self) -> str:
        return f"{self.what}: {self.about}"


class Announcement(Scoped):
    """That something happened of which other programs may be told. Gone once it was handed on."""

    at = models.DateTimeField(auto_now_add=True)
    organisation = models.ForeignKey("estate.Organisation", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    """An id of ``announcing.kinds.KINDS``."""
    data = models.JSONField(default=dict)

    class Meta:
        """In the order it happened."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.kind
