"""How is a backup made, and brought back?"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

from phaseout.domain.problem import SourceError, UsageError
from phaseout.web.backup.archive import Packed, Packing, portions
from phaseout.web.backup.course import Course
from phaseout.web.backup.rows import AT_ONCE, Migrations, applied, lines, missing, name_of, rows, tables
from phaseout.web.data_folder import RESTORING

FILLED_BY_DJANGO = ("contenttypes.contenttype", "auth.permission")
"""Tables that a new database has rows in."""
Told = Callable[[str], None]


def back_up(path: Path, tell: Told = lambda _: None) -> None:
    """Write all rows, as they stand at one moment, and all files into one file.

    Raises:
        UsageError: something has the name already.
    """
    if path.exists():
        raise UsageError(f"{path} is there already", remedy="name another file")
    packing = Packing(path)
    try:
        with _one_moment():
            migrations = applied()
            for table in tables(migrations):
                tell(name_of(table))
                packing.put(_rows_of(table), lines(table))
        for file in _files():
            packing.put(f"files/{file.relative_to(settings.MEDIA_ROOT).as_posix()}", portions(file))
        packing.finish(engine=settings.VERSION, migrations=migrations)
    except BaseException:
        packing.give_up()
        raise


def bring_back(path: Path, tell: Told = lambda _: None) -> None:
    """Fill an empty database and folder with a backup; one of an older version is then brought forward.

    Who was killed at it repeats it with the same backup.

    Raises:
        SourceError: it is damaged, holds more or less than it lists, would write elsewhere, or was made by a
            later version. Nothing is changed.
        UsageError: the database or the folder is not empty.
    """
    packed = Packed(path)
    packed.check()
    migrations = packed.manifest["migrations"]
    if unknown := missing(migrations):
        raise SourceError(
            f"{path} was made by a later version: {unknown[0]} is not known here",
            where=str(path),
            remedy="bring it back with that version",
        )
    course = Course(Path(settings.DATA) / RESTORING, packed.digest)
    if not course.is_filled:
        _fill(packed, migrations, course, tell)
    call_command("migrate", interactive=False, verbosity=0)
    course.end()


def _fill(packed: Packed, migrations: Migrations, course: Course, tell: Told) -> None:
    """Make the tables as they were, and put files and rows in."""
    if course.is_begun:
        for file in _files():  # there were none before
            file.unlink()
    elif any(_files()):
        raise UsageError(f"{settings.MEDIA_ROOT} is not empty", remedy="name another folder in PHASEOUT_DATA")
    kept = tables(migrations)
    packed.require(_rows_of(table) for table in kept)
    for app, names in migrations.items():
        call_command("migrate", app, names[-1], interactive=False, verbosity=0)
    is_filled = any(map(_has_rows, kept))
    if is_filled and not course.is_begun:
        _refuse_rows(kept)
    course.begin()
    _place_files(packed)
    if not is_filled:
        _take_all(packed, kept, tell)
    course.fill()


@transaction.atomic
def _take_all(packed: Packed, kept: list[type[models.Model]], tell: Told) -> None:
    """Write all rows: all of them or none."""
    for table in kept:
        if name_of(table) in FILLED_BY_DJANGO:
            table._base_manager.all().delete()
    for table in kept:
        tell(name_of(table))
        _take(table, packed.lines(_rows_of(table)))
    _count_on(kept)


def _has_rows(table: type[models.Model]) -> bool:
    return name_of(table) not in FILLED_BY_DJANGO and table._base_manager.exists()


def _rows_of(table: type[models.Model]) -> str:
    """Return under which name the rows of a table lie in a backup."""
    return f"rows/{name_of(table)}.jsonl"


def _take(table: type[models.Model], given: Iterator[bytes]) -> None:
    """Write rows into a table, so many at a time."""
    told = rows(table, given)
    while batch := list(islice(told, AT_ONCE)):
        table._base_manager.bulk_create(batch)


def _refuse_rows(kept: list[type[models.Model]]) -> None:
    for table in kept:
        if _has_rows(table):
            raise UsageError(
                f"the database is not empty: {name_of(table)} has rows",
                remedy="name another database in PHASEOUT_DATABASE, or another folder in PHASEOUT_DATA",
            )


def _place_files(packed: Packed) -> None:
    """Write the files of a backup that was checked below the folder of files."""
    root = Path(settings.MEDIA_ROOT)
    for name in packed.names("files/"):
        place = root / name.removeprefix("files/")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with place.open("xb") as out:
            for part in packed.parts(name):
                out.write(part)
            out.flush()
            os.fsync(out.fileno())


def _files() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@contextmanager
def _one_moment() -> Iterator[None]:
    """See nothing of what others write meanwhile, and keep nobody from writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Django's own transactions begin by saying that they mean to write, which would keep out everybody else.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _count_on(kept: list[type[models.Model]]) -> None:
    """Let new rows be numbered after those brought back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)
