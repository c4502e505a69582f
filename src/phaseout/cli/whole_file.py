"""How does a file appear under its name only when it is whole?"""

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from phaseout.domain.problem import SourceError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _File(io.RawIOBase):
    """A file whose own refusals name it. What else fails while it is open is no fault of the file."""

    def __init__(self, file: int | Path, path: Path) -> None:
        """Take a descriptor or a path to open, and the path the file is known by."""
        super().__init__()
        self._file = io.FileIO(file, "wb")
        self._path = path

    def writable(self) -> bool:
        """Return that it takes bytes."""
        return True

    def write(self, data: "ReadableBuffer", /) -> int | None:
        """Write some of ``data``.

        Raises:
            SourceError: the file takes no more.
        """
        with _naming(self._path):
            return self._file.write(data)

    def close(self) -> None:
        """Close it.

        Raises:
            SourceError: what it took could not be kept.
        """
        super().close()
        with _naming(self._path):
            self._file.close()


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when it is whole.

    A link is followed, so that it stays one. What is no ordinary file, such as a device or a pipe, is
    written to as it is.
    """
    draft, path = None, path.resolve()
    try:
        with _naming(path):
            is_ordinary = path.is_file() or not path.exists()
            if is_ordinary:
                # A name nobody can foresee: two runs do not share it and nobody lays a link there.
                number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
                draft = Path(name)
            raw = _File(number if is_ordinary else path, path)
        with io.BufferedWriter(raw) as stream:
            yield stream
        if draft is not None:
            with _naming(path):
                draft.chmod(0o666 & ~_umask())
                draft.replace(path)
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
