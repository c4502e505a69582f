"""Where are finished pieces kept until all are there, and do they belong to this run?"""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from phaseout.batch.answers_file import COMPRESSION, answers_file
from phaseout.batch.tally import Tally
from phaseout.domain.problem import SourceError, UsageError

SUFFIX = ".part"
"""Behind the name of what is to be written: the folder of its pieces."""
_RUN = "run.json"
_LOCK = "lock"
_TALLY = b"phaseout.tally"
_PIECE = re.compile(r"piece-(?P<number>\d{7})\.parquet")
_OURS = re.compile(r"(piece-\d{7}\.parquet|run\.json|lock|whole)(\.\d+\.draft)?")


class Begun(NamedTuple):
    """How a run begins."""

    done: frozenset[int]
    """Pieces of the run that was interrupted."""
    changed: tuple[str, ...] = ()
    """What is not as it was when another run left pieces, which were thrown away for it."""
    damaged: tuple[int, ...] = ()
    """Pieces of the run that was interrupted which do not read and were thrown away."""


class Pieces:
    """The pieces of one run, in a folder beside what is to be written."""

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()
        self._folder = self.target.with_name(self.target.name + SUFFIX)

    def begin(self, run: Mapping[str, object]) -> Begun:
        """Return which pieces are done; ``run`` is all that their bytes depend on.

        Raises:
            SourceError: the folder cannot be made.
            UsageError: it holds what is not ours, or another run is at work there.
        """
        with naming(self._folder):
            self._folder.mkdir(exist_ok=True)
            names = [path.name for path in self._folder.iterdir()]
        if strange := [name for name in names if not _OURS.fullmatch(name)]:
            raise UsageError(
                f"holds {strange[0]!r}, which this program did not write",
                where=str(self._folder), remedy="move the folder away, or write to another name",
            )  # fmt: skip
        self._lock()
        changed = _changed(self._earlier(), run) if _RUN in names else ()
        with naming(self._folder):
            for name in names:
                if changed or name.endswith(".draft"):
                    (self._folder / name).unlink(missing_ok=True)
            if changed or _RUN not in names:
                self._whole(_RUN, orjson.dumps(dict(run), option=orjson.OPT_INDENT_2))
        found = () if changed else map(_PIECE.fullmatch, names)
        kept = sorted(int(one["number"]) for one in found if one)
        damaged = tuple(number for number in kept if not _reads(self._piece(number)))
        with naming(self._folder):
            for number in damaged:
                self._piece(number).unlink()
        return Begun(frozenset(kept).difference(damaged), changed, damaged)

    def write(self, number: int, schema: pa.Schema, batches: Iterator[tuple[pa.RecordBatch, Tally]]) -> None:
        """Write one piece; it appears under its name when it is whole.

        Raises:
            SourceError: there is no room.
        """
        path = self._piece(number)
        with (
            self._drafted(path) as draft,
            pq.ParquetWriter(draft, schema, compression=COMPRESSION, write_page_checksum=True) as out,
        ):
            tally = Tally()
            for batch, figures in batches:
                if batch.num_rows:
                    out.write_batch(batch, row_group_size=batch.num_rows)
                tally.add(figures)
            out.add_key_value_metadata({_TALLY: tally.packed()})

    def finish(self, count: int, separator: str = ",") -> Tally:
        """Put the pieces together as the name that was asked for says, and return their figures.

        Raises:
            SourceError: there is no room.
            UsageError: nothing is written that such a name promises.
        """
        tally = Tally()
        with reading(self._piece(0)):
            schema = pq.read_schema(self._piece(0)).remove_metadata()
        with (
            self._drafted(self.target, self._folder / "whole") as draft,
            answers_file(draft, schema, self.target.name, separator) as out,
        ):
            for number in range(count):
                for group in _groups(self._piece(number), tally):
                    out.add(group)
        self._remove()
        return tally

    def discard(self) -> None:
        """Throw the pieces away.

        Raises:
            SourceError: the folder cannot be removed.
        """
        self._remove()

    def _piece(self, number: int) -> Path:
        return self._folder / f"piece-{number:07}.parquet"

    def _earlier(self) -> Mapping[str, object]:
        try:
            found = orjson.loads((self._folder / _RUN).read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return {}
        return found if isinstance(found, dict) else {}

    def _whole(self, name: str, data: bytes) -> None:
        with self._drafted(self._folder / name) as draft:
            draft.write(data)

    @contextlib.contextmanager
    def _drafted(self, path: Path, beside: Path | None = None) -> Iterator[pa.PythonFile]:
        """Open a file that appears under its name only when it is whole and on the disk."""
        draft = Path(f"{beside or path}.{os.getpid()}.draft")
        try:
            with naming(path):
                with draft.open("wb") as stream:
                    yield stream
                    stream.flush()
                    os.fsync(stream.fileno())
                draft.replace(path)
                _settle(path.parent)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)

    def _lock(self) -> None:
        """Hold the folder until this process ends, however it does."""
        try:
            import fcntl
        except ImportError:  # not on Windows; there the last of two runs wins
            return
        with naming(self._folder):
            self._held = (self._folder / _LOCK).open("wb")
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UsageError(
                "another run is writing this", where=str(self.target), remedy="wait for it, or end it"
            ) from error

    def _remove(self) -> None:
        with naming(self._folder):
            for path in self._folder.iterdir():
                path.unlink(missing_ok=True)
            self._folder.rmdir()


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name the file where the system refuses it."""
    try:
        yield
    except OSError as error:
        raise SourceError(
            f"cannot be written: {error.strerror or error}",
            where=str(path),
            remedy="look for space and permission, then give the same command: it goes on where it stopped",
        ) from error


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Name the piece that does not read."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            f"a finished piece cannot be read: {error}",
            where=str(path),
            remedy="give the same command: the piece is screened again",
        ) from error


def _groups(path: Path, tally: Tally) -> Iterator[pa.Table]:
    """Yield what stands in a piece, and add its figures."""
    with reading(path):
        piece = pq.ParquetFile(path, page_checksum_verification=True)
    with piece:
        tally.add(Tally.unpacked(piece.metadata.metadata[_TALLY]))
        for number in range(piece.num_row_groups):
            with reading(path):
                group = piece.read_row_group(number)
            yield group


def _reads(path: Path) -> bool:
    """Whether a piece that an earlier run left is whole: no power may have left half of it."""
    try:
        for _ in _groups(path, Tally()):
            pass
    except (SourceError, KeyError, TypeError, ValueError):  # also figures that are none
        return False
    return True


def _settle(folder: Path) -> None:
    """See to it that a new name in a folder outlives a loss of power."""
    with contextlib.suppress(OSError):  # some systems keep no folder to be written
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _changed(earlier: Mapping[str, object], run: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names of what is not as it was."""
    return tuple(name for name in run if earlier.get(name) != orjson.loads(orjson.dumps(run[name])))
