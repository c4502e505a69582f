"""Which files that people take for tables are none, and what to do with them?"""

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


def refuse_workbooks(name: str) -> None:
    """Refuse what is called like a workbook.

    Raises:
        SourceError: it is no table.
    """
    if name.lower().endswith(_WORKBOOKS):
        raise SourceError("is an Excel workbook, and no table", where=name, remedy=_SAVE)
