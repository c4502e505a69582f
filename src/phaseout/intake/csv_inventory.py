"""What does an inventory in a text table say?"""

import codecs
from collections.abc import Iterator, Sequence
from functools import partial

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.column_profile import Profiles
from phaseout.intake.column_profiles import BUILT_IN
from phaseout.intake.delimited import DelimitedRows
from phaseout.intake.encoding import CONTROLS, DecodedText, unicode_encoding
from phaseout.intake.grid import Grid, Row
from phaseout.intake.order.order_table import order_header_in
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.separators import SAMPLE, SEPARATORS, likely_separators, split_line, stated_separator
from phaseout.intake.sheet import read_table
from phaseout.intake.table_header import find_header

_ENDINGS = (".csv", ".tsv", ".tab")
_FEWEST_LINES = 2
_FEW = 1000
_MAGIC = (b"\x7fELF", b"\x89", b"MZ", b"PK", b"\xd0\xcf\x11", b"\x1f\x8b", b"\xff\xd8", b"GIF8", b"\0\0")
_REGULAR = 0.6
"""Prose has commas too, but not the same number in most lines."""
_KEA = ("address,hwaddr,", "address,duid,")
"""The lease files of the Kea DHCP server have a reader of their own."""
# JSON, XML, leases and settings have separators too.
_OTHER_FORMATS = (
    "{",
    "[",
    "<",
    "%PDF",
    "lease ",
    "# The format of this file",
    "---\n",
    "# Nmap ",
    "#separator ",
    "#path\t",
    "#fields\t",
)
_CHARACTERS_A_CONTROL = 100
"""What holds more control characters than one in so many is no text."""


def sniff(head: bytes, name: str, profiles: Profiles = BUILT_IN) -> Sniff:
    """Claim text whose header names columns of an inventory; perhaps any that separators cut evenly."""
    text = _head_text(head)
    if text is None or text.lstrip().startswith(_OTHER_FORMATS) or text.startswith(_KEA):
        return Sniff.NOT_MINE
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or any(line.startswith("lease ") for line in lines):
        return Sniff.NOT_MINE
    whole = lines[:-1] if len(lines) > _FEWEST_LINES else lines
    if _with_header(whole, profiles) is not None:
        return Sniff.MINE
    if name.lower().endswith(_ENDINGS) or stated_separator(lines[0]):
        return Sniff.MAYBE
    is_table = len(whole) >= _FEWEST_LINES and bool(likely_separators(whole, at_least=_REGULAR))
    return Sniff.MAYBE if is_table else Sniff.NOT_MINE


def read(stream: SourceStream, profiles: Profiles = BUILT_IN) -> Iterator[Reading]:
    """Inventory as CSV or other separated text, with columns named in English, French, German or Spanish.

    Separators (comma, semicolon, tab, bar) and encodings are found out. The header row need not be
    the first. Columns are known by name: asset tag, name, site, building, location, manufacturer,
    brand, model, part number, serial number, MAC address, IP address, URL, host name, firmware, type,
    description, date of purchase, order date, supplier, owner, planned removal, and any trait by its own
    name; one of manufacturer, brand, model, part number, serial number, MAC address, IP address or
    description must be there. Cells that a spreadsheet program mangled and dates that mean two days are
    unread. Columns of passwords are dropped. What stands under other names is kept as description only
    where the table does not name both maker and model; what speaks of other things (replacement, recorder,
    installer, price, status) is left out.

    The tables of known tools are recognised by their columns and read as the tool means them: SADP,
    ConfigTool, iVMS-4200, HikCentral, Milestone, Genetec, AXIS, NetBox, ServiceNow, Axonius, runZero,
    ZoneMinder; those of Snipe-IT, Lansweeper and TKH by the names alone. `--columns FILE.toml` says what
    the columns of any other table hold.

    A table of purchases (orders, quotes, invoices, contracts) is known by its header and read as lines of
    purchases, and so are the award notices, tender notices and contract history of CanadaBuys, Canada's
    proactive disclosure of contracts and USAspending's prime transactions. A list of vendors is firms.
    """
    return read_table(_rows(stream, profiles), Grid.of_text(), profiles)


def _rows(stream: SourceStream, profiles: Profiles) -> Iterator[Row | Unread]:
    rows = DelimitedRows(DecodedText(stream))
    lines = rows.peek(SAMPLE)
    separator = stated_separator(lines[0]) if lines else None
    if separator is not None:
        rows.skip()
    else:
        separator = _separator(lines, profiles)
    yield from rows.rows(separator)


def _separator(lines: Sequence[str], profiles: Profiles) -> str:
    """Return the separator that makes a header appear, else the most regular one."""
    found = _with_header(lines, profiles)
    return found or next(iter(likely_separators(lines)), SEPARATORS[0])


def _with_header(lines: Sequence[str], profiles: Profiles) -> str | None:
    """Return the separator that cuts a line into the names of columns."""
    for mark in likely_separators(lines):
        cells = [(number, split_line(line, mark)) for number, line in enumerate(lines[:SAMPLE], 1)]
        header = order_header_in(cells, profiles) or find_header(cells, profiles)
        if header is not None and len(header.titles) > 1:
            return mark
    return None


def _head_text(head: bytes) -> str | None:
    """Return the head as text, None if it is none."""
    name, mark = unicode_encoding(head) or ("utf-8", 0)
    try:  # the last letter may be cut
        text = codecs.getincrementaldecoder(name)().decode(head[mark:])
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    plain = CONTROLS.sub("", text)
    if head.startswith(_MAGIC):
        return None
    return plain if (len(text) - len(plain)) * _CHARACTERS_A_CONTROL <= len(text) + _FEW else None


NAME = "csv"
READER = Reader(name=NAME, sniff=sniff, read=read)


def reader_with(profiles: Profiles) -> Reader:
    """Return the reader that knows these profiles instead of those built in."""
    return Reader(name=NAME, sniff=partial(sniff, profiles=profiles), read=partial(read, profiles=profiles))
