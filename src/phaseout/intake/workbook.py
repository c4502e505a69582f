"""Which sheets and rows does a workbook have, read where it can do no harm?

A workbook is a packed archive of documents written by anybody. It is parsed in a process of its own
with little memory and little time, so that a trap or a crash of the parser ends in one diagnosis.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from phaseout.domain.observation import Unread
from phaseout.intake.grid import Row
from phaseout.intake.limited_process import Ended, Limits, Record, records_of
from phaseout.intake.workbook_limits import AS_CSV, refusal

MEGABYTES = 448
"""Address space of the parsing process."""
SECONDS = 8
"""Processor time of the parsing process."""
WHERE = "workbook"

_CHILD = Path(__file__).with_name("workbook_cells.py")
_LIMITS = Limits("python_calamine", MEGABYTES, SECONDS)
_WHY = {
    "password": "protected by a password; open it, remove the password and save it again",
    "unreadable": "no workbook, or a damaged one; open it in a spreadsheet program and save it again",
}

_NOT_STARTED = "the program that parses workbooks cannot be started here; " + AS_CSV


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
    ended = yield from records_of(_CHILD, path, _LIMITS)
    if ended is not Ended.WHOLE:
        yield "F", _why(ended)


def _why(ended: Ended | int) -> str:
    if ended is Ended.NOT_STARTED:
        return _NOT_STARTED
    if ended is Ended.OUT_OF_MEMORY:
        return f"it needs more than {MEGABYTES} MB of memory to open; what stands above was read; {AS_CSV}"
    if ended is Ended.OUT_OF_TIME:
        return f"it takes more than {SECONDS} s to open; what stands above was read; {AS_CSV}"
    return f"the parser broke off ({ended}); what stands above was read; save the workbook again, or {AS_CSV}"
