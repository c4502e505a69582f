"""How is an SNMP agent asked who it is, with a community that the owner gave (RFC 1157, RFC 3416)?"""

from functools import partial

from phaseout.intake.capture.snmp import PORT
from phaseout.probe.inquiries.fresh import Fresh
from phaseout.probe.inquiries.inquiry import Inquiry

SYSTEM = ("1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.2.0")
"""sysDescr and sysObjectID."""
OF_MAKERS = (
    "1.3.6.1.4.1.39165.1.1.0",
    "1.3.6.1.4.1.39165.1.3.0",
    "1.3.6.1.4.1.39165.1.4.0",
    "1.3.6.1.4.1.39165.1.6.0",
)
"""Model, firmware, hardware address, maker in Hikvision's branch: its sysObjectID is often empty (§1.3)."""
_INTEGER, _OCTETS, _NULL, _OID, _SEQUENCE, _GET = 0x02, 0x04, 0x05, 0x06, 0x30, 0xA0
_V1, _V2C = 0, 1
_LONG_FORM = 0x80


def snmp(community: str) -> Inquiry:
    """Return the inquiry for a community. There is none without: communities are not guessed."""
    return Inquiry(name="snmp", port=PORT, groups=(), payloads=partial(payloads, community))


def payloads(community: str, fresh: Fresh) -> tuple[bytes, ...]:
    """Return a GET of version 2c for all, and one of version 1 for the two that every agent has.

    An agent of version 1 answers nothing at all where one object is unknown to it.
    """
    return (
        _get(_V2C, community, fresh.number(), SYSTEM + OF_MAKERS),
        _get(_V1, community, fresh.number(), SYSTEM),
    )


def _get(version: int, community: str, number: int, names: tuple[str, ...]) -> bytes:
    bindings = b"".join(
        _element(_SEQUENCE, _element(_OID, _oid(name)) + _element(_NULL, b"")) for name in names
    )
    request = (_integer(number), _integer(0), _integer(0), _element(_SEQUENCE, bindings))
    message = (_integer(version), _element(_OCTETS, community.encode()), _element(_GET, b"".join(request)))
    return _element(_SEQUENCE, b"".join(message))


def _element(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < _LONG_FORM:
        return bytes((tag, length)) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG_FORM | len(size))) + size + content


def _integer(number: int) -> bytes:
    return _element(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    return bytes((40 * first + second,)) + b"".join(map(_sub_identifier, rest))


def _sub_identifier(number: int) -> bytes:
    octets = [number & 0x7F]
    while number := number >> 7:
        octets.append(number & 0x7F | 0x80)
    return bytes(reversed(octets))
