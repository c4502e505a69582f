"""What does an SNMP agent say it is?"""

from collections.abc import Iterator
from typing import NamedTuple

from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.wording import text_of

PORT = 161
# Hikvision, Dahua, Uniview, Tiandy, TVT (facts §1.7).
MAKERS_BRANCHES = tuple(f"1.3.6.1.4.1.{number}." for number in (39165, 37496, 39747, 54999, 60913, 50671))
"""The makers' own branches, whose sysObjectID is often empty."""
_INTEGER, _OCTETS, _OID, _SEQUENCE, _RESPONSE = 0x02, 0x04, 0x06, 0x30, 0xA2
_V1, _V2C = b"\x00", b"\x01"
_SYSTEM = bytes((0x2B, 6, 1, 2, 1, 1))  # 1.3.6.1.2.1.1
_SYSDESCR, _SYSOBJECTID = _SYSTEM + bytes((1, 0)), _SYSTEM + bytes((2, 0))
_LONG_FORM, _MOST_LENGTH_BYTES = 0x80, 4
_MOST_BINDINGS = 128
_BINDINGS_AT = 3
"""In a response: after the request id, the error and its index."""
_NAME_AND_VALUE = 2


class _Element(NamedTuple):
    tag: int
    content: bytes


def answer(datagram: Datagram, ledger: Ledger) -> None:
    """Take an SNMP v1 or v2c message; the community string is dropped, version 3 says nothing in clear."""
    parts = _children(datagram.payload, _SEQUENCE)
    if not _is_community_message(parts):
        return
    ledger.drop(datagram.source, "SNMP community string")
    if parts[2].tag != _RESPONSE:
        return
    body = list(_elements(parts[2].content))
    bindings = (
        _elements(body[_BINDINGS_AT].content)
        if len(body) > _BINDINGS_AT and body[_BINDINGS_AT].tag == _SEQUENCE
        else ()
    )
    own = []
    for binding in bindings:
        pair = list(_elements(binding.content))
        if len(pair) == _NAME_AND_VALUE and pair[0].tag == _OID:
            _enter(datagram.source, pair[0].content, pair[1], ledger)
            own += _of_a_maker(pair[0].content, pair[1])
    # no trait is made for a maker's own branch: kept as the answers of a port
    ledger.see(datagram.source, "banner", "\n".join(own), PORT)


def _is_community_message(parts: list[_Element]) -> bool:
    tags = [part.tag for part in parts[:2]]
    return len(parts) == 3 and tags == [_INTEGER, _OCTETS] and parts[0].content in {_V1, _V2C}  # noqa: PLR2004


def _enter(agent: bytes, name: bytes, value: _Element, ledger: Ledger) -> None:
    if name == _SYSDESCR and value.tag == _OCTETS:
        ledger.see(agent, "snmp.sysdescr", text_of(value.content), PORT)
    elif name == _SYSOBJECTID and value.tag == _OID and (dotted := _dotted(value.content)):
        ledger.see(agent, "snmp.sysobjectid", dotted, PORT)


def _of_a_maker(name: bytes, value: _Element) -> list[str]:
    """Return a text in a branch of a maker of cameras as a line, as `snmpwalk -On` prints it."""
    dotted, text = _dotted(name), text_of(value.content)
    is_own = value.tag == _OCTETS and dotted.startswith(MAKERS_BRANCHES)
    return [f"{dotted} = {text}"] if is_own and text else []


def _children(message: bytes, tag: int) -> list[_Element]:
    outer = next(_elements(message), None)
    return list(_elements(outer.content)) if outer is not None and outer.tag == tag else []


def _elements(content: bytes) -> Iterator[_Element]:
    at = 0
    for _ in range(_MOST_BINDINGS):
        if at + 2 > len(content):
            return
        tag, length = content[at], content[at + 1]
        at += 2
        if length & _LONG_FORM:
            size = length & ~_LONG_FORM
            if not 0 < size <= _MOST_LENGTH_BYTES:
                return
            length = int.from_bytes(content[at : at + size], "big")
            at += size
        yield _Element(tag, content[at : at + length])
        at += length


def _dotted(oid: bytes) -> str:
    if not oid:
        return ""
    numbers, number = [], 0
    for byte in oid:
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(number)
            number = 0
    if not numbers:
        return ""
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))
