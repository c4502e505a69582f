"""Where do the observations of a large survey wait until every source is read?"""

import marshal
import tempfile
from array import array
from collections.abc import Iterator
from itertools import repeat
from types import TracebackType
from typing import NamedTuple, Self

IN_MEMORY = 64 << 20
WRITE_AT_ONCE = 1 << 20

LONGEST_LIKE_OTHERS = 64
"""Observations of a run that others may have the traits of; longer ones are each their own."""
MOST_LIKE_OTHERS = 1 << 16

Kept = tuple[int, str, str, str, str | None, int | None]
"""(number of the observation, trait, value, locator, at, port)."""


class Run(NamedTuple):
    """Observations of one thing that came one after the other, as columns of one length."""

    source: int
    """The number of the source, from 0."""
    first: int
    """The number of the first; the others follow it."""
    traits: tuple[str, ...]
    values: tuple[str, ...]
    locators: tuple[str, ...]
    ats: tuple[str | None, ...] | None = None
    """None where no observation has a time."""
    ports: tuple[int | None, ...] | None = None
    """None where no observation has a port."""

    @property
    def numbers(self) -> range:
        """The number of each."""
        return range(self.first, self.first + len(self.traits))

    def observations(self) -> Iterator[Kept]:
        """Return them one by one."""
        ats, ports = self.ats or repeat(None), self.ports or repeat(None)
        return zip(self.numbers, self.traits, self.values, self.locators, ats, ports, strict=False)


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
        self._read_up_to = -1
        self._waiting = bytearray()
        self._offset = array("Q")
        self._length = array("L")
        self._more: dict[int, list[tuple[int, int]]] = {}
        self._traits: dict[tuple[str, ...], int] = {}
        """The traits of runs, which repeat from thing to thing, with their place in the list below."""
        self._listed: list[tuple[str, ...]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._offset)

    def new_group(self, run: Run) -> int:
        """Keep the first run of a group and return the group's number."""
        offset, length = self._put(run)
        self._offset.append(offset)
        self._length.append(length)
        return len(self._offset) - 1

    def add_run(self, group: int, run: Run) -> None:
        """Keep another run of a group."""
        self._more.setdefault(group, []).append(self._put(run))

    def runs(self, group: int) -> list[Run]:
        """Return what was kept of a group, in the order it came."""
        found = [self._get(self._offset[group], self._length[group])]
        if group in self._more:
            found.extend(self._get(*place) for place in self._more[group])
        return found

    def _put(self, run: Run) -> tuple[int, int]:
        source, first, traits, *columns = run
        data = marshal.dumps((source, first, self._like_others(traits), *columns))
        offset = self._written + len(self._waiting)
        self._waiting += data
        if len(self._waiting) >= WRITE_AT_ONCE:
            self._file.seek(self._written)
            self._file.write(self._waiting)
            self._read_up_to = -1
            self._written += len(self._waiting)
            self._waiting = bytearray()
        return offset, len(data)

    def _get(self, offset: int, length: int) -> Run:
        if offset >= self._written:
            start = offset - self._written
            data = bytes(self._waiting[start : start + length])
        else:
            if offset != self._read_up_to:  # most are read in the order they were written
                self._file.seek(offset)
            data = self._file.read(length)
            self._read_up_to = offset + length
        source, first, traits, *columns = marshal.loads(data)  # noqa: S302 (nothing but this process wrote it)
        return Run(source, first, self._listed[traits] if type(traits) is int else traits, *columns)

    def _like_others(self, traits: tuple[str, ...]) -> int | tuple[str, ...]:
        """Return the place of traits in the list; themselves where they are too many to be had twice."""
        place = self._traits.get(traits)
        if place is not None:
            return place
        if len(traits) > LONGEST_LIKE_OTHERS or len(self._listed) >= MOST_LIKE_OTHERS:
            return traits
        self._traits[traits] = len(self._listed)
        self._listed.append(traits)
        return len(self._listed) - 1
