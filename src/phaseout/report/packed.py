"""How is a saved document packed, and unpacked where it is read?

The reasons of a document say much alike of every asset: packed with gzip it takes about a twelfth.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

SUFFIX = ".gz"
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)
"""What reading raises where a packed file was cut or altered."""
_MAGIC = b"\x1f\x8b"
_LEVEL = 3


@contextmanager
def packing(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Yield a stream that packs into another, without name or time, so that runs give the same bytes."""
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=stream, mtime=0) as packed:
        yield cast("BinaryIO", packed)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Yield a saved file for reading, unpacked where it is packed.

    Raises:
        OSError: it cannot be opened.
    """
    with path.open("rb") as stream:
        is_packed = stream.read(len(_MAGIC)) == _MAGIC
        stream.seek(0)
        if not is_packed:
            yield stream
            return
        with gzip.GzipFile(fileobj=stream, mode="rb") as unpacked:
            yield cast("BinaryIO", unpacked)
