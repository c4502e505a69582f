"""What does an inventory in a workbook say?"""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.column_profile import Profiles
from phaseout.intake.column_profiles import BUILT_IN
from phaseout.intake.grid import Grid
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.sheet import read_table
from phaseout.intake.workbook import WHERE, sheets_of
from phaseout.intake.workbook_limits import LARGEST_FILE

HEAD = 4096
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_ENDINGS = frozenset((".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".ots"))
_PAGES = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<?xml", b"<workbook")
_OTHER_OFFICE = (b"word/", b"ppt/", b"visio/")
_WORKBOOK_STREAM = "Workbook".encode("utf-16-le")


def sniff(head: bytes, name: str) -> Sniff:
    """Claim workbooks by their content; by their name only what pretends to be one."""
    is_named = PurePath(name.lower()).suffix in _ENDINGS
    if head.startswith(_ZIP):
        if is_named or _ODS in head[:200] or b"xl/" in head:
            return Sniff.MINE
        is_office = b"[Content_Types].xml" in head and not any(part in head for part in _OTHER_OFFICE)
        return Sniff.MAYBE if is_office else Sniff.NOT_MINE
    if head.startswith(_OLE):
        if is_named or _WORKBOOK_STREAM in head:
            return Sniff.MINE
        return Sniff.NOT_MINE if PurePath(name).suffix else Sniff.MAYBE
    return Sniff.MINE if is_named and _is_page(head) else Sniff.NOT_MINE


def read(stream: SourceStream, profiles: Profiles = BUILT_IN) -> Iterator[Reading]:
    """Inventory in a workbook: XLSX, XLSM, XLSB, XLS or ODS.

    Every sheet is read, hidden ones too, each as the csv reader reads a table. Formulas give the value
    they were saved with; errors such as #REF! are unread; cells merged downwards count for each of their
    rows. A workbook that is protected by a password, or that would take too much memory or time, is not
    opened and says what helps. The parsing runs in a process of its own with limits.
    """
    path = stream.as_path(largest=LARGEST_FILE)
    with path.open("rb") as start:
        head = start.read(HEAD)
    if _is_page(head):
        why = "a web page or XML under the name of a workbook; open it in a spreadsheet and save it as .xlsx"
        yield Unread(WHERE, why)
        return
    for sheet in sheets_of(path):
        if isinstance(sheet, Unread):
            yield sheet
            continue
        yield from read_table(sheet.rows, Grid.of_sheet(sheet.name, sheet.first_column), profiles)


def _is_page(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGES)


NAME = "xlsx"
READER = Reader(name=NAME, sniff=sniff, read=read)


def reader_with(profiles: Profiles) -> Reader:
    """Return the reader that knows these profiles instead of those built in."""
    return Reader(name=NAME, sniff=sniff, read=partial(read, profiles=profiles))
