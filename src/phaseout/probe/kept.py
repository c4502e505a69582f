"""What was found so far, whole at any moment, and where does a sweep that was broken off go on?

Beside the output stands its journal: a line for each time something was kept, with the length of the output
then and the address, ``+`` before it where that host was finished and ``~`` where it was not. The output is
written first, the journal after: cut back to the journal's last length, it holds whole lines, each once.
A host that was not finished is asked anew: what it says again is not written again.
"""

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import orjson

from phaseout.domain.problem import SourceError, UsageError
from phaseout.probe.addresses import Addresses
from phaseout.probe.growing import Growing
from phaseout.probe.networks import address_of

SUFFIX = ".journal"
_ENTRY = re.compile(rb"(\d{1,15}) ([+~])([0-9A-Fa-f:.]{2,45})\n")


class Kept:
    """The output of a sweep, with its journal."""

    def __init__(self, path: Path, *, resume: bool = False) -> None:
        """Open an output, new or where it was broken off.

        Args:
            path: of the lines; the journal stands beside it.
            resume: go on with what is there, if anything is.

        Raises:
            UsageError: something is there and is not to be gone on with.
            SourceError: it cannot be written, another run is writing it, or it has no journal that fits.
        """
        self.path, journal = path, path.with_name(path.name + SUFFIX)
        if not resume and (path.exists() or journal.exists()):
            raise UsageError(
                "is there already", where=str(path), remedy="go on with --resume, or name another"
            )
        if path.exists() and path.stat().st_size and not journal.exists():
            raise SourceError(
                "has no journal beside it to go on from", where=str(path), remedy="name another"
            )
        self._done = Addresses()
        self._begun: dict[str, list[tuple[int, int]]] = {}
        """Hosts that were not finished, and where in the output their lines stand."""
        with _naming(path), contextlib.ExitStack() as stack:
            self._journal = stack.enter_context(Growing(journal))
            _hold(self._journal.fileno(), path)
            self._output = stack.enter_context(Growing(path))
            self._recover()
            self._files = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _naming(self.path), self._files:
            os.fsync(self._output.fileno())
            os.fsync(self._journal.fileno())

    @property
    def finished(self) -> int:
        """How many hosts are done."""
        return len(self._done)

    def done(self, target: str) -> bool:
        """Return whether a host was finished."""
        return target in self._done

    def keep(self, target: str, lines: Sequence[bytes], *, is_finished: bool) -> None:
        """Keep what a host said: whole lines, with their LF or without, in one write, and then the journal's.

        Raises:
            SourceError: the disk takes no more; what was kept before stays whole.
        """
        said_before = self._said_before(target)
        new = (line.removesuffix(b"\n") for line in lines)
        written = b"".join(line + b"\n" for line in new if _said(line) not in said_before)
        if not written and not is_finished:
            return
        sign = "+" if is_finished else "~"
        with _naming(self.path):
            before = self._output.length
            self._output.append(written)
            try:
                self._journal.append(f"{self._output.length} {sign}{target}\n".encode())
            except OSError:
                self._output.cut(before)
                raise
        self._note(target, (before, self._output.length), is_finished=is_finished)

    def _note(self, target: str, place: tuple[int, int], *, is_finished: bool) -> None:
        if is_finished:
            self._done.add(target)
            self._begun.pop(target, None)
        else:
            self._begun.setdefault(target, []).append(place)

    def _said_before(self, target: str) -> set[bytes]:
        """Return what is kept already of a host that was not finished."""
        places = self._begun.get(target, ())
        return {_said(line) for place in places for line in self._output.piece(*place).splitlines()}

    def _recover(self) -> None:
        """Read the journal as far as the output bears it out, and cut both back to there."""
        noted = length = 0
        with self._journal.path.open("rb") as journal:
            for line in journal:
                entry = _ENTRY.fullmatch(line)
                if entry is None or address_of(entry[3].decode()) is None:
                    break
                if not length <= int(entry[1]) <= self._output.length:
                    break
                place, length = (length, int(entry[1])), int(entry[1])
                noted += len(line)
                self._note(entry[3].decode(), place, is_finished=entry[2] == b"+")
        if not self._output.has_line_end(length):
            raise SourceError(
                "does not fit the journal beside it", where=str(self.path), remedy="name another"
            )
        self._journal.cut(noted)
        self._output.cut(length)


def _said(line: bytes) -> bytes:
    """Return what a line says, whenever it was said."""
    try:
        told = orjson.loads(line)
    except orjson.JSONDecodeError:
        return line
    if isinstance(told, dict):
        told.pop("at", None)
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS)


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SourceError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            remedy="check the folder and the space left",
        ) from error


def _hold(file: int, path: Path) -> None:
    """Keep other runs off the output while this one lives; the system lets go of it when the process ends."""
    try:
        import fcntl
    except ImportError:  # where there is none, two runs at once are for their owner to avoid
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise SourceError(
            "is being written by another run", where=str(path), remedy="wait for it, or stop it"
        ) from error
