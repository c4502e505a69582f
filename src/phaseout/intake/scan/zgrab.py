"""What did the servers say that zgrab or zgrab2 called on?"""

import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.scan.answer import traits_of_banner, traits_of_certificate, traits_of_http
from phaseout.intake.scan.json_objects import json_objects
from phaseout.intake.scan.json_value import Json, address_of, list_at, object_at, port_of, text_at, time_of
from phaseout.intake.scan.sighting import FirstSights, Sighting

_RECORD = re.compile(
    rb'\{\s*"(?:ip|domain)":\s*"[^"\n]{1,255}"[^{}\n]{0,300}"data":\s*\{\s*"[\w.:-]{1,60}":\s*\{\s*'
    rb'"(?:status|protocol|banner|response|server_id|handshake_log|tls)"'
)
_USUAL_PORTS = MappingProxyType(
    {"http": 80, "https": 443, "tls": 443, "ssh": 22, "ftp": 21, "telnet": 23, "smtp": 25, "rtsp": 554}
    | {"imap": 143, "pop3": 110}
)
_NO_START_PAGE = ("http.body", "http.title")
Tell = Callable[[Json, str], Iterator[tuple[str, str]]]


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a record: an address, then ``data`` with a module in it."""
    return Sniff.MINE if _RECORD.search(head.replace(b"\0", b"")) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """zgrab2 (and zgrab) JSON lines: http, tls, ssh, ftp, telnet, smtp, rtsp and other banners.

    Of a page that was asked for by a path of its own only the headers are read. Hosts that did not
    answer are passed over; modules whose answers are not understood are named once.
    """
    strange = FirstSights()
    for found in json_objects(stream):
        if isinstance(found, Unread):
            yield found
            continue
        number, record = found
        if "statuses" not in record:  # the summary behind the last record
            yield from _readings(record, f"line {number}", strange)


def _readings(record: Json, place: str, strange: FirstSights) -> list[Reading]:
    address, domain = address_of(text_at(record, "ip")), text_at(record, "domain")
    modules = object_at(record, "data")
    if not (address or domain) or not isinstance(record.get("data"), dict):
        return [Unread(place, "no record of zgrab: no address, or no data")]
    sighting = Sighting(address or domain, place, time_of(text_at(record, "timestamp")))
    if address:
        sighting.see("ip", address)
    if domain:
        sighting.see("hostname", domain)
    keys = len(sighting.readings())
    for name, module in modules.items():
        if isinstance(module, dict):
            _see_module(sighting, name, module, strange)
    found = sighting.readings()
    return found if len(found) > keys else []


def _see_module(sighting: Sighting, name: str, module: Json, strange: FirstSights) -> None:
    protocol = (text_at(module, "protocol") or name).lower()
    result = object_at(module, "result") or ({} if "status" in module else module)
    if not result:
        return
    port = port_of(module.get("port")) or port_of(result.get("port")) or _USUAL_PORTS.get(protocol)
    where = f", {name[:40]}"
    certificate = _certificate(result)
    tell = _TELLING.get(protocol, _told_by_banner)
    found = [*tell(result, protocol), *traits_of_certificate(certificate)]
    if text_at(module, "status") in {"", "success"} and port:
        sighting.see("port.tcp", str(port), port, where)
    if not found and protocol not in _TELLING and strange.is_first(protocol):
        sighting.fault(
            f"answers of the module {protocol[:40]} are not understood; further ones are not named", where
        )
    sighting.see_all(found, port, where)


def _told_by_http(result: Json, protocol: str) -> Iterator[tuple[str, str]]:
    response = object_at(result, "response") or object_at(result, "http", "response")
    for passed in list_at(result, "redirect_response_chain"):
        if isinstance(passed, dict):
            yield from (told for told in traits_of_http(passed) if told[0] not in _NO_START_PAGE)
    path = text_at(response, "request", "url", "path")
    is_start = path in {"", "/"} or bool(list_at(result, "redirect_response_chain"))
    yield from (told for told in traits_of_http(response) if is_start or told[0] not in _NO_START_PAGE)


def _told_by_ssh(result: Json, protocol: str) -> Iterator[tuple[str, str]]:
    raw = text_at(result, "server_id", "raw") or text_at(result, "banner")
    if raw.strip():
        yield "ssh.banner", raw.strip()


def _told_by_banner(result: Json, protocol: str) -> Iterator[tuple[str, str]]:
    banner = text_at(result, "banner") or text_at(result, "response")
    yield from traits_of_banner(protocol, banner)


def _told_by_tls(result: Json, protocol: str) -> Iterator[tuple[str, str]]:
    yield from ()


def _certificate(result: Json) -> Json:
    """Return the parsed certificate of a handshake, wherever the module keeps it."""
    response = object_at(result, "response")
    for holder in (result, object_at(result, "tls"), object_at(response, "request", "tls_log")):
        for log in (holder, object_at(holder, "handshake_log")):
            if parsed := object_at(log, "server_certificates", "certificate", "parsed"):
                return parsed
    return {}


_TELLING: MappingProxyType[str, Tell] = MappingProxyType(
    {"http": _told_by_http, "https": _told_by_http, "ssh": _told_by_ssh, "tls": _told_by_tls}
    | dict.fromkeys(("ftp", "telnet", "smtp", "banner", "rtsp", "imap", "pop3", "sip"), _told_by_banner)
)

READER = Reader(name="zgrab", sniff=sniff, read=read)
