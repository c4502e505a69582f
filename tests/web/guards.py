"""How does somebody who may do anything to the database get past the guards of the ledger?"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

GUARDS = import_module("phaseout.web.ledger.migrations.0002_guards")


@contextmanager
def without_guards() -> Iterator[None]:
    """Take the guards down, and put them up again."""
    with connection.cursor() as cursor:
        for statement in GUARDS.no_guards(connection.vendor):
            cursor.execute(statement)
        yield
        for statement in GUARDS.guards(connection.vendor):
            cursor.execute(statement)
