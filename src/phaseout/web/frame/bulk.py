"""How are very many rows written, faster than by making an object of each?

One statement, prepared once and run for each row; the same on both databases.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

Values = Sequence[object]


def write_many(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Values],
    *,
    unique: Sequence[str] = (),
    replaced: Sequence[str] = (),
) -> None:
    """Write rows; for services alone, which have asked whether somebody may, and within their transaction.

    Args:
        fields: names of fields, in the order of each row's values; a relation's value is a primary key.
        rows: the values of each; nothing checks them but the database.
        unique: the fields of a constraint: where a row has these already, it is changed.
        replaced: the fields that are then written.
    """
    known = [model._meta.get_field(name) for name in fields]
    adapted = [_adapter(one) for one in known]
    prepared: list[list[Any]] = [
        [adapt(value) for adapt, value in zip(adapted, row, strict=True)] for row in rows
    ]
    if prepared:
        with connection.cursor() as cursor:
            cursor.executemany(_statement(model, fields, unique, replaced), prepared)


def _statement(
    model: type[models.Model], fields: Sequence[str], unique: Sequence[str], replaced: Sequence[str]
) -> str:
    quote = connection.ops.quote_name

    def columns(names: Sequence[str]) -> list[str]:
        return [quote(str(model._meta.get_field(name).column)) for name in names]  # type: ignore[union-attr]

    places = ", ".join("%s" for _ in fields)
    # Nothing but names of the model stands in it; all values are handed over apart.
    named = f"{quote(model._meta.db_table)} ({', '.join(columns(fields))})"
    written = f"INSERT INTO {named} VALUES ({places})"  # noqa: S608
    if not unique:
        return written
    change = ", ".join(f"{one} = EXCLUDED.{one}" for one in columns(replaced))
    return f"{written} ON CONFLICT ({', '.join(columns(unique))}) DO UPDATE SET {change}"


def _adapter(field: Any) -> Callable[[Any], object]:
    operations = connection.ops
    match field:
        case models.DateTimeField():
            return operations.adapt_datetimefield_value
        case models.DateField():
            return operations.adapt_datefield_value
        case models.JSONField():
            return lambda value: operations.adapt_json_value(value, field.encoder)
        case _:
            return lambda value: value
