"""How does a list leave the application: as CSV, a workbook, JSON lines, or as another program wants it?

Sheets say what pages say, in the reader's language; JSON lines keep ids and texts as they are.
"""

import csv
import io
import tempfile
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from types import MappingProxyType
from typing import Any, Protocol

import orjson
from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from openpyxl import Workbook

from phaseout.report.csv_rows import BETWEEN, SEPARATORS
from phaseout.report.safe_text import for_cell
from phaseout.report.workbook_bytes import write_workbook
from phaseout.report.worksheet import MOST_ROWS
from phaseout.web.frame.words import language

Value = str | int | float | date | Sequence[str] | None
Rows = QuerySet[Any] | Sequence[Any]
"""Of a table, read as they leave, or at hand already."""
FORMAT = "format"
"""In the address of a list: as what it is to leave."""
MEDIA: Mapping[str, str] = MappingProxyType(
    {
        "csv": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "jsonl": "application/jsonl",
    }
)
"""Format of every list → media type."""
AT_ONCE = 1000
"""Rows read and written at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of what leaves."""

    name: str
    """The key in JSON lines; never changed."""
    heading: str | Promise
    value: Callable[[Any], Value]
    """Row → ids and texts as they are."""
    shown: Callable[[Any], Value] | None = None
    """Row → what a page shows; without it, the value."""


def plain(name: str, heading: str | Promise) -> Column:
    """Return the column of a field that is shown as it is; of what is empty nothing leaves."""
    return Column(name=name, heading=heading, value=lambda row: getattr(row, name) or None)


class Form(Protocol):
    """A file that another program reads, in English."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def suffix(self) -> str:
        """After the format, in the name of the file."""

    @property
    def media_type(self) -> str:
        """By RFC 6838."""

    def parts(self, batches: Iterator[list[Any]]) -> Iterator[bytes]:
        """Yield the file as rows are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of a CSV file that another program reads, with commas."""

    title: str
    columns: tuple[tuple[str, Callable[[Any], Value]], ...]
    suffix: str = "csv"
    media_type: str = "text/csv"

    def parts(self, batches: Iterator[list[Any]]) -> Iterator[bytes]:
        """Yield the headings, then the rows."""
        yield _lines([[heading for heading, _ in self.columns]], ",")
        for some in batches:
            yield _lines([[_text(value(row)) for _, value in self.columns] for row in some], ",")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What of a list leaves."""

    name: str
    """How files are called."""
    columns: tuple[Column, ...]
    needs: tuple[str, ...] = ()
    """What is read together with the rows."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    """Format → the form another program wants."""

    def formats(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each format and what it is called."""
        yield from (("csv", "CSV"), ("xlsx", "XLSX"), ("jsonl", "JSON Lines"))
        yield from ((name, form.title) for name, form in self.forms.items())

    def answer(self, format_: str, rows: Rows) -> HttpResponseBase:
        """Return the file.

        Raises:
            KeyError: there is no such format.
        """
        ready = rows.prefetch_related(*self.needs) if isinstance(rows, QuerySet) else rows
        match format_:
            case "csv":
                return self._streamed("csv", MEDIA["csv"], _spoken(self._csv(ready)))
            case "jsonl":
                return self._streamed("jsonl", MEDIA["jsonl"], self._json_lines(ready))
            case "xlsx":
                return self._workbook(ready)
        form = self.forms[format_]
        parts = _in("en", form.parts(_batches(ready)))
        return self._streamed(f"{format_}.{form.suffix}", form.media_type, parts)

    def _streamed(self, suffix: str, type_: str, parts: Iterator[bytes]) -> StreamingHttpResponse:
        named = {"Content-Disposition": f'attachment; filename="{self._file(suffix)}"'}
        charset = "; charset=utf-8" if type_.startswith("text/") else ""
        return StreamingHttpResponse(parts, content_type=f"{type_}{charset}", headers=named)

    def _file(self, suffix: str) -> str:
        return f"{self.name}-{timezone.localdate().isoformat()}.{suffix}"

    def _csv(self, rows: Rows) -> Iterator[bytes]:
        separator = SEPARATORS[language().code]
        yield BOM_UTF8 + _lines([[str(column.heading) for column in self.columns]], separator)
        for some in _batches(rows):
            yield _lines([[_text(_shown(column, row)) for column in self.columns] for row in some], separator)

    def _json_lines(self, rows: Rows) -> Iterator[bytes]:
        for some in _batches(rows):
            yield b"".join(map(self._json_line, some))

    def _json_line(self, row: Any) -> bytes:
        return orjson.dumps({column.name: column.value(row) for column in self.columns}) + b"\n"

    def _workbook(self, rows: Rows) -> FileResponse:
        """Write it to a file first: a workbook's table of contents stands at its end."""
        book, headings = Workbook(write_only=True), [str(column.heading) for column in self.columns]
        every = _each(rows)
        for number, some in enumerate(_sheets(every), start=1):
            sheet = book.create_sheet(f"{self.name} {number}" if number > 1 else self.name)
            sheet.freeze_panes = "A2"
            sheet.append(headings)
            for row in some:
                sheet.append([_cell(_shown(column, row)) for column in self.columns])
        kept = tempfile.TemporaryFile()  # closed by the response  # noqa: SIM115
        write_workbook(book, kept, timezone.now())
        kept.seek(0)
        named = self._file("xlsx")
        return FileResponse(kept, as_attachment=True, filename=named, content_type=MEDIA["xlsx"])


def _each(rows: Rows) -> Iterator[Any]:
    return rows.iterator(chunk_size=AT_ONCE) if isinstance(rows, QuerySet) else iter(rows)


def _batches(rows: Rows) -> Iterator[list[Any]]:
    every = _each(rows)
    while some := list(islice(every, AT_ONCE)):
        yield some


def _sheets(rows: Iterator[Any]) -> Iterator[Iterator[Any]]:
    """Yield the rows of each sheet: one at least, and none with more rows than a sheet may have."""
    waiting = next(rows, None)
    yield _some(waiting, rows)
    while (waiting := next(rows, None)) is not None:
        yield _some(waiting, rows)


def _some(first: Any, rows: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
        for _ in range(MOST_ROWS - 2):
            if (row := next(rows, None)) is None:
                return
            yield row


def _spoken(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the parts, each made in the language of whoever asked: the thread's may change meanwhile."""
    language = get_language() or "en"
    return _in(language, parts)


def _in(language: str, parts: Iterator[bytes]) -> Iterator[bytes]:
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


def _shown(column: Column, row: Any) -> Value:
    return (column.shown or column.value)(row)


def _lines(rows: Sequence[Sequence[str]], separator: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8")


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case str() | int() | float():
            return for_cell(str(value)) if isinstance(value, str) else str(value)
    return for_cell(BETWEEN.join(value))


def _cell(value: Value) -> str | int | float | date | None:
    if isinstance(value, datetime):  # a workbook knows no time zones
        return value.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, int | float | date):
        return value
    return _text(value)


def as_text(column: Column, row: Any) -> str:
    """Return what a file says of a row in a column, as text."""
    return _text(_shown(column, row))
