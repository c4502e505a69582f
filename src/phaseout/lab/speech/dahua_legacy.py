"""How does older equipment answer Dahua's first discovery protocol? (discovery.md §1.4, UDP 5050)"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from phaseout.lab.ground import EVERYBODY
from phaseout.lab.house import Asked, House, Said
from phaseout.lab.persona import Persona

PORT = 5050
_SEARCH = b"\xa3\x01\x00\x01"
_FIXED = 0x78
_MASK = "255.255.255.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class DahuaLegacy:
    """Answers whoever asks, from the port asked."""

    name: str = "DVR"

    def enter(self, house: House) -> None:
        """Hear everybody's address and searches to the device alone."""

        def hearing(asked: Asked) -> Iterator[Said]:
            if asked.payload.startswith(_SEARCH):
                yield Said(self.answer(house.persona, house.address))

        house.hear(PORT, hearing, groups=(EVERYBODY,))

    def answer(self, persona: Persona, address: str) -> bytes:
        """Return the bytes of an answer: a fixed part, hardware address and model, then lines of text."""
        model, serial = persona.truth.model or "", persona.truth.serial or ""
        named = f"{persona.mac}{model}".encode()
        text = (
            f"Name:{self.name}\r\nDevice:{model}\r\nIPv6Addr:fe80::1/64;gateway:fe80::1\r\n\r\n"
            f"SerialNo:{serial}\r\n\r\n"
        ).encode()
        gateway = address.rpartition(".")[0] + ".1"
        fixed = bytearray(_FIXED)
        fixed[0] = 0xB3
        fixed[2] = len(named)
        struct.pack_into("<I", fixed, 0x04, 0x58)
        struct.pack_into("<I", fixed, 0x10, 2)
        struct.pack_into("<H", fixed, 0x14, len(text))
        fixed[0x28:0x38] = model.encode()[:16].ljust(16, b"\0")
        for at, said in zip((0x38, 0x3C, 0x40, 0x44), (address, _MASK, gateway, gateway), strict=True):
            fixed[at : at + 4] = IPv4Address(said).packed
        return bytes(fixed) + named + text
