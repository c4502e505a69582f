"""What does an inventory in a text table say?"""

import codecs
from collections.abc import Iterator, Sequence

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.delimited import DelimitedRows
from phaseout.intake.encoding import DecodedText, unicode_encoding
from phaseout.intake.grid import Grid, Row
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.separators import SAMPLE, SEPARATORS, likely_separators, split_line, stated_separator
from phaseout.intake.sheet import read_table
from phaseout.intake.table_header import find_header

_ENDINGS = (".csv", ".tsv", ".tab")
_FEWEST_LINES = 2
_REGULAR = 0.6
"""Prose has commas too, but not the same number in most lines."""
_KEA = ("address,hwaddr,", "address,duid,")
"""The lease files of the Kea DHCP server have a reader of their own."""
# JSON, XML, leases and settings have separators too.
_OTHER_FORMATS = ("{", "[", "<", "%PDF", "lease ", "# The format of this file", "---\n", "# Nmap ")
_BINARY = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a\x1b")


def sniff(head: bytes, name: str) -> Sniff:
    """Claim text whose header names columns of an inventory; perhaps any that separators cut evenly."""
    text = _head_text(head)
    if text is None or text.lstrip().startswith(_OTHER_FORMATS) or text.startswith(_KEA):
        return Sniff.NOT_MINE
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or any(line.startswith("lease ") for line in lines):
        return Sniff.NOT_MINE
    whole = lines[:-1] if len(lines) > _FEWEST_LINES else lines
    if _with_header(whole) is not None:
        return Sniff.MINE
    if name.lower().endswith(_ENDINGS) or stated_separator(lines[0]):
        return Sniff.MAYBE
    is_table = len(whole) >= _FEWEST_LINES and bool(likely_separators(whole, at_least=_REGULAR))
    return Sniff.MAYBE if is_table else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Inventory as CSV or other separated text, in English or French.

    Separators (comma, semicolon, tab, bar) and encodings are found out. The header row need not be
    the first. Columns are known by name: asset tag, name, site, building, location, manufacturer,
    brand, model, part number, serial number, MAC address, IP address, URL, host name, firmware, type,
    description, date of purchase, order date, supplier, owner, planned removal, and any trait by its own
    name; one of manufacturer, brand, model, part number, serial number, MAC address, IP address or
    description must be there. Cells that a spreadsheet program mangled and dates that mean two days are
    unread. Columns of passwords are dropped. What stands under other names is kept as description only
    where the table does not name both maker and model; what speaks of other things (replacement, recorder,
    installer, price, status) is left out.
    """
    return read_table(_rows(stream), Grid.of_text())


def _rows(stream: SourceStream) -> Iterator[Row | Unread]:
    rows = DelimitedRows(DecodedText(stream))
    lines = rows.peek(SAMPLE)
    separator = stated_separator(lines[0]) if lines else None
    if separator is not None:
        rows.skip()
    else:
        separator = _separator(lines)
    yield from rows.rows(separator)


def _separator(lines: Sequence[str]) -> str:
    """Return the separator that makes a header appear, else the most regular one."""
    found = _with_header(lines)
    return found or next(iter(likely_separators(lines)), SEPARATORS[0])


def _with_header(lines: Sequence[str]) -> str | None:
    """Return the separator that cuts a line into the names of columns."""
    for mark in likely_separators(lines):
        cells = [(number, split_line(line, mark)) for number, line in enumerate(lines[:SAMPLE], 1)]
        if (header := find_header(cells)) is not None and len(header.titles) > 1:
            return mark
    return None


def _head_text(head: bytes) -> str | None:
    """Return the head as text, None if it is none."""
    name, mark = unicode_encoding(head) or ("utf-8", 0)
    try:  # the last letter may be cut
        text = codecs.getincrementaldecoder(name)().decode(head[mark:])
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    return None if not _BINARY.isdisjoint(map(ord, text)) else text


READER = Reader(name="csv", sniff=sniff, read=read)
