"""Which lines does this PDF hold? Run as a process of its own with limits, never imported.

Started as ``python -I -S pdf_text.py PATH MEGABYTES SECONDS FOLDER FOLDER``, where the folders hold pypdf and
``workbook_cells.py``. It writes records to its standard output: fields parted by 0x1F, each ended by 0x1E.

    A name base64           an attachment in XML
    O name                  another attachment
    L page line text        a line of text
    W page line left right down height text   a piece of that line and where it stands on the page
    N page                  a page with a picture and no text
    X page why              a page, or 0 for the attachments, that cannot be read
    M page why              there is more than is read
    F what why              the file cannot be read
    D                       all was read
"""

import base64
import logging
import os
import sys
import warnings
import zlib
from collections.abc import Callable
from itertools import islice

TYPE_CHECKING = False
"""Type checkers take it for true. Importing it would cost as much as all the rest."""
if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

OUT_OF_MEMORY = 41
MOST_PAGES = 5_000
MOST_LINES = 5_000
MOST_PIECES = 6_000
"""Pieces of a page whose places are sent; no table is as full."""
LONGEST_LINE = 20_000
LARGEST_XML = 32 << 20
MOST_ATTACHMENTS = 100
FIELD, RECORD = "\x1f", "\x1e"
# What pypdf lets through of a damaged file, beside its own errors, which are Exceptions.
DAMAGE: tuple[type[Exception], ...] = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError),
    *(NotImplementedError, AssertionError, OSError, EOFError, zlib.error),
)

Send = Callable[..., None]
Piece = tuple[float, float, float, float, str]
"""Where it begins and ends from the left, its baseline from the top, the height of its letters, its text."""
Line = tuple[str, list[Piece]]


def send_attachments(reader: "PdfReader", send: Send) -> None:
    """Send what is attached: XML as it is, of anything else the name."""
    for count, (name, contents) in enumerate(reader.attachments.items()):
        if count >= MOST_ATTACHMENTS:
            send("M", "0", f"more than {MOST_ATTACHMENTS} attachments; the rest is not looked into")
            return
        content = contents[0] if contents and name.lower().endswith(".xml") else b""
        if 0 < len(content) <= LARGEST_XML:
            send("A", name, base64.b64encode(content).decode("ascii"))
        else:
            send("O", name)


def send_pages(reader: "PdfReader", send: Send) -> None:
    """Send the lines of every page."""
    errors = (*DAMAGE, *own_errors())
    for number, page in enumerate(reader.pages, 1):
        if number > MOST_PAGES:
            send("M", str(number), f"more than {MOST_PAGES} pages; what follows is not read")
            return
        try:
            lines = lines_of(page)
            has_picture = not lines and "/XObject" in (page.get("/Resources") or {})
        except errors as error:
            send("X", str(number), type(error).__name__)
            continue
        if len(lines) > MOST_LINES:
            send("M", str(number), f"more than {MOST_LINES} lines on a page; its start is read")
        has_places = sum(len(pieces) for _, pieces in lines) <= MOST_PIECES
        for place, (text, pieces) in enumerate(islice(lines, MOST_LINES), 1):
            send("L", str(number), str(place), text)
            for *sizes, piece in pieces if has_places else ():
                send("W", str(number), str(place), *(f"{size:.2f}" for size in sizes), piece)
        if has_picture:
            send("N", str(number))


def lines_of(page: "PageObject") -> list[Line]:
    """Return the lines of a page that say something, cells of a row set apart by two blanks."""
    # Text set far outside of the page takes more memory to lay out than there is.
    errors: tuple[type[Exception], ...] = (*DAMAGE, *own_errors(), MemoryError)
    try:
        lines = placed_lines(page)
    except errors:
        lines = []
    return lines or [(line, []) for line in map(row, page.extract_text().split("\n")) if line]


def placed_lines(page: "PageObject") -> list[Line]:
    """Return the lines of a page with the places of their pieces.

    They are what the layout mode of pypdf says, of which its public method gives the text alone; where
    another version has no such parts the lines come without places.
    """
    try:
        from pypdf._text_extraction import _layout_mode as layout
        from pypdf.generic import ContentStream

        fonts = page._layout_mode_fonts()
    except (ImportError, AttributeError):
        text = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=False)
        return [(line, []) for line in map(row, text.split("\n")) if line]
    contents = page.get("/Contents")
    if contents is None:
        return []
    operations = iter(ContentStream(contents.get_object(), page.pdf, "bytes").operations)
    groups = layout.text_show_operations(operations, fonts, strip_rotated=False)
    if not groups:
        return []
    width = layout.fixed_char_width(groups)
    lines: list[Line] = []
    for down, found in layout.y_coordinate_groups(groups).items():
        text = layout.fixed_width_page({down: found}, width, space_vertically=False, font_height_weight=1)
        pieces: list[Piece] = [
            (one["tx"], one["displaced_tx"], -one["ty"] * one["flip_sort"], one["font_height"], one["text"])
            for one in found
            if one["text"].strip()
        ]
        texts = [line for line in map(row, text.split("\n")) if line]
        # What breaks a line by itself has no place for each part.
        lines.extend((line, pieces if len(texts) == 1 else []) for line in texts)
    return lines


def row(line: str) -> str:
    """Return a line with any gap of several blanks made two."""
    parts = filter(None, (" ".join(part.split()) for part in line.split("  ")))
    return "  ".join(parts)[:LONGEST_LINE]


def own_errors() -> tuple[type[Exception], ...]:
    """Return what pypdf raises by itself."""
    from pypdf.errors import DependencyError, PyPdfError

    return (PyPdfError, DependencyError)


def main(arguments: list[str]) -> int:
    """Read the document and send its lines."""
    path, megabytes, seconds, *folders = arguments
    sys.path[:0] = folders
    if TYPE_CHECKING:
        from phaseout.intake.workbook_cells import limit
    else:
        from workbook_cells import limit

    limit(int(megabytes), int(seconds))
    logging.disable()
    warnings.simplefilter("ignore")
    out = sys.stdout.buffer

    def send(*fields: str) -> None:
        """Write a record."""
        clean = (field.replace(FIELD, " ").replace(RECORD, " ") for field in fields)
        out.write((FIELD.join(clean) + RECORD).encode("utf-8", "replace"))

    try:
        send_document(path, send)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    out.flush()
    return 0


def send_document(path: str, send: Send) -> None:
    """Send all of a document, or why it cannot be read."""
    from pypdf import PasswordType, PdfReader

    errors = (*DAMAGE, *own_errors())
    try:
        reader = PdfReader(path, strict=False)
        # Most protected files only forbid printing, and open with an empty password.
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            send("F", "password", "")
            return
    except errors as error:
        send("F", "unreadable", type(error).__name__)
        return
    try:
        send_attachments(reader, send)
    except errors as error:
        send("X", "0", type(error).__name__)
    try:
        send_pages(reader, send)
    except errors as error:
        send("F", "unreadable", type(error).__name__)
        return
    send("D")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(1)
