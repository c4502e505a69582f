"""Where in a sheet does a cell stand, and what do people call that place?"""

import re
from typing import NamedTuple

Row = tuple[int, list[str]]
"""(number of the row from 1, its cells)."""

LONGEST_TITLE = 40
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f]+")
_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")


class Grid(NamedTuple):
    """How the places of one table are written: ``line 12, column Serial`` or ``Cameras!D12``."""

    before_row: str
    """Stands before the number of a row."""
    first_column: int | None
    """The column of a sheet in which the first cell of a row stands, from 0; None for a text table."""

    @classmethod
    def of_text(cls) -> "Grid":
        """Return the grid of a text table."""
        return cls("line ", None)

    @classmethod
    def of_sheet(cls, sheet: str, first_column: int) -> "Grid":
        """Return the grid of a sheet whose first cell stands in ``first_column``, from 0."""
        name = (
            sheet if _PLAIN_SHEET.fullmatch(sheet) else "'" + _BREAKS.sub(" ", sheet).replace("'", "''") + "'"
        )
        return cls(f"{name}!", first_column)

    def row(self, number: int) -> str:
        """Return the place of a row: ``line 12`` or ``Cameras!12:12``."""
        whole = "" if self.first_column is None else f":{number}"
        return f"{self.before_row}{number}{whole}"

    def around(self, index: int, title: str, *, is_repeated: bool = False) -> tuple[str, str]:
        """Return what stands before and after the row's number in the place of a cell."""
        if self.first_column is not None:
            return self.before_row + letters(self.first_column + index), ""
        name = one_line(title)
        if not name:
            return self.before_row, f", column {index + 1}"
        return self.before_row, f", column {name} ({index + 1})" if is_repeated else f", column {name}"


def letters(index: int) -> str:
    """Return the letters of a column, from 0: A, B, … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def one_line(text: str) -> str:
    """Return the start of a name without line breaks."""
    return _BREAKS.sub(" ", text).strip()[:LONGEST_TITLE]
