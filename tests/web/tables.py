"""How does each process of tests come to a database with all tables? The first makes them, the others copy its own.

To make them takes six seconds of a processor, a copy none.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN, flock
from pathlib import Path

from django.conf import settings
from django.db import connection

from phaseout.web.data_folder import prepared

KEPT = "test_with_tables"
"""What the copies are made of, beside the databases of tests."""


@contextmanager
def with_tables(shared: Path) -> Iterator[Path | None]:
    """Go on in a database of this process alone that has all tables and no rows, until it is taken away.

    Args:
        shared: a folder of this run, the same for each of its processes.

    Yields:
        A file of SQLite like it, to be copied; None on PostgreSQL, for which ``made_in_sqlite`` makes one.
    """
    before, is_made = connection.settings_dict["NAME"], shared / f"{KEPT}.made"
    kept = str(shared / f"{KEPT}.sqlite3") if connection.vendor == "sqlite" else KEPT
    with (shared / f"{KEPT}.making").open("w") as making, (shared / f"{KEPT}.used").open("w") as used:
        flock(making, LOCK_EX)
        if is_made.exists():
            _begin_with(kept)
        else:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            _copy(connection.settings_dict["NAME"], kept)
            is_made.touch()
        flock(used, LOCK_SH)
        flock(making, LOCK_UN)
        yield Path(kept) if connection.vendor == "sqlite" else None
        _end(before)
        flock(making, LOCK_EX)
        with suppress(BlockingIOError):  # another process goes on, and its end is the end
            flock(used, LOCK_EX | LOCK_NB)
            is_made.unlink()
            _take_away(kept)


def made_in_sqlite(shared: Path) -> Path:
    """Return a file of SQLite with all tables, made once for all processes of a run on PostgreSQL."""
    folder = shared / "sqlite"
    with (shared / "sqlite.making").open("w") as making:
        flock(making, LOCK_EX)
        if not folder.exists():
            served = {"PHASEOUT_DATABASE": "", "DJANGO_SETTINGS_MODULE": "phaseout.web.settings"}
            given = {**os.environ, **served, "PHASEOUT_DATA": str(prepared(folder))}
            command = [sys.executable, "-m", "phaseout.web", "migrate", "--verbosity=0"]
            subprocess.run(command, env=given, check=True)
    return folder / "phaseout.sqlite3"


def _begin_with(kept: str) -> None:
    """Do what `create_test_db` does, with a copy."""
    name = connection.creation._get_test_db_name()
    _copy(kept, name)
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def _end(before: str) -> None:
    """Do what `destroy_test_db` does, though a thread or program of a test that ended late is still at it."""
    if connection.vendor == "sqlite":
        connection.creation.destroy_test_db(before, verbosity=0)
        return
    name = connection.settings_dict["NAME"]
    connection.close()
    _take_away(name)
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = before


def _copy(source: str, target: str) -> None:
    # Nobody may be at what is copied; on SQLite all is then in the one file.
    connection.close()
    if connection.vendor == "sqlite":
        shutil.copyfile(source, target)
        return
    _take_away(target)
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def _take_away(name: str) -> None:
    if connection.vendor == "sqlite":
        Path(name).unlink()
        return
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
