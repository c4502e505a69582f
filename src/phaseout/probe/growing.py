"""How does a file grow by whole pieces, whatever the disk does?"""

import contextlib
import os
import stat
from io import FileIO
from pathlib import Path

_OWNER_ALONE = 0o600


def for_owner(name: str | Path, flags: int) -> int:
    """Open a file for its owner alone, be it there already; whoever may read it meanwhile may no more."""
    opened = os.open(name, flags | os.O_CREAT, _OWNER_ALONE)
    state = os.fstat(opened)
    if stat.S_ISREG(state.st_mode) and state.st_mode & 0o077:
        with contextlib.suppress(OSError, AttributeError):  # some sticks and systems know no permissions
            os.fchmod(opened, _OWNER_ALONE)
    return opened


class Growing(FileIO):
    """A file of its owner's that grows by whole pieces."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "r+b", opener=for_owner)
        self.path = path
        self.length = self.seek(0, os.SEEK_END)

    def append(self, piece: bytes) -> None:
        """Write all of a piece, or nothing of it."""
        try:
            left = memoryview(piece)
            while left:
                left = left[self.write(left) or 0 :]
        except OSError:
            self.cut(self.length)
            raise
        self.length += len(piece)

    def piece(self, start: int, end: int) -> bytes:
        """Return what stands between two lengths."""
        self.seek(start)
        content = self.read(end - start) or b""
        self.seek(self.length)
        return content

    def has_line_end(self, length: int) -> bool:
        """Return whether a line ends at a length."""
        self.seek(max(0, length - 1))
        return not length or self.read(1) == b"\n"

    def cut(self, length: int) -> None:
        """Take away what is beyond a length."""
        self.truncate(length)
        self.length = self.seek(length)
