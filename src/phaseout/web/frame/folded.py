"""How is text found whatever its capitals and accents, by an index, on both databases?"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.query_utils import DeferredAttribute
from django.db.models.sql.compiler import SQLCompiler

from phaseout.domain.folding import fold

PATTERNS = ("int8_ops", "varchar_pattern_ops")
"""Operators of an index of PostgreSQL that serves, within an organisation, beginnings of words; SQLite needs
none. Without the organisation before it, what others have would be gone through."""
_LAST = "\U0010ffff"


def folded(text: str) -> str:
    """Return a text as it is compared: small letters, no accents, one blank between words."""
    return " ".join(fold(text).text.split())


def has_words(said: str, text: str) -> bool:
    """Return whether every word of a text stands in what is said, whatever the capitals and accents."""
    within = folded(said)
    return all(word in within for word in folded(text).split())


class _AlwaysAnew(DeferredAttribute):
    """What a row holds is made of its other columns whenever somebody asks, whatever the database held."""

    field: "FoldedField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        return self if instance is None else self.field.of_row(instance)

    def __set__(self, instance: models.Model, value: str) -> None:
        instance.__dict__[self.field.attname] = value  # so that it is not taken for a column left out


class FoldedField(models.CharField):  # type: ignore[type-arg] # it takes no parameters when it runs
    """Texts of the same row, folded; written whenever the row is saved or created in bulk.

    ``bulk_update`` and ``save(update_fields=…)`` write it where it is named among the fields.
    """

    descriptor_class = _AlwaysAnew

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = tuple(of)
        super().__init__(*args, **{**kwargs, "editable": False, "blank": True})

    def deconstruct(self) -> Any:
        """Return how a migration writes it down."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def of_row(self, row: models.Model) -> str:
        """Return the texts as a row has them now, folded."""
        text = folded(" ".join(filter(None, (getattr(row, name) for name in self.of))))
        return text[: self.max_length]


@FoldedField.register_lookup
class Begins(Lookup[str]):
    """``sought__begins="cam"``: served by the column's index, which ``startswith`` is not on SQLite."""

    lookup_name = "begins"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """Ask for all from the text itself to the last that begins with it."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [*parameters, self.rhs, *parameters, self.rhs + _LAST]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """Ask by a pattern: how a database of PostgreSQL orders letters is its administrator's choice."""
        column, parameters = self.process_lhs(compiler, connection)
        escaped = self.rhs.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        return f"{column} LIKE %s", [*parameters, f"{escaped}%"]
