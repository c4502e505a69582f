"""How is a report written as a workbook: what it is, a sheet for each table, and the definitions?"""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import Cell as BookCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from phaseout.report.safe_text import for_cell
from phaseout.report.workbook_bytes import write_workbook
from phaseout.report.worksheet import MOST_ROWS
from phaseout.web.reports.document import Bars, Document, Figures, Key, Note, Section, Table, Value
from phaseout.web.reports.written.texts import about, said, text_of

LONGEST_NAME = 31
"""Characters of the name of a sheet."""
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WIDTH = 22
Cell = str | int | date | None
Row = Sequence[Cell]


def xlsx(document: Document, language: str) -> bytes:
    """Return a report as a workbook; the same report is always the same bytes."""
    book, written = Workbook(write_only=True), io.BytesIO()
    with override(language):
        _sheet(book, _("About this report"), (_("What"), _("Value")), _about(document, language))
        for title, headings, rows in _tables(document, language):
            _sheet(book, title, headings, rows)
        defined = [
            (said(one.term, language), said(one.meaning, language)) for one in document.definitions.rows
        ]
        _sheet(book, _("Definitions"), (_("Word"), _("What it means")), defined)
    write_workbook(book, written, document.made)
    return written.getvalue()


def _about(document: Document, language: str) -> Iterator[Row]:
    yield _("Report"), said(document.title, language)
    yield from about(document, language)
    yield _("Version of the definitions"), document.definitions.version
    for section in document.sections:
        for part in section.parts:
            if isinstance(part, Note):
                yield said(section.title, language), said(part.text, language)


def _tables(document: Document, language: str) -> Iterator[tuple[str, Row, Sequence[Row]]]:
    """Yield name, headings and rows of each sheet: tables of one id stand in one, with their section."""
    together: dict[str, list[tuple[Section, Table | Figures | Bars]]] = {}
    for section in document.sections:
        for part in section.parts:
            if not isinstance(part, Note):
                together.setdefault(part.id, []).append((section, part))
    for parts in together.values():
        first = parts[0][1]
        headings, is_many = _headings(first, language), len(parts) > 1
        rows = [
            [*([said(section.title, language)] if is_many else []), *row]
            for section, part in parts
            for row in _rows(part, language)
        ]
        yield said(first.title, language), [*([_("Part")] if is_many else []), *headings], rows


def _headings(part: Table | Figures | Bars, language: str) -> list[str]:
    match part:
        case Table():
            return [said(one.heading, language) for one in part.columns]
        case Bars():
            return [said(one, language) for one in part.head]
        case Figures():
            return [_("What"), _("Number"), _("In the report before")]


def _rows(part: Table | Figures | Bars, language: str) -> Iterator[list[Cell]]:
    match part:
        case Table():
            yield from ([_value(one, language) for one in row] for row in part.rows)
        case Bars():
            yield from ([_value(label, language), number] for label, number in part.rows)
        case Figures():
            yield from (
                [said(one.label, language), _value(one.value, language), one.was] for one in part.rows
            )


def _value(value: Value, language: str) -> Cell:
    """Return what a cell holds: numbers and days as such, nothing where nobody said anything."""
    if isinstance(value, Key):
        return value.number
    if value is None or isinstance(value, int | date):
        return value
    return text_of(value, language)


def _sheet(book: Workbook, title: str, headings: Row, rows: Sequence[Row] | Iterator[Row]) -> None:
    """Write a table, on as many sheets as it needs."""
    waiting = list(rows)
    room = MOST_ROWS - 1
    for start in range(0, max(len(waiting), 1), room):
        sheet = book.create_sheet(_name(book, title))
        sheet.freeze_panes = "A2"
        for number in range(1, len(headings) + 1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTH
        sheet.append([_heading(sheet, str(one)) for one in headings])
        for row in waiting[start : start + room]:
            sheet.append([for_cell(one) if isinstance(one, str) else one for one in row])


def _heading(sheet: Any, text: str) -> BookCell:
    cell: BookCell = WriteOnlyCell(sheet, value=for_cell(text))
    cell.font, cell.alignment = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    return cell


def _name(book: Workbook, title: str) -> str:
    """Return a name that a sheet may have and no other one has."""
    plain = for_cell(title).translate(FORBIDDEN).strip()[:LONGEST_NAME] or "–"
    known, number, name = {one.casefold() for one in book.sheetnames}, 2, plain
    while name.casefold() in known:
        end = f" {number}"
        name, number = plain[: LONGEST_NAME - len(end)] + end, number + 1
    return name
