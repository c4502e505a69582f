"""How does a command reach the data of the application?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from phaseout.domain.problem import SourceError, UsageError
from phaseout.web.data_folder import DATABASE, data_folder, for_the_owner_alone, prepared

SETTINGS = "phaseout.web.settings"


@contextmanager
def opened() -> Iterator[Path]:
    """Hand out the folder of the data, made where it was missing, with Django ready to work on it.

    Raises:
        UsageError: the extra ``web`` is not installed.
        SourceError: the database cannot be reached, or is none.
    """
    if find_spec("django") is None:
        raise UsageError(
            "the web application is not installed", remedy="install it: pip install 'phaseout[web]'"
        )
    for_the_owner_alone()
    folder = prepared(data_folder())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django
    from django.db import Error

    django.setup()
    try:
        yield folder
    except Error as error:
        is_elsewhere = bool(os.environ.get(DATABASE))
        raise SourceError(
            f"the database refuses: {str(error).strip()}",
            where=DATABASE if is_elsewhere else str(folder),
            remedy=_SERVED if is_elsewhere else _of_file(str(error)),
        ) from error


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
