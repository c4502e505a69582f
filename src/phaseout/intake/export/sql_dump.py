"""Which rows do chosen tables of a MySQL dump hold?

A dump may be of any size, so only the statements of those tables are looked at.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from phaseout.domain.observation import Unread
from phaseout.intake.reader import SourceStream

LONGEST = 16 << 20
"""Bytes of a line and of a statement; mysqldump itself begins another statement long before."""
_CREATE = re.compile(r"\s*CREATE TABLE (?:IF NOT EXISTS )?[`\"]?(\w{1,64})[`\"]?", re.IGNORECASE)
_INSERT = re.compile(
    r"\s*(?:INSERT|REPLACE)(?: IGNORE)? INTO [`\"]?(\w{1,64})[`\"]?\s*(?:\(([^()]{1,20000})\))?\s*VALUES\s*",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"\s*[`\"](\w{1,64})[`\"]\s")
_MARK = re.compile(rb"\s*(?:CREATE TABLE|INSERT|REPLACE)\b", re.IGNORECASE)
_VALUE = re.compile(r"\s*(?:'((?:[^'\\]++|\\.|'')*+)'|([^,()'\s][^,()']*))\s*([,)])", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)|''", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\x00", "Z": "\x1a"}
_GAP = re.compile(r"[\s,]*")
_END = re.compile(rb";\s*$")


class TableRow(NamedTuple):
    """A row and the table it stands in."""

    line: int
    table: str
    cells: dict[str, str]
    """By the name of the column; NULL is left out."""


class SqlDump:
    """The rows of some tables, in the order of the file."""

    def __init__(self, stream: SourceStream, tables: frozenset[str]) -> None:
        self._stream = stream
        self._tables = tables
        self._columns: dict[str, list[str]] = {}
        self._creating: str | None = None
        self._statement: list[str] = []
        """The lines of the statement that is being read."""
        self._length = 0
        self._line = 0

    def __iter__(self) -> Iterator[TableRow | Unread]:
        """Yield rows, and an Unread where a statement cannot be taken apart."""
        for number, raw in self._stream.lines(longest=LONGEST):
            if raw is None:
                yield Unread(f"line {number}", f"longer than {LONGEST >> 20} MiB; not read")
                self._statement.clear()
            elif self._statement or self._creating or _MARK.match(raw):
                self._take(number, raw.decode("utf-8", "replace"))
                if self._statement and (_END.search(raw) or self._length > LONGEST):
                    yield from self._finished()
        yield from self._finished()

    def _take(self, number: int, line: str) -> None:
        """Take a line that belongs to a statement, or begins one, of a table that is asked for."""
        if self._statement:
            self._statement.append(line)
            self._length += len(line)
        elif self._creating:
            if column := _COLUMN.match(line):
                self._columns[self._creating].append(column[1])
            if line.lstrip().startswith(")"):
                self._creating = None
        elif created := _CREATE.match(line):
            if created[1] in self._tables:
                self._creating = created[1]
                self._columns[created[1]] = []
        elif (inserted := _INSERT.match(f"{line}\n")) and inserted[1] in self._tables:
            self._line, self._length = number, len(line)
            self._statement.append(line)

    def _finished(self) -> Iterator[TableRow | Unread]:
        statement = "\n".join(self._statement)
        self._statement.clear()
        yield from self._rows(self._line, statement)

    def _rows(self, line: int, statement: str) -> Iterator[TableRow | Unread]:
        head = _INSERT.match(statement)
        if head is None:
            return
        table, named = head[1], head[2]
        columns = re.findall(r"\w+", named) if named else self._columns.get(table, [])
        if not columns:
            yield Unread(f"line {line}", f"the columns of {table} are not named before its rows")
            return
        at = head.end()
        while at < len(statement) and statement[at] == "(":
            values, at = _values(statement, at + 1)
            if values is None or len(values) != len(columns):
                yield Unread(f"line {line}", f"a row of {table} has other columns than the table")
            if values is None:
                return
            pairs = zip(columns, values, strict=False)
            if len(values) == len(columns):
                yield TableRow(line, table, {name: value for name, value in pairs if value is not None})
            gap = _GAP.match(statement, at)
            at = gap.end() if gap else at


def _values(statement: str, at: int) -> tuple[list[str | None] | None, int]:
    """Return the values of the row that begins here and where it ends; None if it cannot be taken apart."""
    values: list[str | None] = []
    while value := _VALUE.match(statement, at):
        quoted, bare, mark = value.groups()
        if quoted is not None:
            values.append(_ESCAPE.sub(_unescaped, quoted) if "\\" in quoted or "''" in quoted else quoted)
        else:
            word = bare.strip()
            values.append(None if word.upper() == "NULL" else word)
        at = value.end()
        if mark == ")":
            return values, at
    return None, at


def _unescaped(match: re.Match[str]) -> str:
    letter: str | None = match[1]
    return "'" if letter is None else _ESCAPES.get(letter, letter)
