"""Which cells does a workbook hold that somebody brings back, and which column means what?"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from phaseout.domain.observation import Unread
from phaseout.intake.workbook import sheets_of
from phaseout.web.frame.credentials import cleaned_text
from phaseout.web.frame.export import Column, Export
from phaseout.web.frame.folded import folded
from phaseout.web.frame.words import language

LARGEST = 10 * 1024 * 1024
"""Bytes of the file."""
MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 5000
LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The sheet of a workbook that is read."""

    first_column: int
    head: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]
    """Number in the sheet, from 1, and texts; as many as the heading has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the heading of a sheet says."""

    language: str
    """In which the workbook left."""
    places: Mapping[str, int]
    """Name of a column → where it stands, from 0."""
    unknown: Sequence[str]
    """Headings that mean nothing here."""


def cells_of(file: "UploadedFile[bytes]", export: Export) -> Cells:
    """Return the cells without credentials, read where a hostile workbook does no harm.

    Raises:
        ValidationError: it is too large, no workbook, or no sheet has the columns for number and version.
    """
    if (file.size or 0) > LARGEST:
        raise ValidationError(_("The file is larger than 10 megabytes."))
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        return _read(Path(kept.name), export)


def _read(path: Path, export: Export) -> Cells:
    for sheet in sheets_of(path):
        if isinstance(sheet, Unread):
            raise ValidationError(
                _("The workbook cannot be read: %(why)s.") % {"why": language().unread(sheet.why)}
            )
        rows = iter(sheet.rows)
        _number, head = next(rows, (0, []))
        if {"id", "version"} <= heading(head, export).places.keys():
            return Cells(
                first_column=sheet.first_column, head=head[:MOST_COLUMNS], rows=_bounded(rows, len(head))
            )
        for _row in rows:  # to be taken before the next sheet
            pass
    raise ValidationError(
        _(
            "No sheet has the columns “Number” and “Version” in its first row. Take the list with you as "
            "XLSX, edit that, and leave these two columns in it."
        )
    )


def _bounded(rows: Iterable[tuple[int, list[str]]], width: int) -> list[tuple[int, list[str]]]:
    taken: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        if len(taken) == MOST_ROWS:
            raise ValidationError(_("It has more than 10,000 rows: bring fewer at once."))
        there = min(width, MOST_COLUMNS)
        texts = [cleaned_text(cell[:LONGEST_CELL], is_name=True) for cell in cells[:there]]
        taken.append((number, texts + [""] * (there - len(texts))))
    return taken


def heading(head: Sequence[str], export: Export) -> Heading:
    """Return which column is which, in whichever language and order; of two alike the first counts."""
    known = {code: _named(export, code) for code in LANGUAGES}
    told = [folded(text) for text in head]
    most = max(
        LANGUAGES, key=lambda code: (sum(text in known[code] for text in told), code == get_language())
    )
    every = {**known["en"], **known["fr"], **known[most]}
    places: dict[str, int] = {}
    for place, text in enumerate(told):
        if text in every:
            places.setdefault(every[text], place)
    unknown = [head[place] for place, text in enumerate(told) if text and text not in every]
    return Heading(language=most, places=places, unknown=unknown)


def _named(export: Export, code: str) -> dict[str, str]:
    with override(code):
        return {folded(str(column.heading)): column.name for column in export.columns}


def columns_by_name(export: Export) -> dict[str, Column]:
    """Return name → column."""
    return {column.name: column for column in export.columns}


def letter(column: int) -> str:
    """Return what a spreadsheet calls a column, from 0."""
    name, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def address(first_column: int, column: int, row: int) -> str:
    """Return what a spreadsheet calls a cell."""
    return f"{letter(first_column + column)}{row}"
