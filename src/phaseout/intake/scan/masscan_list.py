"""Which ports did masscan find open, written as a list?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.end_mark import Marks, marked_lines
from phaseout.intake.nmap_host import iso_time
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.scan.answer import traits_of_escaped_banner
from phaseout.intake.scan.json_value import address_of, port_of
from phaseout.intake.scan.sighting import FirstSights, Sighting
from phaseout.intake.text_lines import text_lines

_HEAD = re.compile(rb"^#masscan\s*$", re.M)
_MARKS = Marks(re.compile(r"#masscan$"), re.compile(r"# end$"))
_ROW = re.compile(
    r"(?P<kind>open|banner|closed) (?P<protocol>[a-z]{2,8}) (?P<port>\d{1,5})"
    r" (?P<address>[0-9A-Fa-f:.]{2,45}) (?P<seconds>\d{1,12})(?: (?P<service>[\w.\-]{1,40}) (?P<banner>.*))?"
)


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the first line, or rows in the form of the list."""
    plain = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xef\xbb\xbf")
    if _HEAD.match(plain):
        return Sniff.MINE
    first = plain.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    return Sniff.MINE if _ROW.fullmatch(first) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """masscan -oL: one line per open port or banner. Lines of one address are one asset."""
    hosts = FirstSights()
    for line in marked_lines(text_lines(stream), _MARKS):
        if isinstance(line, Unread):
            yield line
        elif line.text.startswith("#"):
            continue
        elif line.may_be_cut:
            # neither a banner nor a time of day tells whether the rest of it is missing
            yield Unread(
                f"line {line.number}", "the file ends inside this line or behind it; it was not read"
            )
        else:
            yield from _readings(line.text, f"line {line.number}", hosts)


def _readings(line: str, place: str, hosts: FirstSights) -> list[Reading]:
    row = _ROW.fullmatch(line)
    address = address_of(row["address"]) if row else None
    port = port_of(row["port"]) if row else None
    if row is None or address is None or port is None:
        return [Unread(place, "no line of masscan's list")]
    if row["kind"] == "closed":
        return []
    sighting = Sighting(address, place, iso_time(row["seconds"]))
    if hosts.is_first(address):
        sighting.see("ip", address)
    if row["protocol"] in {"tcp", "udp"} and hosts.is_first((address, row["protocol"], port)):
        sighting.see(f"port.{row['protocol']}", str(port), port)
    if banner := row["banner"]:
        sighting.see_all(traits_of_escaped_banner(row["service"], banner), port)
    return sighting.readings()


READER = Reader(name="masscan-list", sniff=sniff, read=read)
