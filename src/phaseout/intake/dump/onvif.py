"""What does equipment say of itself in ONVIF's SOAP answers and in WS-Discovery?"""

import ipaddress
import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from phaseout.domain.observation import Dropped, Reading, Subject
from phaseout.intake.capture.onvif import TRAITS_OF_INFORMATION
from phaseout.intake.credential import without_credentials
from phaseout.intake.dump.saved import Reply
from phaseout.intake.dump.speaker import Speaker
from phaseout.intake.dump.xml_reply import dropped_in, find, locator_of, name_of, outermost, parsed

_URL_HOST = re.compile(r"[a-z]{3,5}://\[?(?P<host>[0-9A-Fa-f.:]{3,45}?)\]?(?::\d{1,5})?(?:/|\s|$)", re.I)
_RTSP = re.compile(r"rtsps?://[^/\s]{1,300}(?P<path>/\S{1,500})", re.I)


def read_soap(reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    """Yield what a SOAP envelope says; each match of a discovery is a thing of its own."""
    document = parsed(reply.body)
    if isinstance(document, str):
        speaker.skip(document, f"line {reply.line}")
        return
    yield from dropped_in(document.root, reply.line)
    understood = False
    for element in outermost(document.root, _TELLING.keys()):
        understood = True
        yield from _TELLING[name_of(element).lower()](element, reply, speaker)
    if not understood:
        speaker.skip("a SOAP answer that is not of one of the read calls", f"line {reply.line}")
    if document.fault is not None:
        speaker.skip(document.fault, f"line {reply.line}")


def _information(element: Element, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    serial = find(element, "serialnumber")
    if serial:
        yield from speaker.introduce(serial)
    for name, trait in TRAITS_OF_INFORMATION:
        yield from speaker.say(trait, find(element, name.lower()), locator_of(element, reply.line))


def _scopes(element: Element, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    for inner in element.iter():
        if name_of(inner).lower() == "scopeitem":
            yield from speaker.say("onvif.scope", inner.text or "", locator_of(inner, reply.line))


def _interfaces(element: Element, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    for inner in element.iter():
        name, text = name_of(inner).lower(), (inner.text or "").strip()
        if name == "hwaddress":
            yield from speaker.say("discovery.mac", text, locator_of(inner, reply.line))
        elif name == "address" and _is_address(text):
            yield from speaker.say("ip", text, locator_of(inner, reply.line))


def _stream(element: Element, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    """Take the path of a stream: what the equipment itself says it grants."""
    place = locator_of(element, reply.line)
    kept = without_credentials("rtsp.path", find(element, "uri"))
    if kept.dropped is not None:
        yield Dropped(place, f"rtsp.path: {kept.dropped}")
    if found := _RTSP.search(kept.value or ""):
        yield from speaker.say("rtsp.path", found["path"], place)


def _match(element: Element, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    place = locator_of(element, reply.line)
    addresses = [found["host"] for found in _URL_HOST.finditer(find(element, "xaddrs"))]
    hosts = [host for host in addresses if _is_address(host)]
    key = find(element, "address") or (hosts[0] if hosts else place)
    subject = Subject(f"match {key}")
    for host in dict.fromkeys(hosts):
        yield from speaker.say("ip", host, place, subject=subject)
    for scope in dict.fromkeys(find(element, "scopes").split()):
        if scope.lower().startswith("onvif://"):
            yield from speaker.say("onvif.scope", scope, place, subject=subject)


def _is_address(text: str) -> bool:
    try:
        return not ipaddress.ip_address(text).is_unspecified
    except ValueError:
        return False


_TELLING = {
    "getdeviceinformationresponse": _information,
    "getscopesresponse": _scopes,
    "getnetworkinterfacesresponse": _interfaces,
    "getstreamuriresponse": _stream,
    "probematch": _match,
    "resolvematch": _match,
    "hello": _match,
}
