"""What did the devices receive, and did anybody try to sign in?"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_SIGNING_IN = re.compile(
    rb"^(?:proxy-)?authorization[ \t]*:[^\r\n]*(?=\r?\n)"  # a header, of HTTP or RTSP
    rb'|"method"\s*:\s*"global\.login"'  # Dahua's remote calls
    rb"|<(?:\w+:)?UsernameToken\b"  # ONVIF
    rb'|"PassWord"\s*:',  # Xiongmai
    re.IGNORECASE | re.MULTILINE,
)
_DAHUA_LOGIN = re.compile(rb"\A[\xa0\xa1]\x00\x00[\x00-\xff]")
_DAHUA_PORT = 37777


class Peer(NamedTuple):
    """Address and port of the other side."""

    address: str
    port: int


@dataclass(slots=True, kw_only=True)
class Received:
    """All bytes of one connection, or one datagram, in the order they came."""

    persona: str
    transport: str
    """``udp`` or ``tcp``; what came through TLS is kept as it was meant."""
    port: int
    peer: Peer
    payload: bytes = b""


class Authorization(NamedTuple):
    """An attempt to sign in."""

    persona: str
    port: int
    text: str
    """The line that says so."""


@dataclass(slots=True)
class Witness:
    """Writes down what all personas of a town receive."""

    received: list[Received] = field(default_factory=list)
    authorizations: list[Authorization] = field(default_factory=list)
    """The lock-out counter: each of these would have counted towards locking the device."""

    def hear(self, message: Received) -> None:
        """Write down a datagram."""
        self.received.append(message)
        self._look(message, 0)

    def listen(self, persona: str, port: int, peer: Peer) -> "Transcript":
        """Begin to write down a connection."""
        message = Received(persona=persona, transport="tcp", port=port, peer=peer)
        self.received.append(message)
        return Transcript(self, message)

    def _look(self, message: Received, start: int) -> int:
        """Note attempts that begin at or after ``start``; return where to look on."""
        for found in _SIGNING_IN.finditer(message.payload, start):
            text = found[0].decode("latin-1")
            self.authorizations.append(Authorization(message.persona, message.port, text))
            start = found.end()
        if message.port == _DAHUA_PORT and start == 0 and _DAHUA_LOGIN.match(message.payload):
            self.authorizations.append(Authorization(message.persona, message.port, "a login of port 37777"))
            start = 1
        return start


class Transcript:
    """One connection while it lasts."""

    def __init__(self, witness: Witness, message: Received) -> None:
        self._witness, self._message, self._looked = witness, message, 0

    def add(self, payload: bytes) -> None:
        """Write down what came next."""
        self._message.payload += payload
        self._looked = self._witness._look(self._message, self._looked)
