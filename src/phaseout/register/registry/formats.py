"""In which of the formats of address registries is a text written, and what does each line assign?

The registries' own text and CSV (IEEE: oui, mam, oui36, iab), Wireshark's ``manuf`` and nmap's
``nmap-mac-prefixes``. Blocks of other sizes and company identifiers without addresses are passed over.
"""

import csv
import re
from collections.abc import Callable, Iterator

from phaseout.register.registry.assignment import BITS, Assignment, Said, Wrong

_SNIFFED = 20_000
_CSV_HEADER = ("registry", "assignment", "organization name")
_CSV_DIGITS = {"MA-L": 6, "MA-M": 7, "MA-S": 9, "IAB": 9}
_NO_ADDRESSES = "CID"
"""The registry of company identifiers, from which no hardware address comes."""
_HEX_LINE = re.compile(r"\s*([0-9A-Fa-f]{2})-([0-9A-Fa-f]{2})-([0-9A-Fa-f]{2})\s+\(hex\)")
_BASE_LINE = re.compile(
    r"\s*(?P<first>[0-9A-Fa-f]{6})(?:-(?P<last>[0-9A-Fa-f]{6}))?\s+\(base 16\)\s*(?P<name>.*)"
)
_MANUF_LINE = re.compile(
    r"(?P<octets>[0-9A-Fa-f]{2}(?:[:.-][0-9A-Fa-f]{2}){2,7})(?:/(?P<bits>\d{1,2}))?\s+(?P<names>\S.*)"
)
_PLAIN_LINE = re.compile(r"(?P<digits>[0-9A-Fa-f]{6,})\s+(?P<name>\S.*)")
_RANGE = {0x100000: 1, 0x1000: 3}
"""Addresses in a range below a 24-bit prefix → further digits that name it."""
_OCTETS_OF_PREFIX = 3

Format = Callable[[str], Iterator[Said]]


def format_of(text: str) -> Format | None:
    """Return how to read a text, None for what is no registry file."""
    head = text[:_SNIFFED]
    first = next((line for line in head.splitlines() if line.strip() and not line.startswith("#")), "")
    if tuple(cell.strip().lower() for cell in first.split(",")[:3]) == _CSV_HEADER:
        return _csv
    if "(hex)" in head or "(base 16)" in head:
        return _listing
    return _prefixes if _MANUF_LINE.fullmatch(first) or _PLAIN_LINE.fullmatch(first) else None


def _csv(text: str) -> Iterator[Said]:
    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        next(rows, None)
        for row in rows:
            if row:
                yield from _row(row, rows.line_num)
    except csv.Error as error:
        yield Wrong(rows.line_num, f"no row of a CSV file: {error}; nothing behind it is read")


def _row(row: list[str], line: int) -> Iterator[Said]:
    if len(row) < len(_CSV_HEADER):
        yield Wrong(line, f"{len(row)} cells where the heading names {len(_CSV_HEADER)} or more")
        return
    registry, block, name = (cell.strip() for cell in row[: len(_CSV_HEADER)])
    digits = _CSV_DIGITS.get(registry.upper())
    if registry.upper() == _NO_ADDRESSES:
        return
    if digits is None:
        yield Wrong(line, f"{registry[:40]!r} is no registry; there are {', '.join(_CSV_DIGITS)}")
    elif not re.fullmatch(rf"[0-9A-Fa-f]{{{digits}}}", block):
        yield Wrong(line, f"a block of {registry} has {digits} hexadecimal digits, not {block[:40]!r}")
    else:
        yield Assignment(block.upper(), name)


def _listing(text: str) -> Iterator[Said]:
    """Take pairs of lines: ``40-2C-76 (hex) NAME``, then ``100000-1FFFFF (base 16) NAME``."""
    prefix, above = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if "(hex)" in line:
            if prefix:
                yield Wrong(above, "no line '(base 16)' follows, which would name the block")
            found = _HEX_LINE.match(line)
            prefix, above = ("".join(found.groups()).upper() if found else ""), number
            if found is None:
                yield Wrong(number, f"no prefix such as 40-2C-76 stands before (hex): {line.strip()[:40]!r}")
        elif "(base 16)" in line:
            yield _block(line, prefix, number)
            prefix = ""
    if prefix:
        yield Wrong(above, "the file ends before the line '(base 16)', which would name the block")


def _block(line: str, prefix: str, number: int) -> Said:
    found = _BASE_LINE.fullmatch(line.rstrip())
    if found is None:
        return Wrong(number, f"no block stands before (base 16): {line.strip()[:40]!r}")
    first, last, name = found["first"].upper(), found["last"], found["name"].strip()
    if last is None:
        if prefix and prefix != first:
            return Wrong(number, f"the block {first} stands under the prefix {prefix}")
        return Assignment(first, name)
    more = _RANGE.get(int(last, 16) - int(first, 16) + 1)
    if not prefix or more is None or int(first[more:], 16):
        return Wrong(number, f"{first}-{last} is no range of a 28-bit or 36-bit block under a prefix")
    return Assignment(prefix + first[:more], name)


def _prefixes(text: str) -> Iterator[Said]:
    for number, written in enumerate(text.splitlines(), 1):
        line = written.rstrip()
        if not line or line.lstrip().startswith("#"):
            continue
        if found := _MANUF_LINE.fullmatch(line):
            yield from _masked(found, number)
        elif found := _PLAIN_LINE.fullmatch(line):
            digits = found["digits"].upper()
            if len(digits) in BITS.values():
                yield Assignment(digits, found["name"].strip())
            else:
                yield Wrong(number, f"a block has 6, 7 or 9 hexadecimal digits, not {digits[:40]!r}")
        else:
            yield Wrong(number, f"neither a prefix with its registrant nor a remark: {line[:40]!r}")


def _masked(found: re.Match[str], number: int) -> Iterator[Said]:
    """Take ``40:2C:76:10:00:00/28  Short  Long name``; the long name counts where there is one."""
    octets = re.split("[:.-]", found["octets"])
    if found["bits"] is None and len(octets) != _OCTETS_OF_PREFIX:
        return  # a single well-known address
    bits = int(found["bits"] or 24)
    digits, length = "".join(octets).upper(), BITS.get(bits)
    if length is None:
        return  # a well-known range, which belongs to a protocol and to nobody
    if len(digits) < length or digits[length:].strip("0"):
        yield Wrong(number, f"{found['octets']} does not fit its mask /{bits}")
        return
    names = [name.strip() for name in found["names"].split("\t") if name.strip()]
    yield Assignment(digits[:length], names[1] if len(names) > 1 else names[0])
