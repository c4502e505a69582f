"""Who is plugged in next to whom, as LLDP and CDP tell it?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.dump.saved import content_of, in_utf8
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.switch import lldpd
from phaseout.intake.switch.broken_off import is_broken_off, whole_lines
from phaseout.intake.switch.listing import read_listing
from phaseout.intake.switch.mikrotik import read_mikrotik

_JSON = re.compile(
    rb"""\s*[\[{][\s\S]{0,2000}?"(?:lldp(?:Neighbors)?|TABLE_nbor(?:_detail)?|TABLE_cdp_neighbor_detail_info)"\s*:\s*[\[{]"""
)
_XML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:lldp[\s>]|(?:rpc-reply[\s\S]{0,400}?<)?lldp-neighbors-information)"
)
_KEYVALUE = re.compile(rb"^lldp\.\S{1,64}\.(?:via|rid|chassis\.\S{1,40})=", re.M)
_WHO = re.compile(
    rb"^[ \t]*(?:Neighbor )?(?:Chassis[ -]?ID|Device[ -]ID)[ \t]*(?:\([^)]{0,30}\)[ \t]*)?:(?!:)", re.I | re.M
)
_WHAT = re.compile(
    rb"^[ \t]*(?:Neighbor )?(?:System[ _-]?(?:Name|Desc\w*)|SysName|SysDescr|Chassis-Name|Port[ _-]?ID"
    rb"|Platform|TTL|Time (?:remaining|to live)|Hold-?time|Entry address\S*)[ \t]*:",
    re.I | re.M,
)

_MIKROTIK = re.compile(rb"^[ \t]*\d{1,5}[ \t]+interface=\S[^\n]*", re.M)
_MIKROTIK_ALSO = re.compile(rb"\b(?:mac-address|identity|platform|board)=")
_HEAD = 4096
_LONGEST_LINE = 1 << 16


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise lldpd's formats by their keys, listings by a neighbour's two usual lines."""
    head = in_utf8(head)
    if _JSON.match(head) or _XML.match(head) or _KEYVALUE.search(head):
        return Sniff.MINE
    if _MIKROTIK.search(head) and _MIKROTIK_ALSO.search(head):
        return Sniff.MINE
    return Sniff.MINE if _WHO.search(head) and _WHAT.search(head) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """LLDP and CDP neighbours: `show lldp neighbors detail`, `show cdp neighbors detail`, `lldpcli`.

    Listings of Cisco, Juniper, HP, Aruba, Comware, MikroTik and lldpd, the last also as key=value, JSON and
    XML, and those of switches that answer in JSON. What a neighbour says of itself counts,
    not the port it is plugged into. A listing that announces its end and does not reach it was cut: that is
    said, and a last line without its line break is not read.
    """
    content, fault = content_of(stream)
    start = content[:_HEAD].lstrip()
    is_cut, is_last_whole = is_broken_off(content), content.endswith(b"\n")
    lines = whole_lines(_lines(content), is_cut=is_cut, is_last_whole=is_last_whole)
    if start.startswith(b"<"):
        yield from lldpd.read_xml(content)
    elif start.startswith((b"{", b"[")):
        yield from lldpd.read_json(content)
    elif _KEYVALUE.search(start):
        # lldpctl ends every line it writes with a break, and announces no other end
        keyed = whole_lines(_lines(content), is_cut=not is_last_whole, is_last_whole=is_last_whole)
        yield from lldpd.read_keyvalue(keyed)
    elif _MIKROTIK.search(start):
        yield from read_mikrotik(lines)
    else:
        yield from read_listing(lines)
    if fault is not None:
        yield fault


def _lines(content: bytes) -> Iterator[tuple[int, str] | Unread]:
    for number, line in enumerate(content.split(b"\n"), 1):
        if len(line) > _LONGEST_LINE:
            yield Unread(
                f"line {number}", f"longer than {_LONGEST_LINE} bytes; no listing has lines like that"
            )
        else:
            yield number, line.decode("utf-8", "replace").strip()


READER = Reader(name="lldp-neighbours", sniff=sniff, read=read)
