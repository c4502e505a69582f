"""Which cells of an XLSX workbook show an error, or hold a formula that nobody calculated?

The parser gives such cells as empty ones, which would pass a broken formula off as nothing said. Imported
by ``workbook_cells``, which runs by itself, so nothing of this package is imported here.
"""

import posixpath
import re
import zipfile
import zlib
from xml.etree import ElementTree

CHUNK = 1 << 20
_OVERLAP = 1 << 12
_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*?\bt="e")[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>(.{0,3000}?)</(?:\w+:)?c>',
    re.DOTALL,
)
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})")[^>]*>\s*'
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]{0,9000})</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""What programs write that put formulas in and do not reckon: a formula, and no value."""
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]{1,20})</")
_NOT_CALCULATED = "#CALC!"
_SOUGHT = ((b't="e"', _CELL), (b"<f", _UNCALCULATED), (b":f", _UNCALCULATED))
"""What stands in every such cell, and how one is read."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST = 50_000

Errors = dict[int, list[tuple[int, str]]]
"""Row from 1 → (column from 0, text)."""


class SheetErrors:
    """The errors of a workbook, looked up sheet by sheet."""

    def __init__(self, archive: zipfile.ZipFile, parts: list[str]) -> None:
        self._archive = archive
        self._parts = parts

    def of_sheet(self, place: int) -> Errors:
        """Return the errors of the sheet in this place, from 0."""
        found: Errors = {}
        try:
            self._look(place, found)
        except (zipfile.BadZipFile, KeyError, IndexError, OSError, EOFError, zlib.error, RuntimeError):
            return found  # damaged parts are reported by the parser itself
        return found

    def _look(self, place: int, found: Errors) -> None:
        count, kept = 0, b""
        with self._archive.open(self._parts[place]) as stream:
            while (chunk := stream.read(CHUNK)) and count < MOST:
                kept += chunk
                end = 0
                for pattern in dict.fromkeys(pattern for mark, pattern in _SOUGHT if mark in kept):
                    for match in pattern.finditer(kept):
                        found.setdefault(int(match[2]), []).append((_column(match[1]), _text(match)))
                        count, end = count + 1, max(end, match.end())
                kept = kept[max(end, len(kept) - _OVERLAP) :]


def _text(match: re.Match[bytes]) -> str:
    if match.re is _UNCALCULATED:
        return _NOT_CALCULATED
    value = _VALUE.search(match[3])
    return value[1].decode("utf-8", "replace") if value else "#N/A"


def errors_of_sheets(path: str) -> SheetErrors | None:
    """Return where to look for errors; None for a workbook of another format."""
    try:
        archive = zipfile.ZipFile(path)
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (in the limited process)
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, NotImplementedError, RuntimeError):
        return None
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    parts = [
        posixpath.normpath(posixpath.join("/xl", targets.get(_related(sheet), ""))).lstrip("/")
        for sheet in book.iter()
        if sheet.tag.rpartition("}")[2] == "sheet"
    ]
    return SheetErrors(archive, parts)


def _related(sheet: ElementTree.Element) -> str | None:
    named = (value for key, value in sheet.attrib.items() if key.endswith("}id"))
    return sheet.get(_RELATION) or next(named, None)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
