"""How are the bytes of a source opened, decompressed, bounded and digested?"""

import hashlib
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from phaseout.domain.problem import SourceError
from phaseout.intake.line_blocks import line_blocks

HEAD = 4096
CHUNK = 1 << 20
GZIP_MAGIC = b"\x1f\x8b"
# Text logs shrink 5- to 30-fold and zeroes about 1000-fold: beyond this it is a trap, not a log.
LARGEST_RATIO = 200
RATIO_FREE = 64 << 20


class _Digest:
    """SHA-256 on a second thread, since hashing releases the interpreter and parsing does not."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._pending: Future[None] | None = None

    def update(self, chunk: bytes) -> None:
        """Hash a chunk while the caller goes on; waits for the one before."""
        if self._pending is not None:
            self._pending.result()
        self._pending = self._pool.submit(self._hash.update, chunk)

    def close(self) -> str:
        """Return the digest in hex and end the thread."""
        if self._pending is not None:
            self._pending.result()
        self._pool.shutdown()
        return self._hash.hexdigest()


class FileStream:
    """The bytes of one file in order: decompressed if gzip, bounded, and digested as stored."""

    def __init__(self, name: str, raw: BinaryIO, path: Path | None) -> None:
        self.name = name
        self.is_torn = False
        """Whether the last of its ``lines`` came without a line end, as in a file cut short."""
        self._ends_open = False
        self.position = 0
        """Decompressed bytes handed out so far."""
        self._raw = raw
        self._path = path
        self._stored = 0
        self._digest = _Digest()
        self._kept: Path | None = None
        first = self._take(HEAD)
        self._inflate = zlib.decompressobj(wbits=31) if first.startswith(GZIP_MAGIC) else None
        self._inflated = 0
        self._torn = self._inflate is not None
        self._ahead = first
        self.head = b""
        self._broken: SourceError | None = None
        try:
            while len(self.head) < HEAD and (more := self._next(HEAD)):
                self.head += more
        except SourceError as error:
            # What stands before the damage is read first; then the reader is told.
            self._broken = error
        self._ready = self.head

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._raw.close()
        if self._kept is not None:
            self._kept.unlink(missing_ok=True)

    @property
    def stored_position(self) -> int:
        """How many bytes of the file as stored have been taken, for a progress bar."""
        return self._stored

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes (all for -1), ``b""`` at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(CHUNK), b""))
        if self._ready:
            out, self._ready = self._ready[:size], self._ready[size:]
        elif self._broken is not None:
            raise self._broken
        else:
            out = self._next(size)
        self.position += len(out)
        return out

    def lines(self, *, longest: int = 1 << 20) -> Iterator[tuple[int, bytes | None]]:
        """Yield (number from 1, line without its end); None for a line over ``longest`` bytes."""
        for first, lines in line_blocks(self._noting_the_end, longest=longest):
            yield from enumerate(lines, start=first)

    def _noting_the_end(self, size: int) -> bytes:
        chunk = self.read(size)
        if chunk:
            self._ends_open = not chunk.endswith(b"\n")
        else:
            self.is_torn = self._ends_open
        return chunk

    def as_path(self, *, largest: int) -> Path:
        """Return a path to the whole content, copied aside if it is not a plain file."""
        if self._path is not None and self._inflate is None:
            if self._path.stat().st_size > largest:
                raise _too_large(self.name, largest)
            return self._path
        with tempfile.NamedTemporaryFile(prefix="phaseout-", delete=False) as copy:
            self._kept = Path(copy.name)
            while chunk := self.read(CHUNK):
                if self.position > largest:
                    raise _too_large(self.name, largest)
                copy.write(chunk)
        return self._kept

    def finish(self) -> str:
        """Take what the reader left and return the SHA-256 of the file as stored."""
        while self._take(CHUNK):
            pass
        return self._digest.close()

    def _take(self, size: int) -> bytes:
        chunk = self._raw.read(size)
        if chunk:
            self._stored += len(chunk)
            self._digest.update(chunk)
        return chunk

    def _next(self, size: int) -> bytes:
        if self._inflate is None:
            if self._ahead:
                out, self._ahead = self._ahead, b""
                return out
            return self._take(max(size, HEAD)) if size < HEAD else self._take(size)
        return self._next_inflated(size)

    def _next_inflated(self, size: int) -> bytes:
        assert self._inflate is not None  # noqa: S101 (the caller looked)
        while True:
            if not self._ahead:
                self._ahead = self._take(CHUNK)
                if not self._ahead:
                    self._refuse_torn()
                    return b""
                self._torn = True
            try:
                out = self._inflate.decompress(self._ahead, max(size, HEAD))
            except zlib.error as error:
                raise SourceError(
                    f"the gzip data are damaged after {self._inflated} bytes ({error})",
                    where=self.name,
                    remedy="fetch the file again; what stands before the damage was read",
                ) from error
            self._ahead = self._inflate.unconsumed_tail
            if self._inflate.eof:  # gzip files may hold several members, as log rotation writes them
                self._ahead = self._inflate.unused_data
                self._inflate = zlib.decompressobj(wbits=31)
                self._torn = bool(self._ahead)
            if out:
                self._inflated += len(out)
                self._refuse_bomb()
                return out

    def _refuse_torn(self) -> None:
        if self._torn:
            raise SourceError(
                f"the gzip data end early, after {self._inflated} bytes",
                where=self.name,
                remedy="fetch the file again; what stands before the end was read",
            )

    def _refuse_bomb(self) -> None:
        if self._inflated > RATIO_FREE and self._inflated > LARGEST_RATIO * self._stored:
            raise SourceError(
                f"the gzip data grow more than {LARGEST_RATIO}-fold; stopped after {self._inflated >> 20} MB",
                where=self.name,
                remedy="if the file is what you think it is, unpack it yourself and name the result",
            )


def _too_large(name: str, largest: int) -> SourceError:
    return SourceError(
        f"larger than the {largest >> 20} MB that this format is read up to",
        where=name,
        remedy="split the file, or export it as CSV, which is read line by line",
    )
