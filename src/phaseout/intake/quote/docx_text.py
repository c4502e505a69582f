"""Which paragraphs and rows of tables does a Word document hold, one after the other?

The parts are read as they are unpacked and no tree of them is built, so that size is no matter. What was
inserted with tracked changes counts, what was deleted does not; content controls and text boxes are text.
"""

import re
import zipfile
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from phaseout.domain.observation import Unread

LARGEST_UNPACKED = 400 << 20
"""Bytes of XML that are read of one document."""
LONGEST_TEXT = 20_000
"""Characters of a paragraph, and of a row, that are kept."""
_CHUNK = 1 << 16
_PARTS = re.compile(
    r"word/(?P<name>document|header|footer|footnotes|endnotes|comments)\d*\.xml", re.IGNORECASE
)
_FIRST = "document"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, KeyError)
_BLANKS = frozenset(("tab", "br", "cr", "noBreakHyphen", "ptab"))


class Paragraph(NamedTuple):
    """A paragraph that stands in no table."""

    place: str
    text: str


class Row(NamedTuple):
    """A row of a table."""

    place: str
    number: int
    """Which of its table it is, from 1."""
    cells: tuple[str, ...]
    """Those that are not empty."""
    is_heading: bool
    """Whether the document says that it is repeated at the top of each page."""


class Contents(NamedTuple):
    """What stands in the archive beside the text."""

    pictures: int
    embedded: tuple[str, ...]
    """Files that were put into the document."""


Text = Paragraph | Row | Unread


def contents_of(path: Path) -> Contents:
    """Return what stands beside the text; nothing if the archive cannot be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except _DAMAGE:
        return Contents(0, ())
    embedded = tuple(name.rpartition("/")[2] for name in names if name.startswith("word/embeddings/"))
    return Contents(sum(name.startswith("word/media/") for name in names), embedded)


def text_of(path: Path) -> Iterator[Text]:
    """Yield the text of the document, then of its headers, footers, notes and comments."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = sorted(filter(_PARTS.fullmatch, archive.namelist()), key=_order)
            if not names or _order(names[0])[0]:
                yield Unread("file", "no Word document: the part with its text is missing")
            left = LARGEST_UNPACKED
            for name in names:
                left -= yield from _part(archive, name, left)
    except _DAMAGE:
        yield Unread("file", "damaged; open it in a word processor and save it again")


def _order(name: str) -> tuple[bool, str]:
    return not name.lower().startswith(f"word/{_FIRST}"), name


def _part(archive: zipfile.ZipFile, name: str, most: int) -> Generator[Text, None, int]:
    """Yield the text of a part and return how many bytes it had."""
    short = name.removeprefix("word/").removesuffix(".xml")
    target = _Target("" if short.startswith(_FIRST) else f"{short}, ")
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=False)
    size = 0
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    why = f"more than {LARGEST_UNPACKED >> 20} MB of text; what stands above was read"
                    yield Unread(target.place, why)
                    return size
                if not target.has_begun and b"<!DOCTYPE" in chunk:
                    yield Unread(
                        target.place, "declares entities, which no purchase does; nothing of it is read"
                    )
                    return size
                parser.feed(chunk)
                yield from target.taken()
        parser.close()
    except (etree.XMLSyntaxError, *_DAMAGE):
        yield from target.taken()
        yield Unread(target.place, "damaged; what stands above was read")
    yield from target.taken()
    return size


class _Target:
    """What the parser tells of one part."""

    def __init__(self, part: str) -> None:
        self.has_begun = False
        self._part = part
        self._ready: list[Text] = []
        self._paragraphs = self._tables = 0
        self._open: list[list[str]] = []
        """The text of the paragraphs that have begun; a text box is a paragraph within another."""
        self._rows: list[list[list[str]]] = []
        """The cells of the rows that have begun; a table may stand in a cell."""
        self._numbers: list[list[int]] = []
        """(table, row) of the tables that have begun."""
        self._headings: set[int] = set()
        self._is_text = False
        self._fallbacks = 0
        self._length = 0

    @property
    def place(self) -> str:
        """Where the parser is."""
        if self._numbers:
            table, row = self._numbers[-1]
            return f"{self._part}table {table}, row {max(row, 1)}"
        return f"{self._part}paragraph {max(self._paragraphs, 1)}"

    def taken(self) -> list[Text]:
        """Return what is complete, and hold it no more."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str | bytes, attributes: object) -> None:
        """An element begins."""
        self.has_begun = True
        match str(tag).rpartition("}")[2]:
            case "Fallback":  # says the same as the Choice beside it, for older programs
                self._fallbacks += 1
            case _ if self._fallbacks:
                return
            case "tbl":
                self._tables += 1
                self._numbers.append([self._tables, 0])
            case "tr" if self._numbers:
                self._numbers[-1][1] += 1
                self._rows.append([])
                self._headings.discard(len(self._rows))
            case "tblHeader":
                self._headings.add(len(self._rows))
            case "tc" if self._rows:
                self._rows[-1].append([])
            case "p":
                self._open.append([])
                self._paragraphs += not self._rows
            case "t":
                self._is_text = True
            case name if name in _BLANKS and self._open:
                self._open[-1].append("-" if name == "noBreakHyphen" else " ")
            case _:
                pass

    def data(self, data: str | bytes) -> None:
        """Characters of an element."""
        if self._is_text and self._open and not self._fallbacks:
            self._length += len(data)
            if self._length <= LONGEST_TEXT:
                self._open[-1].append(str(data))

    def comment(self, text: str | bytes) -> None:
        """A comment of the XML, which says nothing."""

    def end(self, tag: str | bytes) -> None:
        """An element ends."""
        match str(tag).rpartition("}")[2]:
            case "Fallback":
                self._fallbacks -= 1
            case _ if self._fallbacks:
                return
            case "t":
                self._is_text = False
            case "p" if self._open:
                self._paragraph_ended(" ".join("".join(self._open.pop()).split()))
            case "tr" if self._rows:
                self._row_ended(self._rows.pop())
            case "tbl" if self._numbers:
                self._numbers.pop()
            case _:
                pass

    def close(self) -> None:
        """The part ends."""

    def _paragraph_ended(self, text: str) -> None:
        if not self._rows:
            self._length = 0
            if text:
                self._ready.append(Paragraph(f"{self._part}paragraph {self._paragraphs}", text))
        elif text and self._rows[-1]:
            self._rows[-1][-1].append(text)

    def _row_ended(self, cells: list[list[str]]) -> None:
        if not self._rows:
            self._length = 0
        texts = tuple(filter(None, (" ".join(cell) for cell in cells)))
        is_heading = len(self._rows) + 1 in self._headings
        if texts and self._numbers:
            self._ready.append(Row(self.place, self._numbers[-1][1], texts, is_heading))
