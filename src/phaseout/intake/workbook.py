"""Which sheets and rows does a workbook have, read where it can do no harm?

A workbook is a packed archive of documents written by anybody. It is parsed in a process of its own
with little memory and little time, so that a trap or a crash of the parser ends in one diagnosis.
"""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from phaseout.domain.observation import Unread
from phaseout.intake.grid import Row
from phaseout.intake.workbook_limits import AS_CSV, refusal

MEGABYTES = 448
"""Address space of the parsing process."""
SECONDS = 8
"""Processor time of the parsing process."""
WHERE = "workbook"

_CHILD = Path(__file__).with_name("workbook_cells.py")
_FIELD, _RECORD = "\x1f", "\x1e"
_CHUNK = 1 << 16
_OUT_OF_MEMORY = (41, -6)
_OUT_OF_TIME = (-24, -9)
_WHY = {
    "password": "protected by a password; open it, remove the password and save it again",
    "unreadable": "no workbook, or a damaged one; open it in a spreadsheet program and save it again",
}

_NOT_STARTED = "the program that parses workbooks cannot be started here; " + AS_CSV

Record = tuple[str, ...]


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    name: str
    first_column: int
    """Which column the first cell of each row stands in, from 0."""
    rows: Iterator[Row]
    """To be taken before the next sheet."""


def sheets_of(path: Path) -> Iterator[Sheet | Unread]:
    """Yield the sheets in order, and an Unread for what cannot be opened or parsed."""
    if why := refusal(path):
        yield Unread(WHERE, why)
        return
    for _, group in groupby(_numbered(_records(path)), key=itemgetter(0)):
        (_, first) = next(group)
        match first:
            case ("S", name, column):
                yield Sheet(name, int(column), (_row(record) for _, record in group))
            case ("X", name, why):
                yield Unread(name, why)
            case ("F", what, *_):
                yield Unread(WHERE, _WHY.get(what, what))
            case _:
                continue


def _row(record: Record) -> Row:
    return int(record[1]), list(record[2:])


def _numbered(records: Iterator[Record]) -> Iterator[tuple[int, Record]]:
    """Give the rows of one sheet the number of their sheet; everything else has its own."""
    number = 0
    for record in records:
        if record[0] != "R":
            number += 1
        yield number, record


def _records(path: Path) -> Iterator[Record]:
    """Yield what the parsing process sends; end with an F record if it does not come to its end."""
    parser = importlib.util.find_spec("python_calamine")
    if parser is None or parser.origin is None or not sys.executable:
        yield "F", _NOT_STARTED
        return
    folders = (str(Path(parser.origin).parent.parent), str(_CHILD.parent))
    limits = (str(MEGABYTES), str(SECONDS))
    command = [sys.executable, "-I", "-S", str(_CHILD), str(path.resolve()), *limits, *folders]
    reading, writing = os.pipe()
    try:
        # Our own file is run; the path is an argument to it and never a command.
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=writing, stderr=subprocess.DEVNULL
        )
    except OSError:
        os.close(reading)
        yield "F", _NOT_STARTED
        return
    finally:
        os.close(writing)
    with process:
        try:
            is_done = yield from _received(reading)
        finally:
            os.close(reading)
            process.kill()
    if not is_done:
        yield "F", _stopped(process.returncode)


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


def _stopped(code: int) -> str:
    if code in _OUT_OF_MEMORY:
        return f"it needs more than {MEGABYTES} MB of memory to open; what stands above was read; {AS_CSV}"
    if code in _OUT_OF_TIME:
        return f"it takes more than {SECONDS} s to open; what stands above was read; {AS_CSV}"
    return f"the parser broke off ({code}); what stands above was read; save the workbook again, or {AS_CSV}"
