"""How far is a backup brought back, so that who was killed at it can repeat it?"""

import os
from pathlib import Path

from phaseout.domain.problem import UsageError

_FILLED = "filled"


class Course:
    """Kept in a file beside the data for as long as it lasts."""

    def __init__(self, path: Path, digest: str) -> None:
        """Read how far it is.

        Args:
            path: of the file.
            digest: of the backup.

        Raises:
            UsageError: another backup was begun here.
        """
        self._path, self._digest = path, digest
        begun, _, filled = path.read_text("ascii").partition(" ") if path.exists() else ("", "", "")
        if begun not in ("", digest):
            raise UsageError(
                "another backup was begun to be brought back here",
                where=str(path.parent),
                remedy="repeat it with that file, or name an empty folder and database",
            )
        self.is_begun = bool(begun)
        """Whether files may stand here that somebody who was killed put there."""
        self.is_filled = filled == _FILLED
        """Whether all files and rows are there."""

    def begin(self) -> None:
        """Note that files and rows come from now on."""
        self._write(self._digest)

    def fill(self) -> None:
        """Note that all are there."""
        self._write(f"{self._digest} {_FILLED}")

    def end(self) -> None:
        """Note that it is over."""
        self._path.unlink()

    def _write(self, said: str) -> None:
        draft = self._path.with_name(f"{self._path.name}.draft")
        with draft.open("w", encoding="ascii") as out:
            out.write(said)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self._path)
