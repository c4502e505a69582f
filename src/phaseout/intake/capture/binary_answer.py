"""What does a binary discovery answer state: of Dahua's first generation, TVT, Xiongmai, Hanwha?

The places are those of facts §1.4 and §1.7. It is the equipment's own word, its hardware address included.
"""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from phaseout.intake.capture.address import ip_bytes, is_single_interface, mac_bytes
from phaseout.intake.capture.wording import text_of

LEGACY_FIXED = 0x78
"""Bytes of an answer of Dahua's first generation before its texts."""
_LEGACY_IP = slice(0x38, 0x3C)
_MAC = r"(?P<mac>[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5})"
_LEGACY_TEXTS = re.compile(rb"%s(?P<model>[!-~ ]{0,64}?)(?:Name:|[\r\n\0]|\Z)" % _MAC.encode())
_LEGACY_SERIAL = re.compile(rb"SerialNo:[ \t]{0,9}(?P<serial>[!-~]{1,48})")
_TVT_MAGIC, _TVT_ANNOUNCES, _TVT_SHORTEST = b"MHED", 2, 228
_TVT_MAC, _TVT_IP = slice(32, 38), slice(40, 44)
_TVT_SERIAL, _TVT_FIRMWARE, _TVT_MODEL = slice(140, 156), slice(156, 172), slice(196, 212)
_HANWHA_ANSWERS, _HANWHA_SHORTEST = 0x0B, 0x6D
_HANWHA_MAC, _HANWHA_IP, _HANWHA_MODEL = slice(0x13, 0x24), slice(0x25, 0x35), slice(0x6D, 0x85)
_XIONGMAI_HEAD = struct.Struct("<BxH10xHI")
"""Its second byte is the version, of which answers have others than searches."""
_XIONGMAI_FIRST, _XIONGMAI_ANSWERS = 0xFF, 1531
_XIONGMAI_MAC = re.compile(rf'"MAC"\s{{0,9}}:\s{{0,9}}"{_MAC}"')
_XIONGMAI_IP = re.compile(r'"HostIP"\s{0,9}:\s{0,9}"0x(?P<ip>[0-9A-Fa-f]{8})"')
_XIONGMAI_SERIAL = re.compile(r'"SN"\s{0,9}:\s{0,9}"(?P<serial>[^"\\\x00-\x1f]{1,48})"')


class Stated(NamedTuple):
    """What stands in an answer; empty where it does not."""

    mac: bytes = b""
    """Six bytes."""
    ip: bytes = b""
    """Four bytes; the equipment may be reached at another."""
    model: str = ""
    serial: str = ""
    firmware: str = ""

    def traits(self) -> Iterator[tuple[str, str]]:
        """Yield model, serial number and firmware as traits."""
        for trait, text in (
            ("discovery.model", self.model),
            ("discovery.serial", self.serial),
            ("discovery.firmware", self.firmware),
        ):
            if text:
                yield trait, text


def legacy(data: bytes) -> Stated:
    """Return what an answer of Dahua's first generation states (UDP 5050)."""
    texts, serial = _LEGACY_TEXTS.search(data, LEGACY_FIXED), _LEGACY_SERIAL.search(data, LEGACY_FIXED)
    return Stated(
        mac=_mac(texts["mac"]) if texts else b"",
        ip=data[_LEGACY_IP],
        model=text_of(texts["model"]).strip() if texts else "",
        serial=text_of(serial["serial"]) if serial else "",
    )


def tvt(data: bytes) -> Stated | None:
    """Return what an announcement of TVT states (UDP 23456), None for what is none."""
    if len(data) < _TVT_SHORTEST or not data.startswith(_TVT_MAGIC):
        return None
    if _TVT_ANNOUNCES not in struct.unpack_from("<HHH", data, len(_TVT_MAGIC)):
        return None
    mac = data[_TVT_MAC]
    return Stated(
        mac=mac if is_single_interface(mac) else b"",
        ip=data[_TVT_IP],
        model=_text(data[_TVT_MODEL]),
        serial=_text(data[_TVT_SERIAL]),
        firmware=_text(data[_TVT_FIRMWARE]),
    )


def hanwha(data: bytes) -> Stated | None:
    """Return what an answer of Hanwha states (UDP 7711), None for one without a hardware address."""
    if len(data) < _HANWHA_SHORTEST or data[0] != _HANWHA_ANSWERS or not (mac := _mac(data[_HANWHA_MAC])):
        return None
    return Stated(mac=mac, ip=ip_bytes(_text(data[_HANWHA_IP])) or b"", model=_text(data[_HANWHA_MODEL]))


def xiongmai_json(data: bytes) -> str | None:
    """Return the JSON of an answer of Xiongmai (UDP 34569, message 1531), None for what is none."""
    if len(data) <= _XIONGMAI_HEAD.size:
        return None
    first, empty, message, _ = _XIONGMAI_HEAD.unpack_from(data)
    is_one = (first, empty, message) == (_XIONGMAI_FIRST, 0, _XIONGMAI_ANSWERS)
    return text_of(data[_XIONGMAI_HEAD.size :]) if is_one else None


def xiongmai(text: str) -> Stated:
    """Return what the JSON of an answer of Xiongmai states; it has no model in it."""
    mac, ip, serial = (pattern.search(text) for pattern in (_XIONGMAI_MAC, _XIONGMAI_IP, _XIONGMAI_SERIAL))
    return Stated(
        mac=_mac(mac["mac"].encode()) if mac else b"",
        ip=bytes.fromhex(ip["ip"])[::-1] if ip else b"",
        serial=serial["serial"].strip() if serial else "",
    )


def _text(field: bytes) -> str:
    return text_of(field.partition(b"\0")[0])


def _mac(written: bytes) -> bytes:
    mac = mac_bytes(written.decode("latin-1")) or b""
    return mac if is_single_interface(mac) else b""
