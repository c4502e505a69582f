"""Is a process at work on a survey, or on a plan? One that dies, however it dies, lets go."""

import contextlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

CAN_HOLD = find_spec("fcntl") is not None
"""Whether two processes of this system can tell who is at work."""


@contextlib.contextmanager
def held(pk: int, sort: str = "survey") -> Iterator[bool]:
    """Hold a row while something is done with it; yield whether it was to be had.

    Args:
        pk: its primary key.
        sort: what it is: a survey, if nothing else is said.
    """
    try:
        import fcntl
    except ImportError:  # not on Windows; there one worker alone may run
        yield True
        return
    folder = Path(settings.MEDIA_ROOT) / "held"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / f"{sort}-{pk}").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
