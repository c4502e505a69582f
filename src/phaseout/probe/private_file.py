"""Does a file of secrets belong to the user, and may nobody else read or change it?"""

import errno
import os
import stat
from pathlib import Path

from phaseout.domain.problem import SourceError

LARGEST = 1 << 20
"""Bytes: accounts of some ten thousand recorders."""
_OTHERS = (
    (stat.S_IRGRP, "its group may read it"),
    (stat.S_IWGRP, "its group may change it"),
    (stat.S_IXGRP, "its group may execute it"),
    (stat.S_IROTH, "everybody may read it"),
    (stat.S_IWOTH, "everybody may change it"),
    (stat.S_IXOTH, "everybody may execute it"),
)
_MISSING = "name a file of yours, with `chmod 600`"


class CredentialsError(SourceError):
    """What must stay secret cannot be had, or not safely (exit 3)."""


def read_private(path: Path) -> bytes:
    """Return what a file of secrets holds. What is looked at is the opened file itself, not its name.

    Raises:
        CredentialsError: it is not there, is no file or a symbolic link, belongs to somebody else, is
            open to group or world, or is larger than ``LARGEST``; the message says which.
    """
    if os.name != "posix":  # its permissions would say nothing
        raise _refused(
            path, "who may read it cannot be told on this system", "type it instead, where it is asked for"
        )
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _refused(path, "it is a symbolic link", "name the file itself") from None
        raise _refused(path, f"it cannot be opened: {error.strerror}", _MISSING) from None
    with open(opened, "rb") as stream:  # noqa: PTH123 (what is open already has no path)
        _look_at(path, os.fstat(opened))
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _refused(path, f"it is larger than {LARGEST >> 20} MB", "is it the right file?")
    return content


def _look_at(path: Path, state: os.stat_result) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise _refused(path, "it is no plain file", "name a file")
    if state.st_uid != os.geteuid():
        whose = f"it belongs to user {state.st_uid}, and you are user {os.geteuid()}"
        raise _refused(path, whose, "make a copy of your own, and `chmod 600` it")
    if open_to := [what for bit, what in _OTHERS if state.st_mode & bit]:
        mode = stat.S_IMODE(state.st_mode)
        raise _refused(path, f"{', '.join(open_to)} (mode {mode:04o})", f"chmod 600 {path}")


def _refused(path: Path, why: str, remedy: str) -> CredentialsError:
    return CredentialsError(f"is refused: {why}", where=str(path), remedy=remedy)
