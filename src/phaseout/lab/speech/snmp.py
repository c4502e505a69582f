"""How does a device's SNMP agent answer whoever knows the community? (discovery.md §1.3, §1.5)"""

from collections.abc import Iterator
from dataclasses import dataclass

from phaseout.lab.house import Asked, House, Said
from phaseout.lab.persona import Persona

PORT = 161
_INTEGER, _OCTETS, _NULL, _OID, _SEQUENCE = 0x02, 0x04, 0x05, 0x06, 0x30
_GET, _GET_NEXT, _RESPONSE = 0xA0, 0xA1, 0xA2
_NO_OBJECT, _AT_END = b"\x80\x00", b"\x82\x00"
_SYSTEM = "1.3.6.1.2.1.1"
_LONG = 0x80


@dataclass(frozen=True, slots=True, kw_only=True)
class Snmp:
    """Answers ``get`` and ``get-next`` of versions 1 and 2c to whoever knows the community."""

    community: str = "town-hall"
    descr: str = ""
    """``sysDescr``; Hikvision's is often empty."""
    object_id: str = ""
    """``sysObjectID``; Hikvision's is often empty."""
    prefix: str = ""
    """Where the maker's own tree begins: ``1.3.6.1.4.1.39165``."""
    vendor: str = ""

    def enter(self, house: House) -> None:
        """Hear requests."""
        told = self._told(house.persona)

        def hearing(asked: Asked) -> Iterator[Said]:
            if (answer := self._answer(asked.payload, told)) is not None:
                yield Said(answer)

        house.hear(PORT, hearing)

    def _told(self, persona: Persona) -> dict[tuple[int, ...], bytes]:
        """Return the values by object identifier."""
        truth = persona.truth
        told = {
            f"{_SYSTEM}.1.0": _written(_OCTETS, self.descr.encode()),
            f"{_SYSTEM}.2.0": _written(_OID, _packed(_numbers(self.object_id))),
            f"{_SYSTEM}.5.0": _written(_OCTETS, persona.name.encode()),
        }
        own = {"1.1.0": truth.model, "1.3.0": truth.firmware, "1.4.0": persona.mac, "1.6.0": self.vendor}
        if self.prefix:
            told |= {
                f"{self.prefix}.{at}": _written(_OCTETS, (text or "").encode()) for at, text in own.items()
            }
        return {_numbers(oid): value for oid, value in sorted(told.items())}

    def _answer(self, message: bytes, told: dict[tuple[int, ...], bytes]) -> bytes | None:
        try:
            version, community, body = (part for part in _parts(_parts(message)[0][1]))
            number, _, _, bindings = _parts(body[1])
            wanted = [_numbers_of(_parts(binding[1])[0][1]) for binding in _parts(bindings[1])]
        except (IndexError, ValueError):
            return None
        if community[1] != self.community.encode() or body[0] not in {_GET, _GET_NEXT}:
            return None
        found = [_found(told, oid, is_next=body[0] == _GET_NEXT) for oid in wanted]
        answered = b"".join(_written(_SEQUENCE, _written(_OID, _packed(oid)) + value) for oid, value in found)
        fine = _written(_INTEGER, b"\0")
        inner = _written(_INTEGER, number[1]) + fine + fine + _written(_SEQUENCE, answered)
        said = _written(version[0], version[1]) + _written(_OCTETS, community[1]) + _written(_RESPONSE, inner)
        return _written(_SEQUENCE, said)


def _found(
    told: dict[tuple[int, ...], bytes], oid: tuple[int, ...], *, is_next: bool
) -> tuple[tuple[int, ...], bytes]:
    if not is_next:
        return oid, told.get(oid, _NO_OBJECT)
    following = min((known for known in told if known > oid), default=None)
    return (oid, _AT_END) if following is None else (following, told[following])


def _numbers(oid: str) -> tuple[int, ...]:
    return tuple(int(part) for part in oid.split(".")) if oid else ()


def _parts(content: bytes) -> list[tuple[int, bytes]]:
    parts, at = [], 0
    while at < len(content):
        tag, length, at = content[at], content[at + 1], at + 2
        if length & _LONG:
            size = length & ~_LONG
            length, at = int.from_bytes(content[at : at + size], "big"), at + size
        parts.append((tag, content[at : at + length]))
        at += length
    return parts


def _written(tag: int, content: bytes) -> bytes:
    if len(content) < _LONG:
        return bytes([tag, len(content)]) + content
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, _LONG | len(size)]) + size + content


def _packed(numbers: tuple[int, ...]) -> bytes:
    if not numbers:
        return b""
    packed = b""
    for number in (numbers[0] * 40 + numbers[1], *numbers[2:]):
        part = bytes([number & 0x7F])
        while number := number >> 7:
            part = bytes([number & 0x7F | 0x80]) + part
        packed += part
    return packed


def _numbers_of(packed: bytes) -> tuple[int, ...]:
    numbers, number = [], 0
    for byte in packed:
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(number)
            number = 0
    first = min(numbers[0] // 40, 2)
    return (first, numbers[0] - 40 * first, *numbers[1:])
