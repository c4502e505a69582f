"""Which files that people take for tables are none, and what to do with them?"""

import codecs
from collections.abc import Mapping
from types import MappingProxyType

from phaseout.domain.problem import SourceError

_OTHERS: Mapping[bytes, str] = MappingProxyType(
    {
        b"PK\x03\x04": "an Excel workbook or another packed file",
        b"\xd0\xcf\x11\xe0": "an Excel workbook or another Office file",
        b"%PDF-": "a PDF",
    }
)
"""How files begin that are no tables → what they are."""
_SAVE_UTF8 = "save it as UTF-8"
_FIRST_NOT_ASCII = 0x80
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_SAVE = "save the sheet as CSV, or use phaseout survey, which reads it as it is"


def refuse_others(head: bytes, where: str) -> None:
    """Refuse a file by how it begins.

    Raises:
        SourceError: it is no table.
    """
    for mark, kind in _OTHERS.items():
        if head.startswith(mark):
            raise SourceError(f"is {kind}, and no table", where=where, remedy=_SAVE)


def refuse_letters(head: bytes, name: str) -> None:
    """Refuse a text that is packed under another name, or whose letters nobody can tell.

    Raises:
        SourceError: it is no table as it stands.
    """
    if head.startswith(b"\x1f\x8b") and not name.endswith(".gz"):
        raise SourceError("is packed with gzip", where=name, remedy="call it by a name that ends in .csv.gz")
    is_marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    is_of_four = head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE))
    if is_of_four or (not is_marked and head.count(0) > len(head) // 4):
        raise SourceError("is in UTF-16 or UTF-32 and does not say which", where=name, remedy=_SAVE_UTF8)
    if b"\n" not in head and b"\r" not in head and _is_of_mainframes(head):
        raise SourceError("is in the letters of a mainframe (EBCDIC)", where=name, remedy=_SAVE_UTF8)


def _is_of_mainframes(head: bytes) -> bool:
    text = head.decode("cp037")
    plain = sum(char.isascii() and (char.isalnum() or char in " ,;.-\x85\n") for char in text)
    return sum(byte >= _FIRST_NOT_ASCII for byte in head) * 2 > len(head) and plain * 10 > len(text) * 8


def refuse_workbooks(name: str) -> None:
    """Refuse what is called like a workbook.

    Raises:
        SourceError: it is no table.
    """
    if name.lower().endswith(_WORKBOOKS):
        raise SourceError("is an Excel workbook, and no table", where=name, remedy=_SAVE)
