"""How does a command reach the data of the application?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from phaseout.domain.problem import SourceError, UsageError
from phaseout.web.data_folder import (
    DATA,
    DATABASE,
    RESTORING,
    SQLITE,
    data_folder,
    for_the_owner_alone,
    prepared,
)

SETTINGS = "phaseout.web.settings"


@contextmanager
def opened(*, begins: bool = True, restores: bool = False) -> Iterator[Path]:
    """Hand out the folder of the data, with Django ready to work on it.

    Args:
        begins: whether it is made where it is missing. Who works on what is there already must not take a
            mistyped folder for an empty one.
        restores: whether a backup is brought back, perhaps once more after somebody was killed at it.

    Raises:
        UsageError: the extra ``web`` is not installed, or nothing is there.
        SourceError: the database cannot be reached, or is none.
    """
    if find_spec("django") is None:
        raise UsageError(
            "the web application is not installed", remedy="install it: pip install 'phaseout[web]'"
        )
    for_the_owner_alone()
    if not begins and not os.environ.get(DATABASE) and not (data_folder() / SQLITE).is_file():
        raise nothing_there(str(data_folder()))
    folder = prepared(data_folder())
    if not restores and (folder / RESTORING).exists():
        raise UsageError(
            "a backup was being brought back here, and that did not end",
            where=str(folder),
            remedy="repeat 'phaseout restore' with the same file",
        )
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django
    from django.db import Error

    django.setup()
    try:
        if not begins:
            _refuse_empty(folder)
        yield folder
    except Error as error:
        is_elsewhere = bool(os.environ.get(DATABASE))
        raise SourceError(
            f"the database refuses: {str(error).strip()}",
            where=DATABASE if is_elsewhere else str(folder),
            remedy=_SERVED if is_elsewhere else _of_file(str(error)),
        ) from error


def _refuse_empty(folder: Path) -> None:
    from phaseout.web.backup.rows import applied

    if not applied():
        raise nothing_there(DATABASE if os.environ.get(DATABASE) else str(folder))


def nothing_there(where: str) -> UsageError:
    """Return that there is no database of the application."""
    return UsageError(
        "no database of phaseout is there",
        where=where,
        remedy=f"name the folder in {DATA}, or the database in {DATABASE}; 'phaseout serve' makes a new one",
    )


_SERVED = "see that it runs, and that its address and the permission are right"


def _of_file(said: str) -> str:
    """Return what helps where SQLite says this of its file."""
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return (
            "move it away, and bring back the last backup: PHASEOUT_DATA=new-folder phaseout restore FILE; "
            "without a backup, 'sqlite3 phaseout.sqlite3 .recover' may save part of it"
        )
    if "full" in said:
        return "make room on the disk, then start it again"
    if "locked" in said:
        return "another process writes: wait, or end it, then start it again"
    return "see that the folder and what is in it belong to whoever runs this, and may be written"
