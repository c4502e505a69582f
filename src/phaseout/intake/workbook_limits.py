"""Is a workbook small enough to be opened, judging by its directory and nothing else?"""

import struct
from collections.abc import Iterator
from pathlib import Path

LARGEST_FILE = 100 << 20
LARGEST_UNPACKED = 400 << 20
MOST_PARTS = 10_000
LARGEST_RATIO = 150
RATIO_FREE = 30 << 20
"""Bytes. Empty cells shrink three hundredfold, so a small workbook may have any ratio."""

_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_END = struct.Struct("<4s4H2LH")
_END_MAGIC = b"PK\x05\x06"
_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_ENTRY_MAGIC = b"PK\x01\x02"
_LONGEST_COMMENT = 1 << 16
_AVERAGE_ENTRY = 300
_CHUNK = 1 << 20

AS_CSV = "save each sheet as CSV, which is read line by line"


def refusal(path: Path, otherwise: str = AS_CSV) -> str | None:
    """Return why a packed document is not opened and what helps, None if it may be.

    Args:
        path: of the workbook or text document.
        otherwise: what to do with one that is too large.
    """
    with path.open("rb") as stream:
        start = stream.read(len(_OLE_MAGIC))
    if start == _OLE_MAGIC:
        return _refusal_of_ole(path)
    if start.startswith(_ZIP_MAGIC):
        return _refusal_of_zip(path, otherwise)
    return "no workbook: neither a packed nor a compound file; name the original file"


def _refusal_of_ole(path: Path) -> str | None:
    before = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if _ENCRYPTED in before + chunk:
                return "protected by a password; open it, remove the password and save it again"
            before = chunk[-len(_ENCRYPTED) :]
    return None


def _refusal_of_zip(path: Path, otherwise: str) -> str | None:
    sizes = _directory(path)
    if sizes is None:
        return f"it has more than {MOST_PARTS:,} parts; {otherwise}"
    if not sizes:
        return "its directory, which stands at the end, is missing or damaged; fetch the file again"
    unpacked = 0
    packed = 0
    for packed_size, size in sizes:
        packed += packed_size
        unpacked += size
    if unpacked > LARGEST_UNPACKED:
        return (
            f"unpacked it would take {unpacked >> 20:,} MB, more than {LARGEST_UNPACKED >> 20}; {otherwise}"
        )
    if unpacked > RATIO_FREE and unpacked > LARGEST_RATIO * packed:
        return (
            f"its parts grow more than {LARGEST_RATIO}-fold when unpacked, to {unpacked >> 20:,} MB, "
            f"as traps do; if it is what you think it is, {otherwise}"
        )
    return None


def _directory(path: Path) -> list[tuple[int, int]] | None:
    """Return (packed, unpacked) size of every part as declared, None if there are too many."""
    length = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, length - _LONGEST_COMMENT - _END.size))
        tail = stream.read()
        at = tail.rfind(_END_MAGIC)
        if at < 0 or len(tail) - at < _END.size:
            return []
        _, _, _, _, count, size, start, _ = _END.unpack_from(tail, at)
        if count > MOST_PARTS or size > MOST_PARTS * _AVERAGE_ENTRY:
            return None
        stream.seek(start)
        return list(_entries(stream.read(size)))


def _entries(directory: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while len(directory) - at >= _ENTRY.size and directory.startswith(_ENTRY_MAGIC, at):
        fields = _ENTRY.unpack_from(directory, at)
        yield fields[10], fields[11]
        at += _ENTRY.size + fields[12] + fields[13] + fields[14]
