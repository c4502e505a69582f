"""Which ports did masscan find open, written as JSON?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.nmap_host import iso_time
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.scan.answer import traits_of_escaped_banner
from phaseout.intake.scan.json_objects import json_objects
from phaseout.intake.scan.json_value import Json, address_of, list_at, object_at, port_of, text_at, time_of
from phaseout.intake.scan.sighting import FirstSights, Sighting

_RECORD = re.compile(
    rb'\{\s*"ip":\s*"[^"\n]{2,45}",\s*"timestamp":\s*"[^"\n]{1,40}",\s*(?:"ports":\s*\[|"port":\s*\d{1,5},\s*"proto")'
)


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a record by its first three keys."""
    return Sniff.MINE if _RECORD.search(head.replace(b"\0", b"")) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """masscan -oJ and -oD: open ports and banners, one record per port.

    Lists of older versions, with a comma too many or without an end, are read too. Records of one
    address are one asset; closed ports are passed over.
    """
    hosts = FirstSights()
    for found in json_objects(stream):
        if isinstance(found, Unread):
            yield found
            continue
        number, record = found
        yield from _readings(record, f"line {number}", hosts)


def _readings(record: Json, place: str, hosts: FirstSights) -> list[Reading]:
    address = address_of(text_at(record, "ip"))
    if address is None:
        return [Unread(place, "no record of masscan: it names no IP address")]
    seconds = text_at(record, "timestamp")
    sighting = Sighting(address, place, time_of(seconds) or iso_time(seconds))
    is_seen = False
    for port in list_at(record, "ports") or [record]:
        if isinstance(port, dict):
            is_seen = _see_port(port, sighting) or is_seen
        else:
            sighting.fault("a port that is no object")
    if is_seen and hosts.is_first(address):
        sighting.see("ip", address)
    return sighting.readings()


def _see_port(port: Json, sighting: Sighting) -> bool:
    """Enter an open port or its banner; whether there is one."""
    number, protocol = port_of(port.get("port")), text_at(port, "proto")
    service = object_at(port, "service") or object_at(port, "data")
    status = port.get("status") or service.get("status")
    banner = text_at(service, "banner") if service else ""
    if number is None:
        sighting.fault("not the number of a port")
        return False
    where = f", port {number}" if protocol == "tcp" else f", port {number}/{protocol[:8]}"
    if status == "open" and protocol in {"tcp", "udp"}:
        sighting.see(f"port.{protocol}", str(number), number, where)
    if banner:
        name = text_at(service, "name") or text_at(service, "service_name")
        sighting.see_all(traits_of_escaped_banner(name, banner), number, where)
    return status == "open" or bool(banner)


READER = Reader(name="masscan-json", sniff=sniff, read=read)
