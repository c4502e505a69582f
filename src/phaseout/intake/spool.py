"""Where do the observations of a large survey wait until every source is read?"""

import marshal
import tempfile
from array import array
from collections.abc import Iterator
from types import TracebackType
from typing import Self

IN_MEMORY = 64 << 20
WRITE_AT_ONCE = 1 << 20

Kept = tuple[int, str, str, str, str | None, int | None]
"""(number of the observation, trait, value, locator, at, port)."""


class Spool:
    """Runs of observations by group, in memory while they are few and on disk when they are many.

    Joining sources needs every key before the first asset is complete, so nothing can be decided
    while reading; holding a million hosts as objects would cost gigabytes. ``marshal`` is the
    quickest codec for tuples of strings that Python has, and nothing but this process reads it.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115 (lives as long as the spool)
            max_size=IN_MEMORY, buffering=WRITE_AT_ONCE, prefix="phaseout-"
        )
        self._written = 0
        self._waiting = bytearray()
        self._offset = array("Q")
        self._length = array("L")
        self._more: dict[int, list[tuple[int, int]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._offset)

    def new_group(self, run: list[Kept]) -> int:
        """Keep the first run of a group and return the group's number."""
        offset, length = self._put(run)
        self._offset.append(offset)
        self._length.append(length)
        return len(self._offset) - 1

    def add_run(self, group: int, run: list[Kept]) -> None:
        """Keep another run of a group."""
        self._more.setdefault(group, []).append(self._put(run))

    def observations(self, group: int) -> Iterator[Kept]:
        """Yield what was kept of a group, in the order it came."""
        yield from self._get(self._offset[group], self._length[group])
        for offset, length in self._more.get(group, ()):
            yield from self._get(offset, length)

    def _put(self, run: list[Kept]) -> tuple[int, int]:
        data = marshal.dumps(run)
        offset = self._written + len(self._waiting)
        self._waiting += data
        if len(self._waiting) >= WRITE_AT_ONCE:
            self._file.seek(self._written)
            self._file.write(self._waiting)
            self._written += len(self._waiting)
            self._waiting = bytearray()
        return offset, len(data)

    def _get(self, offset: int, length: int) -> list[Kept]:
        if offset >= self._written:
            start = offset - self._written
            data = bytes(self._waiting[start : start + length])
        else:
            self._file.seek(offset)
            data = self._file.read(length)
        kept: list[Kept] = marshal.loads(data)  # noqa: S302 (nothing but this process wrote it)
        return kept
