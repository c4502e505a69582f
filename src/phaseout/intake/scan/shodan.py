"""What does Shodan hold of one's own addresses?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.hardware_address import canonical_address, is_of_one_interface
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.scan.answer import favicon_hash, traits_of_banner, traits_of_certificate, traits_of_http
from phaseout.intake.scan.json_objects import json_objects
from phaseout.intake.scan.json_value import Json, address_of, list_at, object_at, port_of, text_at, time_of
from phaseout.intake.scan.shodan_module import see_modules
from phaseout.intake.scan.sighting import FirstSights, Sighting

_KEYS = re.compile(rb'"(?:_shodan|ip_str)"\s*:')
_OTHER_KEYS = re.compile(rb'"(asn|isp|opts|transport|hash|cpe23|domains|org|vulns)"\s*:')
_ENOUGH_KEYS = 3
_SERVICE_OF_MODULE = re.compile(r"[a-z]+")


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a key only Shodan has, in what begins as JSON."""
    plain = head.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \r\n[")
    if not plain.startswith(b"{"):
        return Sniff.NOT_MINE
    if _KEYS.search(plain):
        return Sniff.MINE
    # a long page may stand before the keys that tell
    return Sniff.MAYBE if len(set(_OTHER_KEYS.findall(plain))) >= _ENOUGH_KEYS else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Shodan: `shodan download` (.json.gz), answers of its host and search API.

    One record per service; records of one address are one asset. Shodan's own readings (product, OS,
    CPE, vulnerabilities) are passed over; what it read out of equipment itself (hikvision, dahua) comes
    as somebody's word.
    """
    hosts = FirstSights()
    for found in json_objects(stream):
        if isinstance(found, Unread):
            yield found
            continue
        number, record = found
        for place, banner in _banners(record, f"line {number}"):
            yield from _readings(banner, place, hosts)


def _banners(record: Json, place: str) -> Iterator[tuple[str, Json]]:
    """Yield the records of services in an answer of the API, or the record itself."""
    held = record.get("data") if isinstance(record.get("data"), list) else record.get("matches")
    if not isinstance(held, list):
        yield place, record
        return
    for count, banner in enumerate(held, start=1):
        if isinstance(banner, dict):
            shared: Json = {key: record[key] for key in ("ip_str", "hostnames") if key in record}
            yield f"{place}, service {count}", shared | banner


def _readings(banner: Json, place: str, hosts: FirstSights) -> list[Reading]:
    address = address_of(text_at(banner, "ip_str")) or address_of(text_at(banner, "ipv6"))
    if address is None:
        return [Unread(place, "no record of Shodan: it names no IP address")]
    sighting = Sighting(address, place, time_of(text_at(banner, "timestamp")))
    if hosts.is_first(address):
        sighting.see("ip", address)
    for name in list_at(banner, "hostnames"):
        if isinstance(name, str) and hosts.is_first((address, name)):
            sighting.see("hostname", name)
    for written in object_at(banner, "mac"):
        if (mac := canonical_address(written)) and is_of_one_interface(mac):
            sighting.see("mac", mac)
    port, transport = port_of(banner.get("port")), text_at(banner, "transport") or "tcp"
    if port is None:
        sighting.fault("not the number of a port")
    elif transport in {"tcp", "udp"}:
        sighting.see(f"port.{transport}", str(port), port)
    sighting.see_all(_traits(banner), port)
    see_modules(banner, sighting, port)
    return sighting.readings()


def _traits(banner: Json) -> Iterator[tuple[str, str]]:
    http, certificate = object_at(banner, "http"), object_at(banner, "ssl", "cert")
    module = _SERVICE_OF_MODULE.match(text_at(banner, "_shodan", "module"))
    found = list(traits_of_banner(module[0] if module else "", text_at(banner, "data")))
    # the head of a response comes without its page, which stands in "html"
    yield from (told for told in found if told[0] not in {"http.body", "http.title"} or not http)
    yield from traits_of_http(
        {"title": http.get("title"), "body": http.get("html"), "headers": object_at(http, "headers")}
    )
    if server := text_at(http, "server"):
        yield "http.server", server
    if (digest := favicon_hash(object_at(http, "favicon").get("hash"))) is not None:
        yield "http.favicon-mmh3", digest
    yield from traits_of_certificate(certificate)


READER = Reader(name="shodan", sniff=sniff, read=read)
