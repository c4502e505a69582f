"""How are very many rows written at once, on either database?

Django's own ``bulk_create`` spends ten times as long on putting each value and each statement together as the
databases do on writing them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

from phaseout.report.json_bytes import Json, json_bytes

AT_ONCE = 2_000
"""Rows of one statement where a database takes whole lists of values."""
_LENGTH = re.compile(r"\(.*\)")
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
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            values = f"VALUES ({', '.join(['%s'] * len(columns))})"
            statement = _statement(model, columns, values, over, unique)
            cursor.executemany(statement, prepared)  # type: ignore[arg-type] # it takes any iterable
            return
        into = ", ".join(_quoted(model, column) for column in columns)
        statement = _statement(model, columns, _unnested(model, columns), over, unique)
        for batch in _batches(prepared, AT_ONCE):  # whoever makes rows may ask this connection meanwhile
            if over:
                cursor.execute(statement, [list(values) for values in zip(*batch, strict=True)])
                continue
            with cursor.copy(f"COPY {_table(model)} ({into}) FROM STDIN") as taken:
                for row in batch:
                    taken.write_row(row)


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
    model: type[models.Model], columns: Sequence[str], values: str, over: Sequence[str], unique: Sequence[str]
) -> str:
    """Return what writes rows, with a place for them; names come from models and never from people."""
    into, known = (", ".join(_quoted(model, one) for one in names) for names in (columns, unique))
    statement = f"INSERT INTO {_table(model)} ({into}) {values}"
    if over:
        sets = ", ".join(f"{_quoted(model, one)} = excluded.{_quoted(model, one)}" for one in over)
        statement += f" ON CONFLICT ({known}) DO UPDATE SET {sets}"
    return statement


def _unnested(model: type[models.Model], columns: Sequence[str]) -> str:
    """Return what makes rows of a list for each column.

    The lists are of the columns' types without their lengths: a cast to these would cut silently what is
    too long, where writing it is refused.
    """
    types = [_LENGTH.sub("", _field(model, column).db_type(connection)) for column in columns]
    return f"SELECT * FROM unnest({', '.join(f'%s::{one}[]' for one in types)})"  # noqa: S608


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _quoted(model: type[models.Model], name: str) -> str:
    return connection.ops.quote_name(_field(model, name).column)


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
