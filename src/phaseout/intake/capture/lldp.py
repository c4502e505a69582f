"""What does a neighbour say over LLDP?"""

import struct
from collections.abc import Iterator

from phaseout.intake.capture.address import IPV4_BYTES, MAC_BYTES, ip_text
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.wording import text_of

_CHASSIS, _NAME, _DESCRIPTION, _ADDRESS = 1, 5, 6, 8
_CHASSIS_IS_MAC = 4
_IPV4 = b"\x05\x01"


def announcement(frame: bytes, sender: bytes, ledger: Ledger) -> None:
    """Take what follows the link header; the chassis address, where given, is the sender's."""
    mac = sender
    found: list[tuple[str, str]] = []
    for kind, content in _fields(frame):
        if kind == _CHASSIS and content[:1] == bytes((_CHASSIS_IS_MAC,)) and len(content) == 1 + MAC_BYTES:
            mac = content[1:]
        elif kind == _NAME:
            found.append(("hostname", text_of(content)))
        elif kind == _DESCRIPTION:
            found.append(("lldp.sysdescr", text_of(content)))
        elif kind == _ADDRESS and content[:2] == _IPV4 and len(content) >= 2 + IPV4_BYTES:
            found.append(("ip", ip_text(content[2 : 2 + IPV4_BYTES])))
    for trait, value in found:
        ledger.see_mac(mac, trait, value)


def _fields(frame: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(frame):
        (head,) = struct.unpack_from(">H", frame, at)
        kind, length = head >> 9, head & 0x1FF
        if kind == 0:
            return
        yield kind, frame[at + 2 : at + 2 + length]
        at += 2 + length
