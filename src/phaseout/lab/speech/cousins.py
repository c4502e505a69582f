"""How do devices of TVT, Xiongmai and Hanwha answer their makers' discovery protocols? (discovery.md §1.7)"""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from phaseout.lab.ground import EVERYBODY
from phaseout.lab.house import Asked, House, Said
from phaseout.lab.persona import Persona
from phaseout.lab.speech.sadp import spread
from phaseout.lab.witness import Peer

TVT_PORT, TVT_ASKED, TVT_TOLD = 23456, "234.55.55.55", "234.55.55.56"
XIONGMAI_PORT = 34569
HANWHA_PORT, HANWHA_TOLD = 7701, 7711
_TVT_SEARCH = b"MHED\x09\x00\x01\x00\x01\x00"
_TVT_LENGTH, _HANWHA_LENGTH = 240, 262
_XIONGMAI_SEARCH, _XIONGMAI_ANSWER = 1530, 1531
_XIONGMAI_HEADER = 20
_MASK = "255.255.255.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tvt:
    """Announces itself to the group of announcements, or to whoever asked it alone."""

    vendor: str = "TVT"

    def enter(self, house: House) -> None:
        """Hear searches, and nothing that sets the network."""

        def hearing(asked: Asked) -> Iterator[Said]:
            if asked.payload.startswith(_TVT_SEARCH):
                answer = self.answer(house.persona, house.address)
                told = Peer(TVT_TOLD, TVT_PORT) if asked.is_to_group else None
                yield Said(answer, told, spread(house.address) if told else 0.0)

        house.hear(TVT_PORT, hearing, groups=(TVT_ASKED,))

    def answer(self, persona: Persona, address: str) -> bytes:
        """Return the bytes of an announcement."""
        truth, told = persona.truth, bytearray(_TVT_LENGTH)
        told[:10] = b"MHED\x09\x00\x01\x00\x02\x00"
        texts = ((12, 20, persona.name), (140, 16, truth.serial), (156, 16, truth.firmware))
        for at, room, text in (*texts, (196, 16, truth.model), (212, 16, self.vendor)):
            told[at : at + room] = (text or "").encode()[:room].ljust(room, b"\0")
        told[32:38] = bytes.fromhex(persona.mac.replace(":", ""))
        for at, said in ((40, address), (44, _MASK), (48, gateway(address)), (112, gateway(address))):
            told[at : at + 4] = IPv4Address(said).packed
        struct.pack_into("<IHH", told, 56, 20220715, 80, 554)
        return bytes(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Xiongmai:
    """Answers everybody on the same port, or whoever asked it alone."""

    name: str = "LocalHost"

    def enter(self, house: House) -> None:
        """Hear searches."""

        def hearing(asked: Asked) -> Iterator[Said]:
            if len(asked.payload) < _XIONGMAI_HEADER or asked.payload[0] != 0xFF:  # noqa: PLR2004
                return
            if struct.unpack_from("<H", asked.payload, 14) == (_XIONGMAI_SEARCH,):
                told = Peer(EVERYBODY, XIONGMAI_PORT) if asked.is_to_group else None
                yield Said(self.answer(house.persona, house.address), told)

        house.hear(XIONGMAI_PORT, hearing, groups=(EVERYBODY,))

    def answer(self, persona: Persona, address: str) -> bytes:
        """Return the bytes of an answer: a header of 20 and JSON."""
        common = {
            "BuildDate": persona.truth.firmware or "",
            "ChannelNum": 4,
            "DeviceType": 1,
            "GateWay": _reversed_hex(gateway(address)),
            "HostIP": _reversed_hex(address),
            "HostName": self.name,
            "HttpPort": 80,
            "MAC": persona.mac,
            "SN": persona.truth.serial or "",
            "Submask": _reversed_hex(_MASK),
            "TCPPort": 34567,
        }
        said = {"NetWork.NetCommon": common, "Ret": 100, "SessionID": "0x00000000"}
        body = json.dumps(said).encode() + b"\n\0"
        return struct.pack("<IIIHHI", 0xFF, 0, 0, 0, _XIONGMAI_ANSWER, len(body)) + body


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanwha:
    """Answers the asker on another port."""

    def enter(self, house: House) -> None:
        """Hear searches."""

        def hearing(asked: Asked) -> Iterator[Said]:
            if asked.payload[:1] == b"\x01":
                yield Said(self.answer(house.persona, house.address), Peer(asked.peer.address, HANWHA_TOLD))

        house.hear(HANWHA_PORT, hearing, groups=(EVERYBODY,))

    def answer(self, persona: Persona, address: str) -> bytes:
        """Return the bytes of an answer: texts at fixed places."""
        told = bytearray(_HANWHA_LENGTH)
        told[0] = 0x0B
        mac = persona.mac.replace(":", "-").upper()
        texts = ((0x13, mac), (0x25, address), (0x35, _MASK), (0x45, gateway(address)))
        for at, text in (
            *texts,
            (0x6D, persona.truth.model or ""),
            (0x85, f"http://{address}/wmf/index.html"),
        ):
            told[at : at + len(text)] = text.encode()
        return bytes(told)


def gateway(address: str) -> str:
    """Return what a device at this address has for a way out."""
    return address.rpartition(".")[0] + ".1"


def _reversed_hex(address: str) -> str:
    """Write an address as Xiongmai does: ``0x`` and its bytes backwards."""
    return "0x" + IPv4Address(address).packed[::-1].hex().upper()
