"""Which rows does a text table have, when quotes may span lines and may be left open?"""

import csv
from collections import deque
from collections.abc import Iterator
from io import StringIO
from itertools import chain

from phaseout.domain.observation import Unread
from phaseout.intake.encoding import DecodedText
from phaseout.intake.grid import Row
from phaseout.intake.separators import split_line
from phaseout.intake.text_lines import MAY_BE_CUT

MOST_LINES = 200
"""A quoted cell of more lines is taken for a quote that somebody forgot to close."""


class _LeftOpenError(Exception):
    """A quote that nothing closes."""


ROW_CUT = "the file ends inside this row; its last cell is not read"
QUOTE_OPEN = "a quote is opened and not closed; read without it"
CUT = frozenset((ROW_CUT, QUOTE_OPEN, MAY_BE_CUT))
"""Of a row of which one of these is told, the cells it lacks are told with it."""


class DelimitedRows:
    """The rows of a text table, each with the number of its first line.

    A quote left open would swallow what follows into one cell. Where that seems to have happened the
    line is read again by itself, its quotes taken as they stand.
    """

    def __init__(self, text: DecodedText) -> None:
        self._doubts = text.doubts
        self._lines = chain.from_iterable(StringIO(block, newline="") for block in text.blocks())
        self._again: deque[str] = deque()
        self._held: list[str] = []
        self._line = 0
        self._is_at_end = False

    def peek(self, count: int) -> list[str]:
        """Return up to ``count`` lines without taking them."""
        while len(self._again) < count and (line := next(self._lines, None)) is not None:
            self._again.append(line)
        return list(self._again)[:count]

    def skip(self) -> None:
        """Take one line and read nothing of it."""
        if self.peek(1):
            self._again.popleft()
            self._line += 1

    def rows(self, separator: str) -> Iterator[Row | Unread]:
        """Yield the rows, and an Unread where a line cannot be one."""
        width, held, doubts, is_ragged = 0, self._held, self._doubts, False
        reader = csv.reader(self._feed(), delimiter=separator)
        while True:
            try:
                cells = next(reader, None)
                open_ended = len(held) > 1 or self._is_at_end
                swallowed = bool(held) and open_ended and self._seems_swallowed(cells, width, separator)
            except (csv.Error, _LeftOpenError):
                swallowed = True
            while doubts:
                yield doubts.pop(0)
            if swallowed:
                yield from self._by_itself(separator)
                reader = csv.reader(self._feed(), delimiter=separator)
                continue
            if cells is None:
                return
            if 0 < len(cells) < width and not held[-1].endswith(("\n", "\r")):
                # where rows leave off what is empty, a short one says less
                yield Unread(f"line {self._line + 1}", MAY_BE_CUT if is_ragged else ROW_CUT)
                cells = cells if is_ragged else cells[:-1]
            is_ragged = is_ragged or 0 < len(cells) < width
            width = max(width, len(cells))
            yield self._line + 1, cells
            self._line += len(held)
            held.clear()

    def _feed(self) -> Iterator[str]:
        """Hand lines to the csv module and hold those of the row it is at."""
        held, again = self._held, self._again
        while again:
            held.append(line := again.popleft())
            yield line
        for line in self._lines:
            held.append(line)
            if len(held) > MOST_LINES:
                raise _LeftOpenError
            yield line
        self._is_at_end = True

    def _seems_swallowed(self, cells: list[str] | None, width: int, separator: str) -> bool:
        """Whether the quotes of a row of several lines belong to several rows.

        So it is if the file ends inside the quotes, if text follows the closing one, or if the row is of
        another width than the others and a line in it is not.
        """
        if self._is_at_end:
            return True
        try:
            next(csv.reader(self._held, delimiter=separator, strict=True), None)
        except csv.Error:
            return True
        if cells is None or width == 1 or len(cells) == width:
            return False
        return any(len(split_line(line, separator)) == width for line in self._held[1:])

    def _by_itself(self, separator: str) -> Iterator[Row | Unread]:
        """Read the first line held without its quotes meaning anything; the others come again."""
        first, rest = self._held[0], self._held[1:]
        self._again.extendleft(reversed(rest))
        self._held.clear()
        self._is_at_end = False
        self._line += 1
        where = f"line {self._line}"
        try:
            cells = next(csv.reader([first], delimiter=separator, quoting=csv.QUOTE_NONE), [])
        except csv.Error:
            yield Unread(where, "a cell longer than 131,072 characters; not read")
            return
        if '"' in first:
            yield Unread(where, QUOTE_OPEN)
        yield self._line, [cell.removeprefix('"') if cell.count('"') == 1 else cell for cell in cells]
