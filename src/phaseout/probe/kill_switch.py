"""Has somebody said that it is enough?"""

from collections.abc import Iterable
from pathlib import Path

NAME = "STOP"
"""A file of this name beside the output stops a probe, whatever it holds: whoever reaches the folder can."""


class KillSwitch:
    """Files that stop a probe as soon as one is there, and what else stopped it."""

    def __init__(self, files: Iterable[Path]) -> None:
        """Take the files; none of them need be there."""
        self._files = tuple(files)
        self._thrown: str | None = None

    def throw(self, why: str) -> None:
        """Stop, for whatever comes first."""
        self._thrown = self._thrown or why

    def why(self) -> str | None:
        """Return why nothing may be sent any more; it stays thrown when the file is gone again."""
        if self._thrown is None:
            self._thrown = next((f"{path} is there" for path in self._files if _is_there(path)), None)
        return self._thrown


def _is_there(path: Path) -> bool:
    """Return whether a file is there; one that cannot be looked at might be."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True
