"""Which hosts and ports did nmap, or masscan, find, written one host a line?"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.end_mark import Line, Marks, marked_lines
from phaseout.intake.nmap_host import iso_time
from phaseout.intake.nmap_service import trait_of_service
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.scan.answer import traits_of_escaped_banner
from phaseout.intake.scan.json_value import address_of, port_of
from phaseout.intake.scan.sighting import FirstSights, Sighting
from phaseout.intake.text_lines import text_lines

_ROW = re.compile(
    r"(?:Timestamp: (?P<seconds>\d{1,12})\t)?Host: (?P<address>\S{2,60}) "
    r"\((?P<name>[^)\t]{0,255})\)(?P<rest>.*)"
)
_SNIFFED = re.compile(
    rb"^(?:Timestamp: \d{1,12}\t)?Host: \S{2,60} \([^)\n\t]{0,255}\)\t(?:Status|Ports?): ", re.M
)
_HEAD = re.compile(rb"^# Nmap \S{1,40} scan initiated .{0,2000}-oG\b", re.M)
_MARKS = Marks(
    re.compile(r"# (?:Nmap|Masscan) \S{1,40} scan initiated ", re.I),
    re.compile(r"# (?:Nmap|Masscan) (?:done|run completed) at ", re.I),
)
_SUPPOSED_UP = re.compile(r"^# Nmap .*\s-(?:Pn|P0|PN|sL)\b")
# what may stand last in a line of nmap's; the text of masscan's banners has no end that could be seen
_WHOLE = re.compile(r"\tPorts: [^\t]*/$|\tStatus: (?:Up|Down|Unknown)$|\tPorts: [^\t]*/\t")
_BETWEEN = re.compile(r",\s+(?=\d{1,5}/)")  # a version may hold a comma
_PORT, _STATE, _PROTOCOL, _, _SERVICE, _, _VERSION = range(7)
_LEAST = 5


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the line of a host, or the first line of a file that -oG wrote."""
    plain = head.replace(b"\0", b"")
    if _SNIFFED.search(plain):
        return Sniff.MINE
    return Sniff.MAYBE if _HEAD.search(plain) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """nmap -oG (.gnmap), also masscan's: hosts, names, open ports, services.

    Hosts that are down, and hosts that `-Pn` only supposes to be up, were not seen and are passed
    over; so are guesses (operating systems, services by port number).
    """
    hosts, is_supposed = FirstSights(), False
    for line in marked_lines(text_lines(stream), _MARKS):
        if isinstance(line, Unread):
            yield line
        elif line.text.startswith("#"):
            is_supposed = is_supposed or _SUPPOSED_UP.search(line.text) is not None
        else:
            place, text = f"line {line.number}", _whole_part(line) if line.may_be_cut else line.text
            if not text:
                yield Unread(place, "the file ends inside this line or behind it; it was not read")
                continue
            if text != line.text:
                yield Unread(place, "the file ends inside this line; what is whole in it was read")
            yield from _readings(text, place, hosts, is_supposed=is_supposed)


def _whole_part(line: Line) -> str:
    """Return a line up to its last whole port: behind each stands a stroke, and no value has one."""
    if _WHOLE.search(line.text):
        return line.text
    ports, comma, _ = line.text.rpartition("/, ")
    return f"{ports}/" if comma else ""


def _readings(line: str, place: str, hosts: FirstSights, *, is_supposed: bool) -> list[Reading]:
    row = _ROW.fullmatch(line)
    address = address_of(row["address"]) if row else None
    if row is None or address is None:
        return [Unread(place, "no line of a grepable scan")]
    parts = dict(part.partition(": ")[::2] for part in row["rest"].split("\t") if ": " in part)
    sighting = Sighting(address, place, iso_time(row["seconds"] or ""))
    for port in filter(None, _BETWEEN.split(parts.get("Ports", ""))):
        _see_port(port, sighting)
    if banner := parts.get("Banner"):
        service, number = parts.get("Service", ""), port_of(parts.get("Port", "").strip())
        sighting.see_all(traits_of_escaped_banner(service, banner), number, f", port {number}")
    found_any = bool(sighting.readings())
    if (found_any or (parts.get("Status") == "Up" and not is_supposed)) and hosts.is_first(address):
        sighting.see("ip", address)
        if row["name"]:
            sighting.see("hostname", row["name"])
    return sighting.readings()


def _see_port(written: str, sighting: Sighting) -> None:
    shown = _port(written)
    if shown is None:
        sighting.fault("a port that makes no sense")
        return
    for trait, value in shown.traits:
        sighting.see(trait, value, shown.number, shown.where)
    if shown.has_community:
        sighting.drop("SNMP community", shown.where)


class _Port(NamedTuple):
    """What one port shows; the same port is written alike for most hosts of a scan."""

    number: int
    where: str = ""
    traits: tuple[tuple[str, str], ...] = ()
    has_community: bool = False


@lru_cache(maxsize=4096)
def _port(written: str) -> _Port | None:
    """Return what a port shows; None if it makes no sense."""
    fields = [*written.strip().split("/"), "", "", ""]
    if len(fields) < _LEAST + 3 or (number := port_of(fields[_PORT])) is None:
        return None
    protocol = fields[_PROTOCOL]
    if fields[_STATE] != "open" or protocol not in {"tcp", "udp"}:
        return _Port(number)
    where = f", port {number}" if protocol == "tcp" else f", port {number}/udp"
    # the form has a stroke between its fields and writes those of a value as "|"
    service, version = fields[_SERVICE].rpartition("|")[2], fields[_VERSION].replace("|", "/").strip()
    has_community = service == "snmp" and "(" in version
    if has_community:
        version = version.partition("(")[0].strip()
    traits = [(f"port.{protocol}", str(number))]
    if version:
        traits.append((trait_of_service(service), version))
    return _Port(number, where, tuple(traits), has_community)


READER = Reader(name="gnmap", sniff=sniff, read=read)
