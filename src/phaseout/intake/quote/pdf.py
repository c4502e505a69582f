"""What is offered, ordered or invoiced in a PDF?"""

import base64
import binascii
import io
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.limited_process import Ended, Limits, Record, records_of
from phaseout.intake.order import cii, ubl
from phaseout.intake.quote.lines import QuoteLines
from phaseout.intake.quote.page_tables import PageTables, tables_of
from phaseout.intake.quote.placed import piece_of
from phaseout.intake.quote.table_columns import Columns
from phaseout.intake.quote.text_line import has_number_cell, heads_columns, is_purchase_line, is_sum
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.source import HEAD, FileStream

LARGEST_FILE = 200 << 20
MEGABYTES = 768
"""Address space of the parsing process."""
SECONDS = 60
"""Processor time of the parsing process."""
WHERE = "file"
_CHILD = Path(__file__).with_name("pdf_text.py")
_LIMITS = Limits("pypdf", MEGABYTES, SECONDS)
_MARK = b"%PDF-"
_START = 1024
"""Bytes before the mark that readers of PDF forgive."""
_INVOICES = (cii.READER, ubl.READER)
_NAMES_SHOWN = 3
_MOST_TRIED = 5_000
"""Places that are tried for the head of a table in one document; a quote has one or two a page."""
_NO_ROWS = "the rows of this table cannot be put together; each of its lines is read by itself"
_WHY = MappingProxyType(
    {
        "password": "protected by a password; open it, remove the password and save it again",
        "unreadable": "no PDF, or a damaged one; open it, print it to a new PDF and name that",
    }
)


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the mark."""
    return Sniff.MINE if _MARK in head[:_START] else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Quotes, orders, invoices and contracts in PDF, as far as they hold text.

    Each row below a head that names what is bought, how many and at what price is one thing, put together
    from where its words stand, and its columns say its number, part number, quantity and amount. Elsewhere
    each line with a price, a quantity or a designation in capitals and digits is one thing. The other text
    of a page is one thing more where it names a maker, a brand or a model, and only counted where it does
    not. Who sells, number, day and total are taken where a label in English or French says so. An invoice
    in XML that is attached (Factur-X, ZUGFeRD) is read as the cii reader does, and then each page is such
    text. Scanned pages hold no text and are unread. The parsing runs in a process of its own with limits.
    """
    path = stream.as_path(largest=LARGEST_FILE)
    with path.open("rb") as start:
        if _MARK not in start.read(_START):
            yield Unread(WHERE, "no PDF: its mark is missing")
            return
    document = _Document()
    for page, group in groupby(_records(path), key=_page_of):
        yield from document.page(page, list(group))
    yield from document.end()


def _page_of(record: Record) -> int:
    return int(record[1]) if record[0] in "LWNXM" and record[1].isdecimal() else 0


class _Document:
    """What was met so far of one file."""

    def __init__(self) -> None:
        self._lines: QuoteLines | None = None
        self._has_invoice = False
        self._pictures: list[int] = []
        self._attached: list[str] = []
        self._is_empty = True
        self._goes_on: Columns | None = None
        """The columns of the table that no sum has ended."""
        self._has_told_rows = False
        self._tried = 0
        """Places that were tried for the head of a table."""
        self._in_table = False
        """Whether the head of a table of goods stands above, and no sum since; it may go on overleaf."""

    def page(self, number: int, records: list[Record]) -> Iterator[Reading]:
        """Yield what a page says; page 0 is what stands on none."""
        if self._lines is None and any(record[0] == "L" for record in records):
            first = [(f"page {one[1]}, line {one[2]}", one[3]) for one in records if one[0] == "L"]
            self._lines = QuoteLines(first)
        tables = self._tables(records)
        if self._tried > _MOST_TRIED and not self._has_told_rows:
            self._has_told_rows = True
            yield Unread(f"page {number}", _NO_ROWS)
        for record in records:
            if tables is not None and record[0] == "L" and self._lines is not None:
                yield from self._in_tables(tables, int(record[1]), int(record[2]), record[3])
            else:
                yield from self._record(record)
        if self._lines is not None:
            yield from self._lines.passage()

    def _tables(self, records: list[Record]) -> PageTables | None:
        """Return what the tables of a page say; None where the lines come without their places."""
        placed = (piece_of(int(one[2]), one[3:]) for one in records if one[0] == "W")
        pieces = [piece for piece in placed if piece is not None]
        if not pieces or self._has_invoice or self._tried > _MOST_TRIED:
            return None
        tables = tables_of(pieces, self._goes_on)
        self._goes_on = tables.goes_on
        self._tried += tables.tried
        return tables

    def _in_tables(self, tables: PageTables, page: int, line: int, text: str) -> Iterator[Reading]:
        """Yield what a line of a page with tables says: a row is said where its first line stands."""
        place = f"page {page}, line {line}"
        row = next((row for row in tables.rows if line in row.lines), None)
        if row is None and line not in tables.beside:
            if (line in tables.failed or heads_columns(text)) and not self._has_told_rows:
                self._has_told_rows = True
                yield Unread(place, _NO_ROWS)
            yield from self._line(place, text)
            return
        self._is_empty = False
        if self._lines is None:
            return
        if row is None:
            yield from self._lines.other(place, text)
        elif line == row.lines[0]:
            yield from self._lines.row(place, row.cells)

    def _record(self, record: Record) -> Iterator[Reading]:
        match record:
            case ("L", page, line, text):
                yield from self._line(f"page {page}, line {line}", text)
            case ("N", page):
                self._pictures.append(int(page))
            case ("A", name, content):
                yield from self._invoice(name, content)
            case ("O", name):
                self._attached.append(name)
            case ("X" | "M" as what, page, why):
                self._is_empty = False
                told = (
                    why if what == "M" else f"damaged ({why}); open it, print it to a new PDF and name that"
                )
                yield Unread(f"page {page}" if page != "0" else WHERE, told)
            case ("F", what, *_):
                self._is_empty = False
                yield Unread(WHERE, _WHY.get(what, what))
            case _:
                return

    def _line(self, place: str, text: str) -> Iterator[Reading]:
        self._is_empty = False
        if self._lines is None:
            return
        is_purchase = not self._has_invoice and self._is_of_a_thing(text)
        yield from (self._lines.line if is_purchase else self._lines.other)(place, text)

    def _is_of_a_thing(self, text: str) -> bool:
        """Whether a line is one of a purchase; below a head with a column of numbers a number is enough."""
        if heads_columns(text) or is_sum(text):
            self._in_table = not is_sum(text)
            return False
        return is_purchase_line(text) or (self._in_table and has_number_cell(text))

    def end(self) -> Iterator[Reading]:
        """Yield what is known when all pages were read."""
        if count := len(self._pictures):
            why = f"no text on {count} pages, this is the first: scanned; have their text recognised (OCR)"
            yield Unread(f"page {self._pictures[0]}", why)
        elif self._is_empty and not self._has_invoice:
            yield Unread(WHERE, "no text is in it")
        if self._attached:
            names = ", ".join(name[:80] for name in self._attached[:_NAMES_SHOWN])
            yield Unread(WHERE, f"attachments are not looked into: {len(self._attached)} ({names})")

    def _invoice(self, name: str, content: str) -> Iterator[Reading]:
        try:
            data = base64.b64decode(content)
        except binascii.Error:
            data = b""
        reader = next((one for one in _INVOICES if one.sniff(data[:HEAD], name) is not Sniff.NOT_MINE), None)
        if reader is None:
            self._attached.append(name)
            return
        around = f"attachment {' '.join(name.replace(',', ' ').split())[:80]}, "
        with FileStream(name, io.BytesIO(data), None) as attached:
            for reading in reader.read(attached):
                if isinstance(reading, Observation):
                    self._has_invoice = True
                    subject = reading.subject._replace(key=around + reading.subject.key)
                    yield reading._replace(subject=subject, locator=around + reading.locator)
                else:
                    yield reading._replace(locator=around + reading.locator)
            attached.finish()


def _records(path: Path) -> Iterator[Record]:
    """Yield what the parsing process sends; end with an F record if it does not come to its end."""
    ended = yield from records_of(_CHILD, path, _LIMITS)
    if ended is Ended.WHOLE:
        return
    above = "what stands above was read; print the pages that matter to a PDF of their own"
    if ended is Ended.NOT_STARTED:
        yield "F", "the program that parses PDF cannot be started here"
    elif ended is Ended.OUT_OF_MEMORY:
        yield "F", f"it needs more than {MEGABYTES} MB of memory to open; {above}"
    elif ended is Ended.OUT_OF_TIME:
        yield "F", f"it takes more than {SECONDS} s to open; {above}"
    else:
        yield "F", f"the parser broke off ({ended}); {above}"


READER = Reader(name="pdf", sniff=sniff, read=read)
