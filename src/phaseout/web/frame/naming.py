"""Whose name does somebody learn who reads what people did?"""

from typing import Any, TypeVar, cast

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext as _
from django_tables2 import Column

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.scoped import Scoped

Row = TypeVar("Row", bound=Scoped)


def name_for(access: Access, person: object, organisation: int) -> str:
    """Return the name of whoever did something, or that it was a person.

    Whoever has any role there beyond a reader's learns it; readers, landlords among them, do not.

    Args:
        access: of who reads.
        person: who did it.
        organisation: primary key of the one it was done in.
    """
    return str(person) if access.may(Permission.DISCUSS, organisation) else _("a person")


def naming(rows: QuerySet[Row], access: Access) -> QuerySet[Row]:
    """Return rows of which each says, as ``is_named``, whether its reader learns who did it.

    For lists and what leaves of them, which know a row and nobody who asks.
    """
    learns = Q(**{f"{rows.model.SCOPE}__in": access.within(Permission.DISCUSS)})
    said = rows.annotate(is_named=ExpressionWrapper(learns, output_field=BooleanField()))
    return cast("QuerySet[Row]", said)


def learnt(row: Any, person: Any) -> str | None:
    """Return the name of whoever did something to one of ``naming``; None where nobody did.

    Raises:
        AttributeError: the row was not asked for by ``naming``.
    """
    if person is None:
        return None
    return str(person) if row.is_named else _("a person")


class NameColumn(Column):  # type: ignore[misc] # it has no types
    """Who did something, in a list of the rows that ``naming`` returns."""

    def render(self, value: object, record: object) -> str | None:
        """Return the name, for who may learn it."""
        return learnt(record, value)
