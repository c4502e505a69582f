"""Whom does a TLS client ask for, and which certificate does a server show?"""

import struct
from collections.abc import Iterator

from phaseout.intake.capture.certificate import names_of
from phaseout.intake.capture.dns import asked
from phaseout.intake.capture.flow import DULL, WAIT, Flow
from phaseout.intake.capture.ledger import Ledger

HANDSHAKE = 0x16
MAJOR_VERSION = 3
_RECORD = struct.Struct(">BBBH")
_CLIENT_HELLO, _CERTIFICATE = 1, 11
_MESSAGE_HEAD = 4
_SERVER_NAME = 0
_RANDOM_END = 34
_CHAIN_HEAD = 6


def handshake(flow: Flow, ledger: Ledger) -> int:
    """Take either side's first messages, as far as they are in clear."""
    said, is_ended = handshake_bytes(flow.data)
    for kind, message in _messages(said):
        if kind == _CLIENT_HELLO:
            name = _server_name(message)
            if name and ledger.is_local(flow.source):
                asked(flow.source, name, ledger)
            return DULL
        if kind == _CERTIFICATE:
            _enter_certificate(flow, message, ledger)
            return DULL
    return DULL if is_ended or flow.over else WAIT


def handshake_bytes(data: bytearray) -> tuple[bytes, bool]:
    """Return the content of the handshake records, and whether something else follows them."""
    said, at = bytearray(), 0
    while at + _RECORD.size <= len(data):
        kind, major, _, length = _RECORD.unpack_from(data, at)
        if kind != HANDSHAKE or major != MAJOR_VERSION:
            return bytes(said), True
        at += _RECORD.size
        said += data[at : at + length]
        at += length
    return bytes(said), False


def holds_certificate(said: bytes) -> bool:
    """Whether the whole message with the certificate is among handshake messages."""
    return any(kind == _CERTIFICATE for kind, _ in _messages(said))


def _messages(said: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the complete messages."""
    at = 0
    while at + _MESSAGE_HEAD <= len(said):
        length = int.from_bytes(said[at + 1 : at + _MESSAGE_HEAD], "big")
        end = at + _MESSAGE_HEAD + length
        if end > len(said):
            return
        yield said[at], said[at + _MESSAGE_HEAD : end]
        at = end


def _server_name(hello: bytes) -> str:
    """Return the server name a ClientHello asks for, ``""`` if it names none."""
    at = _after(hello, _RANDOM_END, 1)
    at = _after(hello, at, 2)
    at = _after(hello, at, 1) + 2
    while at + 4 <= len(hello):
        kind, length = struct.unpack_from(">HH", hello, at)
        if kind == _SERVER_NAME:
            return _host_name(hello[at + 4 : at + 4 + length])
        at += 4 + length
    return ""


def _host_name(extension: bytes) -> str:
    size = int.from_bytes(extension[3:5], "big")
    name = extension[5 : 5 + size]
    return name.decode("ascii") if extension[2:3] == b"\x00" and name.isascii() else ""


def _after(message: bytes, at: int, size: int) -> int:
    """Return the offset after a vector whose length takes ``size`` bytes."""
    return at + size + int.from_bytes(message[at : at + size], "big")


def _enter_certificate(flow: Flow, message: bytes, ledger: Ledger) -> None:
    length = int.from_bytes(message[3:_CHAIN_HEAD], "big")
    names = names_of(message[_CHAIN_HEAD : _CHAIN_HEAD + length])
    if names is None:
        if length:
            ledger.note("a TLS certificate could not be parsed")
        return
    ledger.see(flow.source, "tls.subject", names.subject, flow.source_port)
    ledger.see(flow.source, "tls.issuer", names.issuer, flow.source_port)
    ledger.see(flow.source, "tls.serial", names.serial, flow.source_port)
    ledger.see(flow.source, "tls.validity", names.validity, flow.source_port)
