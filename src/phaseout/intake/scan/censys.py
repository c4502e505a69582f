"""What does Censys hold of one's own addresses?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.scan.censys_port import see_port
from phaseout.intake.scan.censys_service import see_service
from phaseout.intake.scan.json_objects import json_objects
from phaseout.intake.scan.json_value import Json, address_of, list_at, object_at, text_at, time_of
from phaseout.intake.scan.sighting import FirstSights, Sighting

_SERVICES = re.compile(
    rb'"(?:autonomous_system|service_count|extended_service_name|transport_protocol|host_v1)"\s*:'
)
_OF_HOST = re.compile(rb'"(?:services|ip)"\s*:')
_PORT_OF_V1 = re.compile(
    rb'[{,]\s*"\d{1,5}"\s*:\s*\{\s*"(?:https?|ftp|ssh|telnet|smtp|imaps?|pop3s?|smb|modbus|fox|bacnet|cwmp|upnp|dns'
    rb'|mysql|oracle|ipp|s7|dnp3)"\s*:\s*\{'
)
_NUMBER = re.compile(r"\d{1,5}")


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a host's services, in the words of one of the three versions."""
    plain = head.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \r\n[")
    if not plain.startswith(b"{") or b'"_shodan"' in plain:
        return Sniff.NOT_MINE
    if _PORT_OF_V1.search(plain) or (_SERVICES.search(plain) and _OF_HOST.search(plain)):
        return Sniff.MINE
    return Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Censys: hosts of the Platform, of Search 2 and of the older ports-as-keys documents.

    Exports, downloads and answers of the API, one host or many. Censys's own readings (labels,
    software, operating system, location) are passed over.
    """
    strange = FirstSights()
    for found in json_objects(stream):
        if isinstance(found, Unread):
            yield found
            continue
        number, record = found
        hosts = list(_hosts(record))
        for count, host in enumerate(hosts, start=1):
            place = f"line {number}" if len(hosts) == 1 else f"line {number}, host {count}"
            yield from _readings(host, place, strange)


def _hosts(record: Json) -> Iterator[Json]:
    """Yield the hosts in an answer of one of the programming interfaces, or the host itself."""
    for wrapping in ("result", "host_v1", "resource", "host"):
        inner = record.get(wrapping)
        for held in inner if isinstance(inner, list) else [inner]:
            if isinstance(held, dict):
                yield from _hosts(held)
                return
    if isinstance(hits := record.get("hits"), list):
        for hit in hits:
            if isinstance(hit, dict):
                yield from _hosts(hit)
        return
    yield record


def _readings(host: Json, place: str, strange: FirstSights) -> list[Reading]:
    address = address_of(text_at(host, "ip"))
    domain = text_at(host, "domain") or text_at(host, "name")
    numbered = {
        key: ports for key, ports in host.items() if _NUMBER.fullmatch(key) and isinstance(ports, dict)
    }
    services = list_at(host, "services")
    if not (services or numbered):
        return [] if address else [Unread(place, "no host of Censys: no address and no services")]
    at = time_of(text_at(host, "last_updated_at") or text_at(host, "updated_at"))
    # without address or name a document is a thing of its own; the blank keeps it apart from names
    sighting = Sighting(address or domain or f" {place}", place, at)
    if address:
        sighting.see("ip", address)
    names = [*list_at(host, "dns", "reverse_dns", "names"), domain]
    for name in names:
        if isinstance(name, str) and name:
            sighting.see("hostname", name)
    for service in services:
        if isinstance(service, dict):
            see_service(service, sighting)
    for number, protocols in numbered.items():
        see_port(number, object_at({"": protocols}, ""), sighting, strange)
    return sighting.readings()


READER = Reader(name="censys", sniff=sniff, read=read)
