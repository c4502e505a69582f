"""Which rows does somebody see? None is ever asked for without saying who asks."""

from typing import Any, Generic, TypeVar

from django.db import models

from phaseout.web.frame.access import Access, Permission

Row = TypeVar("Row", bound="Scoped")


class InReach(models.manager.BaseManager[Row], Generic[Row]):
    """Hands out the rows of the organisations within somebody's reach, and no others."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """Return every row; the ways in are below."""
        return models.QuerySet(self.model, using=self._db)

    def visible_to(self, access: Access) -> models.QuerySet[Row]:
        """Return the rows somebody may read."""
        return self.within(access, Permission.READ)

    def within(self, access: Access, permission: Permission) -> models.QuerySet[Row]:
        """Return the rows of organisations where a permission holds."""
        return self.get_queryset().filter(**{f"{self.model.SCOPE}__in": access.within(permission)})

    def all(self) -> Any:
        """Refuse: a list without an asker would show one organisation's rows to another."""
        raise TypeError("say who asks: visible_to(access)")


class Scoped(models.Model):
    """A row that belongs to an organisation."""

    SCOPE = "organisation"
    """The field, or the way over fields, to the organisation it belongs to."""

    everything = models.Manager()
    """For services, tasks and backups, which have asked whether somebody may, and for queries, which narrow
    by who asks (held by a test). Django takes it too where a row is asked for its own: ``asset.keys.all()``.
    """
    objects = InReach()

    class Meta:
        """No table of its own."""

        abstract = True
