"""Which equipment took an address from a DHCP server?"""

from collections.abc import Iterator
from itertools import chain

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.dnsmasq_leases import looks_like_dnsmasq, read_dnsmasq
from phaseout.intake.isc_leases import BLOCK, read_isc
from phaseout.intake.kea_leases import FIRST_COLUMNS, read_kea
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.text_lines import plain_text, text_lines, whole_lines


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a Kea heading, a block of dhcpd, or a first line of dnsmasq."""
    lines = [plain_text(line) for line in head.split(b"\n")]
    first = next((line for line in lines if line), "")
    if first.startswith(FIRST_COLUMNS) or looks_like_dnsmasq(first):
        return Sniff.MINE
    blocks = {found["kind"] for line in lines if (found := BLOCK.match(line))}
    if blocks - {"host"} or (blocks and any("hardware ethernet " in line for line in lines)):
        return Sniff.MINE
    return Sniff.MAYBE if any("dhcpd.leases(5)" in line for line in lines) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """DHCP leases of ISC dhcpd (dhcpd.leases, dhcpd6.leases), dnsmasq and Kea (CSV, lease4 and lease6).

    A lease that ended still tells of its taker, but not of its address, which another may hold now.
    """
    entries = text_lines(stream)
    first: tuple[int, str] = (0, "")
    for entry in entries:
        if isinstance(entry, Unread):
            yield entry
        elif entry[1]:
            first = entry
            break
    lines: Iterator[tuple[int, str] | Unread] = chain([first], entries)
    if first[1].startswith(FIRST_COLUMNS):
        yield from read_kea(whole_lines(stream, lines))
    elif looks_like_dnsmasq(first[1]) or first[1].startswith("duid "):
        yield from read_dnsmasq(whole_lines(stream, lines))
    else:
        yield from read_isc(lines)


READER = Reader(name="dhcp-leases", sniff=sniff, read=read)
