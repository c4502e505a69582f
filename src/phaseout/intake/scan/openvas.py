"""What did OpenVAS hear of the hosts it looked at?"""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.hardware_address import canonical_address, is_of_one_interface
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.scan.json_value import address_of, port_of, time_of
from phaseout.intake.scan.large_xml import elements
from phaseout.intake.scan.nessus_plugin import LONGEST_OUTPUT
from phaseout.intake.scan.openvas_test import names_accounts, traits_of_test
from phaseout.intake.scan.sighting import FirstSights, Sighting

_ROOT = re.compile(
    rb"<report\b[^>]{0,400}\b(?:format_id|content_type)=|<get_reports_response\b|<report\b[^>]{0,400}>\s*<gmp>"
)
_PORT = re.compile(r"(?:[\w.\- ]{0,60}\()?(\d{1,5})/(tcp|udp)\)?")
_NAME_DETAILS = frozenset(("hostname", "best_hostname"))
_PORT_DETAILS = {"tcp_ports": "port.tcp", "udp_ports": "port.udp"}


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the root element."""
    return Sniff.MINE if _ROOT.search(head.replace(b"\0", b"")) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """OpenVAS and Greenbone reports (XML): hosts, open ports, and the banners that tests report.

    Only what the equipment said itself: what the scanner concludes (operating system, product,
    weaknesses) is passed over.
    """
    known = FirstSights()
    for element in elements(stream, "result", "host", "port"):
        if isinstance(element, Unread):
            yield element
            continue
        parent = element.getparent()
        within = parent.tag if parent is not None else ""
        place = f"line {element.sourceline}"
        if element.tag == "result":
            yield from _result(element, place, known)
        elif element.tag == "host" and within == "report":
            yield from _host(element, place, known)
        elif element.tag == "port" and within == "ports":
            yield from _port(element, place, known)


def _sighting(written: str, place: str, known: FirstSights, at: str | None = None) -> Sighting | None:
    address = address_of(written.strip())
    if address is None:
        return None
    sighting = Sighting(address, place, at)
    if known.is_first(address):
        sighting.see("ip", address)
    return sighting


def _host(element: Element, place: str, known: FirstSights) -> list[Reading]:
    """Return the keys of a host, from the list of hosts at the end of the report."""
    at = time_of((element.findtext("end") or element.findtext("start") or "").strip())
    sighting = _sighting(element.findtext("ip") or "", place, known, at)
    if sighting is None:
        return [Unread(place, "a host without an IP address")]
    for detail in element.iterchildren("detail"):
        name, value = (detail.findtext("name") or "").strip(), (detail.findtext("value") or "").strip()
        if name in _NAME_DETAILS and not address_of(value):
            sighting.see("hostname", value)
        elif name == "MAC" and (mac := canonical_address(value)) and is_of_one_interface(mac):
            sighting.see("mac", mac)
        elif trait := _PORT_DETAILS.get(name):
            for port in value.split(","):
                if (number := port_of(port.strip())) is not None:
                    sighting.see(trait, str(number), number)
    return sighting.readings()


def _port(element: Element, place: str, known: FirstSights) -> list[Reading]:
    found = _PORT.match((element.text or "").strip())
    sighting = _sighting(element.findtext("host") or "", place, known)
    if sighting is None:
        return []
    if found and (number := port_of(found[1])) is not None:
        sighting.see(f"port.{found[2]}", str(number), number)
    return sighting.readings()


def _result(element: Element, place: str, known: FirstSights) -> list[Reading]:
    host = element.find("host")
    written = (host.text or "") if host is not None else ""
    at = time_of((element.findtext("creation_time") or "").strip())
    sighting = _sighting(written, place, known, at)
    if host is None or sighting is None:
        return (
            [Unread(place, "a result without the IP address of its host")]
            if known.is_first("no host")
            else []
        )
    named = (host.findtext("hostname") or "").strip()
    if named and not address_of(named) and known.is_first((written, named)):
        sighting.see("hostname", named)
    found = _PORT.match((element.findtext("port") or "").strip())
    port = port_of(found[1]) if found else None
    if found and port is not None and known.is_first((written, found[2], port)):
        sighting.see(f"port.{found[2]}", str(port), port)
    nvt = element.find("nvt")
    number = nvt.get("oid", "") if nvt is not None else ""
    name = (nvt.findtext("name") or "") if nvt is not None else ""
    described = element.findtext("description") or ""
    sighting.see_all(traits_of_test(number, described), port)
    if len(described) > LONGEST_OUTPUT:
        sighting.fault(f"an output longer than {LONGEST_OUTPUT} characters; its start is read")
    if names_accounts(number, name, described):
        sighting.drop("accounts or communities that a test got in with")
    return sighting.readings()


READER = Reader(name="openvas", sniff=sniff, read=read)
