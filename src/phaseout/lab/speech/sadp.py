"""How does equipment answer Hikvision's discovery protocol? (discovery.md §1.1)"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal
from xml.sax.saxutils import escape

from phaseout.lab.house import Asked, House, Said
from phaseout.lab.persona import Persona
from phaseout.lab.witness import Peer

PORT = 37020
GROUP = "239.255.255.250"
_INQUIRY = re.compile(rb"<Types>\s*inquiry\s*</Types>", re.IGNORECASE)
_UUID = re.compile(rb"<Uuid>\s*([0-9A-Za-z-]{1,64})\s*</Uuid>")
_WORDS = {"1": "true", "0": "false"}
_SPREAD = 400
"""Milliseconds over which devices spread their answers to a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sadp:
    """Answers an inquiry, and no other message."""

    answers: tuple[Literal["group", "asker"], ...] = ("group",)
    """Most firmware answers to the group, whoever asked and how; newer to the asker."""
    form: Literal["xml", "opaque"] = "xml"
    encoding: str = "utf-8"
    """Of the text; the header says utf-8 whatever it is."""
    booleans: Literal["words", "digits"] = "words"
    is_echoing: bool = True
    """Whether it repeats the inquiry's Uuid."""
    is_escaping: bool = True
    """Whether it writes ``&`` as XML wants it."""
    is_padded: bool = False
    """Whether a NUL follows."""
    claims: str | None = None
    """The address it says it has, where that is another than it answers from."""
    description: str | None = None
    """None for its model."""
    says: Mapping[str, str] = field(default_factory=dict)
    """Other elements, or other values of these; an empty value leaves one out."""

    def enter(self, house: House) -> None:
        """Hear the group and inquiries to the device alone."""

        def hearing(asked: Asked) -> Iterator[Said]:
            if not _INQUIRY.search(asked.payload):
                return
            answer = self.answer(asked.payload, house.persona, house.address)
            after = spread(house.address) if asked.is_to_group else 0.0
            for to in self.answers:
                yield Said(answer, Peer(GROUP, PORT) if to == "group" else None, after)

        house.hear(PORT, hearing, groups=(GROUP, "255.255.255.255"))

    def answer(self, inquiry: bytes, persona: Persona, address: str) -> bytes:
        """Return the bytes of an answer."""
        if self.form == "opaque":  # newer firmware: nobody published what is in it
            return b"\x01\x10" + b"".join(
                sha256(f"{persona.mac} {part}".encode()).digest() for part in range(8)
            )
        uuid = _UUID.search(inquiry)
        elements = {"Uuid": uuid[1].decode() if uuid and self.is_echoing else "", "Types": "inquiry"}
        elements |= self._own(persona, address) | dict(self.says)
        text = '<?xml version="1.0" encoding="UTF-8"?>\r\n<ProbeMatch>\r\n'
        for name, value in elements.items():
            if value or name in {"IPv6Address", "DSPVersion"}:
                text += f"<{name}>{escape(value) if self.is_escaping else value}</{name}>\r\n"
        return (text + "</ProbeMatch>\r\n").encode(self.encoding) + b"\0" * self.is_padded

    def _own(self, persona: Persona, address: str) -> dict[str, str]:
        truth, at = persona.truth, self.claims or address
        recorder = truth.kind == "recorder"
        return {
            "DeviceType": "44322" if recorder else "141575",
            "DeviceDescription": (truth.model or "IPCamera")
            if self.description is None
            else self.description,
            "DeviceSN": truth.serial or "",
            "CommandPort": "8000",
            "HttpPort": "80",
            "MAC": persona.mac.replace(":", "-"),
            "IPv4Address": at,
            "IPv4SubnetMask": "255.255.255.0",
            "IPv4Gateway": at.rpartition(".")[0] + ".1",
            "IPv6Address": "::",
            "IPv6Gateway": "::",
            "IPv6MaskLen": "64",
            "DHCP": self._boolean("0"),
            "AnalogChannelNum": "0",
            "DigitalChannelNum": "16" if recorder else "1",
            "SoftwareVersion": (truth.firmware or "").replace(" build", "build"),  # as seen: no blank
            "DSPVersion": "V7.3, build 191213",
            "BootTime": "2026-11-02 06:14:09",
            "OEMInfo": "N/A",
            "Encrypt": self._boolean("1"),
            "ResetAbility": self._boolean("0"),
            "DiskNumber": "1" if recorder else "0",
            "Activated": self._boolean("1"),
            "PasswordResetAbility": self._boolean("1"),
            "SupportGUID": self._boolean("1"),
        }

    def _boolean(self, digit: str) -> str:
        return digit if self.booleans == "digits" else _WORDS[digit]


def spread(address: str) -> float:
    """Return how long the device at an address waits, in seconds, so that not all answer a group at once."""
    return (int.from_bytes(sha256(address.encode()).digest()[:2], "big") % _SPREAD) / 1_000
