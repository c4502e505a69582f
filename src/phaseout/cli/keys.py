"""Which keys does somebody trust who names them on the command line?"""

from collections.abc import Iterable
from pathlib import Path

from phaseout.domain.problem import SourceError, UsageError
from phaseout.ledger.archive import LARGEST_TEXT
from phaseout.ledger.key import KeyTextError, VerifierKey, read_keys


def trusted_keys(given: Iterable[str]) -> list[VerifierKey]:
    """Return the keys that are given as texts, and those of files that are named.

    Raises:
        UsageError: a text is no key.
        SourceError: a file cannot be read.
    """
    return [key for text in given for key in _keys(text)]


def small_file(path: Path) -> bytes:
    """Return a file of keys or checkpoints.

    Raises:
        SourceError: it cannot be read, or is not small.
    """
    try:
        with path.open("rb") as file:
            written = file.read(LARGEST_TEXT + 1)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
    if len(written) > LARGEST_TEXT:
        raise SourceError(f"is larger than {LARGEST_TEXT} bytes", where=str(path))
    return written


def _keys(text: str) -> list[VerifierKey]:
    """Return the key that is given as text, or those of a file."""
    try:
        return read_keys(small_file(Path(text)).decode() if _is_file(text) else text)
    except (KeyTextError, UnicodeDecodeError) as error:
        what = error.what if isinstance(error, KeyTextError) else "is no text"
        raise UsageError(
            what, where="--key", remedy="NAME+ID+BASE64 is expected, or a file of such"
        ) from error


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # longer than a name may be
        return False
