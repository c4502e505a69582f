"""How does equipment answer Dahua's discovery protocol? (discovery.md §1.4)"""

import json
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from phaseout.lab.ground import EVERYBODY
from phaseout.lab.house import Asked, House, Said
from phaseout.lab.persona import Persona
from phaseout.lab.speech.sadp import spread
from phaseout.lab.witness import Peer

PORT = 37810
GROUP = "239.255.255.251"
_HEADER = 32
_TO_ASKER = re.compile(rb'"uni"\s*:\s*1\b')
_ANYTHING = b"\xff"
"""One byte that makes some units answer: what amplifiers on the internet send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dhip:
    """Answers a search, by a datagram to the group or to the asker as the search wants it."""

    vendor: str = "Dahua"
    manufacturer: str = ""
    device_class: str = "IPC"
    hears: tuple[Literal["group", "address"], ...] = ("group", "address")
    """Thermal cameras and some firmware answer only who asks them alone."""
    magic: Literal["DHIP", "PIHD"] = "DHIP"
    json: Literal["whole", "pretty", "broken"] = "whole"
    """``broken`` leaves the text of ``Version`` open, as one capture has it."""
    is_padded: bool = False
    """Whether a NUL follows."""
    is_answering_anything: bool = False
    claims: str | None = None
    """The address it says it has, where that is another than it answers from."""
    says: Mapping[str, Any] = field(default_factory=dict)
    """Other fields of ``deviceInfo``, or other values of these."""

    def enter(self, house: House) -> None:
        """Hear the group, everybody's address and searches to the device alone."""

        def hearing(asked: Asked) -> Iterator[Said]:
            if ("group" if asked.is_to_group else "address") not in self.hears or not self._is_asked(asked):
                return
            is_quiet = not asked.is_to_group or _TO_ASKER.search(asked.payload) is not None
            after = spread(house.address) if asked.is_to_group else 0.0
            answer = self.answer(house.persona, house.address)
            yield Said(answer, None if is_quiet else Peer(GROUP, PORT), after)

        house.hear(PORT, hearing, groups=(GROUP, EVERYBODY))

    def answer(self, persona: Persona, address: str) -> bytes:
        """Return the bytes of an answer: a header of 32 and JSON."""
        told = {
            "mac": persona.mac,
            "method": "client.notifyDevInfo",
            "params": {"deviceInfo": self._device_info(persona, self.claims or address) | dict(self.says)},
        }
        text = json.dumps(told, indent=3 if self.json == "pretty" else None, ensure_ascii=False)
        text = text.replace("/", "\\/")
        if self.json == "broken":
            text = re.sub(r'("Version": "[^"]*)"', r"\1", text)
        body = text.encode() + b"\n" + b"\0" * self.is_padded
        return header(self.magic, len(body)) + body

    def _is_asked(self, asked: Asked) -> bool:
        if self.is_answering_anything and asked.payload == _ANYTHING:
            return True
        return asked.payload[4:8] == b"DHIP" and b"DHDiscover.search" in asked.payload[_HEADER:]

    def _device_info(self, persona: Persona, at: str) -> dict[str, Any]:
        truth = persona.truth
        prefix = at.rpartition(".")[0]
        is_recorder = truth.kind == "recorder"
        return {
            "AlarmInputChannels": 2,
            "AlarmOutputChannels": 1,
            "DeviceClass": self.device_class,
            "DeviceType": truth.model or "",
            "Find": "BD",
            "HttpPort": 80,
            "IPv4Address": {
                "DefaultGateway": f"{prefix}.1",
                "DhcpEnable": False,
                "IPAddress": at,
                "SubnetMask": "255.255.255.0",
            },
            "IPv6Address": {"DefaultGateway": "", "DhcpEnable": None, "LinkLocalAddress": "fe80::1/64"},
            "Init": 166,
            "MachineName": truth.serial or "",
            "Manufacturer": self.manufacturer or self.vendor,
            "Port": 37777,
            "RemoteVideoInputChannels": 16 if is_recorder else 0,
            "SerialNo": truth.serial or "",
            "UnLoginFuncMask": 1,
            "Vendor": self.vendor,
            "Version": truth.firmware or "",
            "VideoInputChannels": 0 if is_recorder else 1,
        }


def header(magic: str, length: int) -> bytes:
    """Return the 32 bytes before a body of ``length`` bytes."""
    return b"\x20\0\0\0" + magic.encode() + struct.pack("<IIIIII", 0, 0, length, 0, length, 0)
