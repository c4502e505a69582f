"""How are rows put in again that were made once, where making them anew takes far longer than what is asked of them?

What makes them is run where it was not run yet in this process, and wherever anything is otherwise than it was then:
the rows that stand there, the moment, the language and the folder of files.
"""

from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import get_language

Rows = dict[str, list[Any]]
"""Table → its rows; that which says how rows are numbered is one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    before: Rows
    after: Rows
    named: SimpleNamespace


_MADE: dict[Hashable, _Made] = {}


def put_again(name: Hashable, there: SimpleNamespace, make: Callable[[], None]) -> None:
    """Do what `make` does to the database and to `there`: an organisation, and nothing else yet.

    On PostgreSQL, where numbers go on from test to test and nothing is ever as it was, it is made each time.
    """
    if connection.vendor != "sqlite":
        return make()
    key = name, timezone.now(), get_language(), settings.MEDIA_ROOT
    before, organisation = _rows(), there.organisation
    kept = _MADE.get(key)
    if kept and (kept.before, kept.named.organisation) == (before, organisation):
        _put(kept)
        # Whoever alters the organisation that was handed in alters the one that rows lead to.
        vars(there).update(vars(deepcopy(kept.named, {id(kept.named.organisation): organisation})))
        return None
    make()
    _MADE[key] = _Made(before=before, after=_rows(), named=deepcopy(there))
    return None


def _rows() -> Rows:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = [name for (name,) in cursor.fetchall()]
        return {table: cursor.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}


def _put(made: _Made) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in made.after.items():
            before = made.before[table]
            new = rows[len(before) :]
            if rows[: len(before)] != before:
                cursor.execute(f'DELETE FROM "{table}"')
                new = rows
            if new:
                values = ", ".join(["%s"] * len(new[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({values})', new)
