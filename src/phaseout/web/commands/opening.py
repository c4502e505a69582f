"""How does a command reach the data of the application?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from phaseout.domain.problem import SourceError, UsageError
from phaseout.web.data_folder import DATABASE, data_folder, prepared

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
    folder = prepared(data_folder())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django
    from django.db import Error

    django.setup()
    try:
        yield folder
    except Error as error:
        where = DATABASE if os.environ.get(DATABASE) else str(folder)
        raise SourceError(
            f"the database refuses: {str(error).strip()}",
            where=where,
            remedy="see that it runs, and that its address and the permission are right",
        ) from error
