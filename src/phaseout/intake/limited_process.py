"""How is a file parsed where it can do no harm?

Archives and documents written by anybody are parsed in a process of its own with little memory and little
time, so that a trap or a crash of the parser ends in one diagnosis.
"""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Generator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

_FIELD, _RECORD = "\x1f", "\x1e"
_CHUNK = 1 << 16
_OUT_OF_MEMORY = (41, -6)
_OUT_OF_TIME = (-24, -9)

Record = tuple[str, ...]
"""What the process sends: a letter that says what it is, then its fields."""


class Limits(NamedTuple):
    """What the process may use."""

    package: str
    """The library it parses with."""
    megabytes: int
    """Address space."""
    seconds: int
    """Processor time."""


class Ended(Enum):
    """How the process came to its end; a number is what the system gives for any other end."""

    WHOLE = 1
    NOT_STARTED = 2
    OUT_OF_MEMORY = 3
    OUT_OF_TIME = 4


def records_of(
    script: Path, path: Path, limits: Limits, wishes: tuple[str, ...] = ()
) -> Generator[Record, None, Ended | int]:
    """Yield what a script of this package sends of a file, and return how it ended.

    The script is started as ``python -I -S SCRIPT PATH MEGABYTES SECONDS FOLDER FOLDER WISH…``, where the
    folders hold the library and the scripts of ``phaseout.intake``; it ends what it sends with a D or an F
    record.
    """
    parser = importlib.util.find_spec(limits.package)
    if parser is None or parser.origin is None or not sys.executable:
        return Ended.NOT_STARTED
    folders = (str(Path(parser.origin).parent.parent), str(Path(__file__).parent))
    used = (str(limits.megabytes), str(limits.seconds))
    command = [sys.executable, "-I", "-S", str(script), str(path.resolve()), *used, *folders, *wishes]
    reading, writing = os.pipe()
    try:
        # Our own file is run; the path is an argument to it and never a command.
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=writing, stderr=subprocess.DEVNULL
        )
    except OSError:
        os.close(reading)
        return Ended.NOT_STARTED
    finally:
        os.close(writing)
    with process:
        try:
            is_done = yield from _received(reading)
        finally:
            os.close(reading)
            process.kill()
    return Ended.WHOLE if is_done else _ended(process.returncode)


def _received(pipe: int) -> Generator[Record, None, bool]:
    """Yield records as they come; return whether the last one says that there are no more."""
    last: Record = ("",)
    rest = b""
    while chunk := os.read(pipe, _CHUNK):
        *whole, rest = (rest + chunk).split(_RECORD.encode())
        for record in whole:
            last = tuple(record.decode("utf-8", "replace").split(_FIELD))
            yield last
    return last[0] in {"D", "F"}


def _ended(code: int) -> Ended | int:
    if code in _OUT_OF_MEMORY:
        return Ended.OUT_OF_MEMORY
    return Ended.OUT_OF_TIME if code in _OUT_OF_TIME else code
