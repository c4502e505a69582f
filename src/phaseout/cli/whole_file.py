"""How does a file appear under its name only when it is whole?"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from phaseout.domain.problem import SourceError


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when it is whole.

    A link is followed, so that it stays one. What is no ordinary file, such as a device or a pipe, is
    written to as it is.
    """
    draft, path = None, path.resolve()
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        # A name nobody can foresee: two runs do not share it and nobody lays a link there.
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as stream:
            draft = Path(stream.name)
            yield cast("BinaryIO", stream)
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except OSError as error:
        raise SourceError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            remedy="check the folder and the space left",
        ) from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
