"""How are very many rows written at once, on either database?

Django's own ``bulk_create`` spends ten times as long on putting each value and each statement together as the
databases do on writing them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

from phaseout.report.json_bytes import Json, json_bytes

PARAMETERS = 20_000
"""Values of one statement where a database takes whole lists of rows."""
Row = Sequence[Any]
Prepare = Callable[[Any], Any]


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    over: Sequence[str] = (),
    unique: Sequence[str] = ("id",),
) -> None:
    """Write rows; for services alone, which have asked whether somebody may, and within their transaction.

    Args:
        model: whose rows they are.
        columns: names of fields in the order of each row's values; of a relation the value is a primary key.
        rows: no two of which are the same by what is unique; nothing checks them but the database.
        over: fields to be written over where such a row is there already.
        unique: by which fields a row is known to be there.
    """
    prepares = [_prepared(_field(model, column)) for column in columns]
    prepared = _fit(rows, [(place, one) for place, one in enumerate(prepares) if one is not None])
    statement = _statement(model, columns, over, unique)
    one = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(statement.format(one), prepared)  # type: ignore[arg-type] # it takes any iterable
            return
        for batch in _batches(prepared, PARAMETERS // len(columns)):
            cursor.execute(
                statement.format(", ".join([one] * len(batch))), [value for row in batch for value in row]
            )


def new_keys(model: type[models.Model], number: int) -> Sequence[int]:
    """Return so many primary keys that no other row will have. Within a transaction that writes."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # whoever writes is alone: the transaction said so at its start
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = cursor.fetchone()
            first = (last[0] if last else 0) + 1
            return range(first, first + number)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, number]
        )
        return [key for (key,) in cursor.fetchall()]


def _statement(
    model: type[models.Model], columns: Sequence[str], over: Sequence[str], unique: Sequence[str]
) -> str:
    """Return what writes rows, with a place for them; names come from models and never from people."""

    def quote(name: str) -> str:
        return connection.ops.quote_name(_field(model, name).column)

    into = ", ".join(map(quote, columns))
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT INTO {table} ({into}) VALUES {{}}"  # noqa: S608
    if over:
        sets = ", ".join(f"{quote(one)} = excluded.{quote(one)}" for one in over)
        statement += f" ON CONFLICT ({', '.join(map(quote, unique))}) DO UPDATE SET {sets}"
    return statement


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _prepared(field: Any) -> Prepare | None:
    """Return what makes a value of a column fit for the database, None where it is as it stands."""
    if isinstance(field, models.DateTimeField):
        # Rows written together nearly all hold the same moment.
        return lru_cache(maxsize=256)(connection.ops.adapt_datetimefield_value)
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    if isinstance(field, models.JSONField):
        return _as_json
    return None


def _fit(rows: Iterable[Row], prepares: Sequence[tuple[int, Prepare]]) -> Iterator[Row]:
    """Yield rows as the database takes them; most columns of most rows are so already."""
    if not prepares:
        yield from rows
        return
    for row in rows:
        fit = list(row)
        for place, prepare in prepares:
            fit[place] = prepare(fit[place])
        yield fit


def _as_json(value: Json) -> str | None:
    return None if value is None else json_bytes(value).decode()


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
