"""What do the documents say that Hikvision's web interface (ISAPI) serves?

Facts: discovery.md §1.3. The namespaces `hikvision.com`, `isapi.org` and `std-cgi.com` are told apart by
fingerprints, not here: all three are on genuine units.
"""

import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from lxml.etree import _Element as Element

from phaseout.domain.observation import Reading
from phaseout.intake.dump.saved import Reply
from phaseout.intake.dump.speaker import Speaker
from phaseout.intake.dump.xml_reply import (
    Document,
    as_kept,
    dropped_in,
    find,
    first,
    locator_of,
    name_of,
    outermost,
    parsed,
    start_tag,
    texts_of,
)

NAMESPACES = r"https?://(?:www\.)?(?:hikvision|isapi|std-cgi)\.(?:com|org)/"
_CAMERA = re.compile(r"IP(?:Camera|Dome|Zoom|C\b)|Thermal", re.IGNORECASE)
_NO_PICTURE = re.compile(r"no[ _]?video|no[ _]?signal", re.IGNORECASE)
_NO_ADDRESS = frozenset(("", "0.0.0.0", "::"))  # noqa: S104 (a placeholder)
_LAST_PORT = 65535
_USERS = frozenset(("username", "loginname", "adminname"))


def read_isapi(reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    """Yield what an ISAPI document says of the equipment that serves it, or of the cameras behind it."""
    document = parsed(reply.body)
    if isinstance(document, str):
        speaker.skip(document, f"line {reply.line}")
        return
    dropped = list(dropped_in(document.root, reply.line))
    yield from dropped
    document = document._replace(is_altered=_forgets_users(document.root) or bool(dropped))
    tell = _TELLING.get(name_of(document.root).lower(), _other)
    yield from tell(document, reply, speaker)
    if document.fault is not None:
        speaker.skip(document.fault, f"line {reply.line}")


def _forgets_users(root: Element) -> bool:
    """Empty the elements that name who may sign in, and return whether there were any."""
    users = [element for element in root.iter() if name_of(element).lower() in _USERS and element.text]
    for element in users:
        element.text = None
    return bool(users)


def _device_info(document: Document, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    root = document.root
    yield from speaker.introduce(find(root, "serialnumber", "subserialnumber", "macaddress", "deviceid"))
    speaker.is_camera = _CAMERA.search(find(root, "devicetype", "devicedescription")) is not None
    yield from speaker.say("isapi.deviceinfo", as_kept(document, reply.body), f"line {reply.line}")


def _channels(document: Document, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    for entry in outermost(document.root, ("inputproxychannel", "inputproxychannelstatus")):
        channel = find(entry, "id")
        if channel and (row := _row(entry)):
            yield from speaker.row(channel, row, locator_of(entry, reply.line))


def _row(entry: Element) -> dict[str, str]:
    texts = texts_of(entry)
    row = {
        "name": first(texts, "name", "devicename"),
        "ip": first(texts, "ipaddress", "ipv6address"),
        "host": first(texts, "hostname"),
        "port": first(texts, "manageportno"),
        "protocol": first(texts, "proxyprotocol"),
        "connection": first(texts, "connmode"),
        "model": first(texts, "model", "devicemodel"),
        "serial": first(texts, "serialnumber"),
        "firmware": first(texts, "firmwareversion"),
        "mac": first(texts, "macaddress", "mac"),
        "online": first(texts, "online"),
        "state": first(texts, "chandetectresult"),
    }
    told = {key for key, text in row.items() if text}
    # an empty slot has a number and a name that the recorder made up
    return row if told - {"name", "protocol", "connection", "port"} else {}


def _inputs(document: Document, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    """Take the sockets for analogue cameras: that something is plugged in, not what."""
    if speaker.is_camera:  # its own sensor
        return
    for entry in outermost(document.root, ("videoinputchannel",)):
        channel, seen = find(entry, "id", "inputport"), find(entry, "resdesc")
        if not seen:
            speaker.skip("a video input that does not say whether anything is plugged in", _at(entry, reply))
        elif channel and not _NO_PICTURE.search(seen) and find(entry, "videoinputenabled") != "false":
            row = {"name": find(entry, "name"), "connection": "analogue", "signal": seen}
            yield from speaker.row(f"analogue {channel}", row, _at(entry, reply))


def _interfaces(document: Document, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    for entry in outermost(document.root, ("networkinterface",)):
        for inner in entry.iter():
            name, text = name_of(inner).lower(), (inner.text or "").strip()
            parent = inner.getparent()
            # the gateway and the name servers have an ipAddress too
            own = parent is not None and name_of(parent).lower() == "ipaddress"
            if name == "macaddress" and text:
                yield from speaker.say("discovery.mac", text, _at(inner, reply))
            elif own and name in {"ipaddress", "ipv6address"} and text not in _NO_ADDRESS:
                yield from speaker.say("ip", text, _at(inner, reply))


def _services(document: Document, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    for entry in outermost(document.root, ("adminaccessprotocol",)):
        port = find(entry, "portno")
        if find(entry, "enabled") != "false" and port.isdecimal() and 0 < int(port[:6]) <= _LAST_PORT:
            yield from speaker.say("port.tcp", port, _at(entry, reply), port=int(port))


def _state(document: Document, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    """Take a short answer as the page it is: fingerprints know these."""
    yield from speaker.say("http.body", as_kept(document, reply.body), f"line {reply.line}")


def _other(document: Document, reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    """Keep the start tag, whose namespace tells the platform, and nothing of the settings behind it."""
    if re.search(NAMESPACES, tag := start_tag(as_kept(document, reply.body))):
        yield from speaker.say("http.body", tag, f"line {reply.line}")
    speaker.skip(f"the XML document {name_of(document.root)!r}", f"line {reply.line}")


def _at(entry: Element, reply: Reply) -> str:
    return locator_of(entry, reply.line)


Telling = Callable[[Document, Reply, Speaker], Iterator[Reading]]
_TELLING: MappingProxyType[str, Telling] = MappingProxyType(
    {
        "deviceinfo": _device_info,
        "inputproxychannellist": _channels,
        "inputproxychannel": _channels,
        "inputproxychannelstatuslist": _channels,
        "inputproxychannelstatus": _channels,
        "videoinputchannellist": _inputs,
        "videoinputchannel": _inputs,
        "videoinput": _inputs,
        "networkinterfacelist": _interfaces,
        "networkinterface": _interfaces,
        "adminaccessprotocollist": _services,
        "responsestatus": _state,
        "usercheck": _state,
        "activatestatus": _state,
    }
)
