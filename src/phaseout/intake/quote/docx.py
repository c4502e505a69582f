"""What is offered, ordered or invoiced in a Word document?"""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path, PurePath

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.quote.docx_text import Paragraph, Row, Text, contents_of, text_of
from phaseout.intake.quote.lines import QuoteLines
from phaseout.intake.quote.text_line import FIRST_LINES, is_purchase_line, is_sum
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.workbook_limits import LARGEST_FILE, refusal

WHERE = "file"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = b"word/"
_ENDINGS = frozenset((".docx", ".docm", ".dotx", ".dotm"))
_AS_PARTS = "save the pages that matter as a document of their own"
_NAMES_SHOWN = 3
_BETWEEN_CELLS = " | "


def sniff(head: bytes, name: str) -> Sniff:
    """Claim packed documents with a part of Word's; by its name only what pretends to be one."""
    is_named = PurePath(name.lower()).suffix in _ENDINGS
    if head.startswith(_ZIP):
        return Sniff.MINE if _WORD in head or is_named else Sniff.NOT_MINE
    return Sniff.MINE if head.startswith(_OLE) and is_named else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Quotes, orders, invoices and contracts in Word (DOCX, DOCM).

    Each row of a table is one thing but for its heading, and so is each paragraph with a price, a quantity
    or a designation in capitals and digits; the other text between two tables is one thing more where it
    names a maker, a brand or a model, and only counted where it does not. Who sells, number, day and total
    are taken where a label in English or French says so. Headers, footers, notes, comments, text boxes and
    what was inserted with tracked changes count, deleted text does not. Macros are not looked at.
    """
    path = stream.as_path(largest=LARGEST_FILE)
    if why := _refused(path):
        yield Unread(WHERE, why)
        return
    texts = text_of(path)
    first = list(islice(texts, FIRST_LINES))
    lines = QuoteLines([(text.place, _written(text)) for text in first if not isinstance(text, Unread)])
    is_empty = True
    for text in chain(first, texts):
        is_empty = is_empty and isinstance(text, Unread)
        yield from _read(text, lines)
    yield from lines.passage()
    yield from _beside(path, is_empty=is_empty)


def _refused(path: Path) -> str | None:
    with path.open("rb") as stream:
        start = stream.read(len(_OLE))
    if not start.startswith((_ZIP, _OLE)):
        return "no Word document: it is no packed file; name the original file"
    if why := refusal(path, _AS_PARTS):
        return why
    return "an older Word document; save it as DOCX" if start == _OLE else None


def _read(text: Text, lines: QuoteLines) -> Iterator[Reading]:
    match text:
        case Unread():
            yield text
        case Paragraph():
            if is_purchase_line(text.text):
                yield from lines.line(text.place, text.text)
            else:
                yield from lines.other(text.place, text.text)
        case Row():
            if text.number == 1:
                yield from lines.passage()
            written = _written(text)
            if _is_line(text):
                yield from lines.line(text.place, written)
            else:
                yield from lines.other(text.place, written)


def _is_line(row: Row) -> bool:
    """Whether a row is of a thing: not a heading, a sum, or a table that only sets text side by side."""
    if row.is_heading or is_sum(row.cells[0]):
        return False
    if is_purchase_line(_written(row)):
        return True
    has_number = any(char.isdigit() for cell in row.cells for char in cell)
    return len(row.cells) > 1 and (row.number > 1 or has_number)


def _written(text: Text) -> str:
    match text:
        case Paragraph():
            return text.text
        case Row():
            return _BETWEEN_CELLS.join(text.cells)
        case Unread():
            return ""


def _beside(path: Path, *, is_empty: bool) -> Iterator[Unread]:
    contents = contents_of(path)
    if is_empty and contents.pictures:
        yield Unread(WHERE, "no text is in it, only pictures: scanned; have their text recognised (OCR)")
    elif is_empty:
        yield Unread(WHERE, "no text is in it")
    if contents.embedded:
        names = ", ".join(name[:80] for name in contents.embedded[:_NAMES_SHOWN])
        yield Unread(WHERE, f"attachments are not looked into: {len(contents.embedded)} ({names})")


READER = Reader(name="docx", sniff=sniff, read=read)
