"""Is this an inquiry, or could it change something?

The second line of defence: what is sent is harmless because those who write it took care, and what they got
wrong stops here. Of every protocol what asks is known and all else is refused; none of the verbs ``update``,
``activate``, ``reset`` of SADP, TVT's command 3 or a login gets by.
"""

import json
import re
import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType

from phaseout.probe.packet import UDP, Packet

_SADP_TYPES = re.compile(rb"<(?:\w+:)?Types\b[^>]*>([^<]*)<")
_DHIP_HEADER = b"\x20\x00\x00\x00DHIP"
_DHIP_BODY = 32
_DAHUA_LEGACY = b"\xa3\x01\x00\x01" + bytes(12) + b"\x02" + bytes(15)
_TVT_SEARCH = b"MHED\x09\x00\x01\x00\x01\x00"
_XIONGMAI_HEADER = struct.Struct("<4s4x4x2xHI")
_XIONGMAI_SEARCH = (b"\xff\x00\x00\x00", 1530, 0)
_HANWHA_SEARCH = b"\x01"
_DISCOVERY_PROBE = re.compile(rb"/discovery/Probe\s*<")
_DNS_HEADER = struct.Struct("!2xHHHHH")
_DNS_KIND = 0xF800
"""Of the flags: whether it is an answer, and what is asked for other than a name."""
_SNMP = re.compile(rb"\x30(?:[\0-\x7f]|\x81.|\x82..)\x02\x01[\0\1]\x04([\0-\x7f])", re.DOTALL)
_SNMP_READS = b"\xa0\xa1\xa5"
_TLS_HANDSHAKE = b"\x16\x03"
_REQUEST = re.compile(rb"([A-Z]{3,20}) ([^\s]{1,2000}) (HTTP/1\.[01]|RTSP/1\.0)\r\n")
_STREAMS = re.compile(rb"\Artsp://[0-9A-Fa-f.:\[\]]{2,60}")
_END = b"\r\n\r\n"
_CREDENTIAL = re.compile(rb"(?im)^(?:proxy-)?authorization[ \t]*:|<(?:\w+:)?UsernameToken\b")
_ACTS = re.compile(
    rb"factory(?:reset|default)|reboot|restart|shutdown|restore|upgrade|configurationfile|current_config|passwd"
    rb"|rpc2_login|(?<![a-z])(?:activate|factory|reset|update(?:firmware)?)(?![a-z])",
    re.IGNORECASE,
)
_ASKING = re.compile(rb"(?:/(?:[\w~-][\w.~-]{0,200})?){1,20}(?:\?action=get\w{1,40}(?:&name=\w{1,40})?)?")
"""A target that only tells: no way upwards, nothing hidden in percent signs, no query but one that gets."""
_ONVIF = re.compile(rb"(?:/[\w.~-]{1,80}){0,8}/onvif/[\w-]{1,80}", re.IGNORECASE)
_SOAP_CALL = re.compile(rb"<(?:\w+:)?Body\b[^>]*>\s*<(?:\w+:)?(\w{1,80})")
_SECRET_CALLS = re.compile(
    rb"(?:Users|Backup|Log|SupportInformation|AccessPolicy|Certificates?|Pkcs10Request|Key)$"
)


def forbidden_in(packet: Packet, *, has_account: bool) -> str | None:
    """Return why a packet may not leave, whoever allows it; ``None`` where it only asks.

    Args:
        packet: about to leave.
        has_account: whether the owner gave an account to ask with.
    """
    if _CREDENTIAL.search(packet.payload) and not has_account:
        return "holds a credential, and no account was given"
    if packet.transport == UDP:
        asks = DATAGRAMS.get(packet.port)
        return None if asks and asks(packet.payload) else f"is no inquiry known of UDP {packet.port}"
    if not packet.payload or packet.payload.startswith(_TLS_HANDSHAKE):
        return None
    return _in_request(packet.payload)


def _in_request(payload: bytes) -> str | None:
    request = _REQUEST.match(payload)
    if request is None:
        return "is no request of HTTP or RTSP"
    method, target, protocol = request.groups()
    _, end, body = payload.partition(_END)
    is_stream = protocol.startswith(b"RTSP")
    path = _STREAMS.sub(b"", target) if is_stream else target
    if _ACTS.search(path) or not _ASKING.fullmatch(path):
        return "asks for what changes something, or is secret"
    if is_stream:
        is_asking = method in (b"OPTIONS", b"DESCRIBE") and not body
    elif method == b"POST":
        call = _SOAP_CALL.search(body)
        is_read = call is not None and call[1].startswith(b"Get") and not _SECRET_CALLS.search(call[1])
        is_asking = is_read and _ONVIF.fullmatch(path) is not None
    else:
        is_asking = method in (b"GET", b"HEAD") and not body
    return None if is_asking and end else f"is a {method.decode()} that does more than ask"


def _sadp(payload: bytes) -> bool:
    return _SADP_TYPES.findall(payload) == [b"inquiry"]


def _dhip(payload: bytes) -> bool:
    try:
        body = json.loads(payload[_DHIP_BODY:].rstrip(b"\n\0"))
    except ValueError:
        return False
    is_search = isinstance(body, dict) and body.get("method") == "DHDiscover.search"
    return is_search and payload.startswith(_DHIP_HEADER)


def _tvt(payload: bytes) -> bool:
    return payload.startswith(_TVT_SEARCH) and not any(payload[len(_TVT_SEARCH) :])


def _xiongmai(payload: bytes) -> bool:
    is_header = len(payload) == _XIONGMAI_HEADER.size
    return is_header and _XIONGMAI_HEADER.unpack(payload) == _XIONGMAI_SEARCH


def _mdns(payload: bytes) -> bool:
    if len(payload) <= _DNS_HEADER.size:
        return False
    flags, questions, _, updates, _ = _DNS_HEADER.unpack_from(payload)
    return not flags & _DNS_KIND and questions > 0 and not updates


def _snmp(payload: bytes) -> bool:
    start = _SNMP.match(payload)
    after = start.end() + start[1][0] if start else len(payload)
    return after < len(payload) and payload[after] in _SNMP_READS


DATAGRAMS: Mapping[int, Callable[[bytes], bool]] = MappingProxyType({
    161: _snmp,
    1900: lambda payload: payload.startswith(b"M-SEARCH * HTTP/1.1\r\n"),
    3702: lambda payload: _DISCOVERY_PROBE.search(payload) is not None,
    5050: _DAHUA_LEGACY.__eq__,
    5353: _mdns,
    7701: lambda payload: payload.startswith(_HANWHA_SEARCH),
    23456: _tvt,
    34569: _xiongmai,
    37020: _sadp,
    37810: _dhip,
})  # fmt: skip
"""Of each port, whether what is sent there is its one inquiry."""
