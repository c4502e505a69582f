"""Which interfaces did a computer, router or switch see next to it?

One reader for every listing of addresses: rows differ in order and trimmings, but each names one
hardware address, written in one of five notations, and at most one network address.
"""

import ipaddress
import re
from collections.abc import Iterator
from typing import NamedTuple

from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.intake.hardware_address import NOTATION, canonical_address, is_of_one_interface
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.text_lines import noting_cut, plain_text


class Neighbour(NamedTuple):
    """A row of a listing."""

    mac: str | None
    """Canonical; None where the row holds none that can be read."""
    ip: str | None = None
    name: str | None = None


_MAC = re.compile(rf"(?<![\w:.\-])(?:{NOTATION})(?![\w:\-]|\.\w)")
_LIKE_A_MAC = re.compile(
    r"(?<![\w:.\-])(?=\S*\d)(?:(?:\w{1,2}[:\-]){5}\w{1,2}|\w{4}[.\-]\w{4}[.\-]\w{4}|\w{6}-\w{6})(?![\w:.\-])"
)
_IPV4 = re.compile(r"(?<![\w.:])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])")
_IPV6 = re.compile(r"(?<![\w:.])(?=[0-9A-Fa-f]*:[0-9A-Fa-f:]*:)[0-9A-Fa-f:]{2,39}(?![\w:])")
_NAME_BEFORE = re.compile(r"([\w][\w.\-]{0,252})\s+(?:\(\S+\)\s+at\s|ether\s)")
# What stands in place of the hardware address of a neighbour that never answered.
_NO_ANSWER = re.compile(r"incomplete|failed|unreachable|unresolved|pending|no entry|---", re.I)
# Blanks, not white space: a heading with tabs is that of a sheet.
_HEADING = re.compile(
    r"\sdev \S+ lladdr |\) at [0-9a-f:]{11,17} |^IP address +HW type|^Address +HWtype|^[\d.]+ +ether "
    r"|^Interface ?: \S+ --- 0x|^Internet +[\d.]+ .* ARPA\b|^Protocol +Address +Age"
    r"|^IP Address +(?:MAC|Hardware|Age)|^(?:MAC|Vlan) [\w ]*Address\b|(?:show|display) (?:ip )?(?:arp|mac)"
    r"|\bMAC-ADDRESS +VID +ON-INTERFACE\b|\bADDRESS +MAC-ADDRESS +INTERFACE\b"  # MikroTik, bridge fdb
    r"|^[0-9a-f]{2}(?::[0-9a-f]{2}){5} dev \S+ (?:vlan|master|self|extern_learn|permanent|offload)\b",
    re.I | re.M,
)
_LONGEST_ROW = 1000
_OF_A_SHEET = re.compile(r'[;{"<\t]|,\S')
_ROW_WORD = re.compile(r"\b(?:dynami\w+|stati\w+|learn(?:ed|t)?|reachable|stale|permanent|self)\b", re.I)


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a listing by the shape of its rows, and be sure where a known heading stands above them."""
    lines = [plain_text(line) for line in head.split(b"\n")]
    rows = [row for line in lines if not _OF_A_SHEET.search(line) and (row := _row(line)) and row.mac]
    headed = _HEADING.search("\n".join(lines))
    if headed:
        return Sniff.MINE if rows else Sniff.MAYBE
    telling = any(row.ip for row in rows) or any(_ROW_WORD.search(line) for line in lines)
    return Sniff.MAYBE if rows and telling else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Address tables: `ip neigh`, `arp -a` (Linux, BSD, macOS, Windows), /proc/net/arp, tables of switches.

    ARP and MAC tables of Cisco, HP, Aruba, Comware, Huawei, Juniper and MikroTik shape are among them, and
    `bridge fdb`.
    Neighbours that never answered, and group addresses, are no equipment and are passed over.
    """
    for entry in noting_cut(stream):
        if isinstance(entry, Unread):
            yield entry
            continue
        number, line = entry
        row = _row(line)
        if row is None:
            continue
        locator = f"line {number}"
        if row.mac is None:
            yield Unread(locator, "no hardware address that can be read")
        elif is_of_one_interface(row.mac):
            subject = Subject(row.mac)
            yield Observation(subject, "mac", row.mac, locator)
            if row.ip is not None:
                yield Observation(subject, "ip", row.ip, locator)
            if row.name is not None:
                yield Observation(subject, "hostname", row.name, locator)


def _row(line: str) -> Neighbour | None:
    """Return the neighbour a line speaks of; None for headings, prompts and silent neighbours."""
    if len(line) > _LONGEST_ROW:
        return Neighbour(None) if _MAC.search(line[:_LONGEST_ROW]) else None
    found = _MAC.search(line)
    if found is None:
        addressed = _LIKE_A_MAC.search(line) or (_address(line) and not _NO_ANSWER.search(line))
        return Neighbour(None) if addressed else None
    rest = line[: found.start()] + " " + line[found.end() :]
    named = _NAME_BEFORE.match(line)
    name = named[1] if named and not _IPV4.fullmatch(named[1]) else None
    return Neighbour(canonical_address(found[0]), _address(rest), name)


def _address(text: str) -> str | None:
    for candidate in _IPV4.findall(text) + _IPV6.findall(text):
        try:
            return str(ipaddress.ip_address(candidate))
        except ValueError:
            continue
    return None


READER = Reader(name="neighbours", sniff=sniff, read=read)
