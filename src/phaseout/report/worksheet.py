"""How do rows become a sheet with headings, widths, filter and no more rows than a sheet may have?"""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from phaseout.report.language import Language
from phaseout.report.safe_text import for_cell

MOST_ROWS = 1_048_576
LONGEST = 32_767
"""Characters a cell may hold."""
Value = str | int | float | date | tuple[str, ...] | None
"""What a cell holds; several texts stand one below the other."""


class Sheet:
    """One table of a workbook; goes on in another sheet where one is full."""

    def __init__(
        self, workbook: Workbook, name: str, columns: Sequence[tuple[str, int]], language: Language
    ) -> None:
        """Begin a sheet. ``columns`` are the keys of the headings and their widths in characters."""
        self._workbook = workbook
        self._title = language.text(f"sheet.{name}")
        self._language = language
        self._columns = columns
        self._parts = 0
        self._begin()

    def add(self, row: Sequence[Value]) -> None:
        """Write one row."""
        if self._rows == MOST_ROWS:
            self.close()
            self._begin()
        self._sheet.append([self._cell(value) for value in row])
        self._rows += 1

    def close(self) -> None:
        """Put the filter over what was written."""
        last = get_column_letter(len(self._columns))
        self._sheet.auto_filter.ref = f"A1:{last}{self._rows}"

    def go_first(self) -> None:
        """Put what was written before all other sheets, and show it when the workbook is opened."""
        self._workbook.move_sheet(self._title, -self._workbook.sheetnames.index(self._title))
        self._workbook.active = 0

    def _begin(self) -> None:
        self._parts += 1
        title = self._title if self._parts == 1 else f"{self._title} {self._parts}"
        self._sheet = self._workbook.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        for number, (_, width) in enumerate(self._columns, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        self._sheet.append([self._heading(self._language.text(f"column.{key}")) for key, _ in self._columns])
        self._rows = 1

    def _heading(self, text: str) -> Cell:
        cell = WriteOnlyCell(self._sheet, value=text)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F3A5F")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        return cell

    def _cell(self, value: Value) -> str | float | date | Cell | None:
        if isinstance(value, tuple):
            cell = WriteOnlyCell(self._sheet, value=self._fitting("\n".join(map(for_cell, value))))
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            return cell
        return self._fitting(for_cell(value)) if isinstance(value, str) else value

    def _fitting(self, text: str) -> str:
        if len(text) <= LONGEST:
            return text
        note = f"… {self._language.count('cell.more', len(text) - LONGEST)}"
        return text[: LONGEST - len(note)] + note
