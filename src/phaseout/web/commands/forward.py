"""How is a database brought to the form that this version knows: wholly, or not at all?

Django applies a migration in one transaction, and notes it in another where indexes or keys are made at its
end: who is killed between the two has a table that the next start wants to make again. So all of them, with
their notes, are one transaction here, on both databases.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from phaseout.domain.problem import SourceError
from phaseout.web.backup.rows import applied, missing

LOCK = 0x7068617365  # "phase"
"""Under which a database of PostgreSQL is held while it is brought forward."""
Told = Callable[[str], None]
WAITING = "another server is bringing the database forward: waiting for it"


def bring_forward(folder: Path, tell: Told) -> None:
    """Bring the database forward, alone; who is killed at it leaves it as it was.

    A copy of a SQLite database is made first, as ``before-update.sqlite3``.

    Raises:
        SourceError: a later version of the program was here. Nothing is changed.
    """
    with _alone(folder, tell):
        if unknown := missing(applied()):
            raise SourceError(
                f"a later version of phaseout has used this database: {unknown[0]} is not known here",
                where=str(folder),
                remedy="serve it with that version, or bring a backup back into an empty database",
            )
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan and executor.loader.applied_migrations:
            tell(f"bringing the database forward, in {len(plan)} steps")
            _copied(folder)
        with _wholly():
            call_command(_Migrating(), interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)


class _Migrating(migrate.Command):
    """Looks after each migration at what points where, as the end of its transaction would otherwise do.

    PostgreSQL changes no table of which it still has something to look at.
    """

    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:  # as Django calls it
        """Do so, and go on."""
        super().migration_progress_callback(action, migration, fake)
        if action == "apply_success":
            connection.check_constraints()


@contextlib.contextmanager
def _wholly() -> Iterator[None]:
    """Do all of it in one transaction."""
    # Tables of SQLite are rebuilt under other names, and what points at them must not be looked at meanwhile.
    # That can only be said outside of a transaction; each migration checks what points where at its end.
    with connection.constraint_checks_disabled(), transaction.atomic():
        yield


@contextlib.contextmanager
def _alone(folder: Path, tell: Told) -> Iterator[None]:
    """Hold the database: of two servers that start at once, the second finds it brought forward."""
    if connection.vendor == "postgresql":
        with _held_by_the_server(tell):
            yield
        return
    try:
        import fcntl
    except ImportError:  # not on Windows; there SQLite's own lock alone keeps a second one waiting
        yield
        return
    with (folder / "update.lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            tell(WAITING)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _held_by_the_server(tell: Told) -> Iterator[None]:
    """Hold it as long as this connection lasts: who is killed lets go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            tell(WAITING)
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _copied(folder: Path) -> None:
    """Copy a database that is a file, for whoever wants to go back to the version before."""
    if connection.vendor != "sqlite":
        return
    draft, kept = folder / "before-update.draft", folder / "before-update.sqlite3"
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(draft)) as copy:
        connection.connection.backup(copy)
    draft.replace(kept)
