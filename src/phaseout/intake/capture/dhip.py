"""Which equipment answers Dahua's discovery protocols?"""

import re
import struct

from phaseout.intake.capture import binary_answer
from phaseout.intake.capture.address import ip_bytes, is_host, mac_bytes
from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.wording import text_of, verbatim

PORT = 37810
LEGACY_PORT = 5050
_HEADER = 32
_MAGICS = frozenset((b"DHIP", b"PIHD"))
_LENGTH_AT = 16
_NOTICE = re.compile(rb"client\.notifyDevInfo|\"deviceInfo\"", re.IGNORECASE)
_MAC = re.compile(r'"mac"\s*:\s*"([0-9A-Fa-f:\-]{12,17})"', re.IGNORECASE)
_IP = re.compile(r'"IPv4Address"\s*:\s*\{[^{}]*?"IPAddress"\s*:\s*"([0-9.]{7,15})"')

_LEGACY_ANSWER = 0xB3


def answer(datagram: Datagram, ledger: Ledger) -> None:
    """Take a message of the DHIP port; the searches of clients are not evidence."""
    payload = datagram.payload
    if len(payload) <= _HEADER or payload[4:8] not in _MAGICS or not _NOTICE.search(payload):
        return
    (length,) = struct.unpack_from("<I", payload, _LENGTH_AT)
    if datagram.missing or length > len(payload) - _HEADER:
        ledger.note("a DHIP answer was captured only in part")
    json = text_of(payload[_HEADER : _HEADER + length] if length else payload[_HEADER:])
    said = _IP.search(json)
    ip = (said and ip_bytes(said[1])) or datagram.source
    if not is_host(ip):
        ip = datagram.source
    found = _MAC.search(json)
    if found and (mac := mac_bytes(found[1])):
        ledger.bind_as_told(ip, mac)
    ledger.see(ip, "dhip.json", json, PORT)


def legacy_answer(datagram: Datagram, ledger: Ledger) -> None:
    """Take an answer of the older protocol on UDP 5050: kept byte for byte."""
    payload = datagram.payload
    if len(payload) > binary_answer.LEGACY_FIXED and payload[0] == _LEGACY_ANSWER:
        ledger.take(datagram.source, binary_answer.legacy(payload), verbatim(payload), LEGACY_PORT)
