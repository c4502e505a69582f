"""Where are databases of compiled patterns kept from run to run?"""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

import platformdirs

MOST = 500
"""Files kept; past it the ones written first go."""
_SUFFIX = ".patterns"
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


class DiskShelf:
    """A folder of the user's cache. What cannot be kept or read is made anew, so nothing here raises."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or platformdirs.user_cache_path("phaseout") / "patterns"

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, None if nothing is or others could have written it."""
        try:
            if not _is_ours(self._folder.lstat()):
                return None
            # a pipe of that name must not keep the run waiting, nor a link lead elsewhere
            descriptor = os.open(self._folder / f"{key}{_SUFFIX}", os.O_RDONLY | _AT_ONCE)
            with os.fdopen(descriptor, "rb") as stream:
                found = os.fstat(descriptor)
                return stream.read() if stat.S_ISREG(found.st_mode) and _is_ours(found) else None
        except OSError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep data under a key; another process sees all of it or nothing."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, draft = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(data)
                Path(draft).replace(self._folder / f"{key}{_SUFFIX}")
            except OSError:
                Path(draft).unlink(missing_ok=True)
                raise
            self._make_room()

    def _make_room(self) -> None:
        kept = sorted(self._folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST]:
            path.unlink(missing_ok=True)


def _is_ours(found: os.stat_result) -> bool:
    """Whether nobody else can have put a database there: reading a forged one is not safe."""
    if os.name != "posix":
        return True
    return found.st_uid == os.getuid() and not found.st_mode & _OTHERS_MAY_WRITE
