"""How is one TCP connection opened, spoken on and heard, whatever stands at its other end?

What is heard is bounded in bytes and in seconds: an endless answer and one that comes drop by drop end alike.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

from phaseout.probe.gate import Gate
from phaseout.probe.heard import Hearing
from phaseout.probe.networks import V4
from phaseout.probe.packet import CONNECT, TCP, Packet

MOST = 1 << 15
"""Bytes of an answer that are taken: twice what the parsers of captures hold of one."""
_AT_ONCE = 1 << 13
_FAMILY = {V4: socket.AF_INET, 6: socket.AF_INET6}


class Patience(NamedTuple):
    """How long is waited, in seconds."""

    for_connection: float = 0.9
    """Less than the second after which the system asks again by itself, which no log would show."""
    for_answer: float = 6.0
    """For the whole of an answer."""
    for_greeting: float = 2.0
    """For what a server says by itself."""


PATIENCE = Patience()


class Connection:
    """A connection that is open."""

    def __init__(self, gate: Gate, opened: socket.socket, hearing: Hearing, port: int) -> None:
        self._gate = gate
        self._opened = opened
        self._hearing = hearing
        self._port = port
        self._packet = Packet(TCP, str(hearing.address), port, CONNECT, b"")

    async def say(self, inquiry: str, payload: bytes, seconds: float) -> bool:
        """Send something; False if the other end has gone, or takes nothing.

        Raises: as ``open_connection``.
        """
        self._packet = self._packet._replace(inquiry=inquiry, payload=payload)
        await self._gate.leave(self._packet)
        try:
            async with asyncio.timeout(seconds):
                await asyncio.get_running_loop().sock_sendall(self._opened, payload)
        except (OSError, TimeoutError):
            return False
        return True

    async def hear(self, is_enough: Callable[[bytearray], bool], seconds: float) -> bytes:
        """Return what comes until it is enough, too much, too late or at its end; the last two are noted."""
        said = bytearray()
        try:
            async with asyncio.timeout(seconds):
                while len(said) < MOST and not is_enough(said):
                    part = await asyncio.get_running_loop().sock_recv(self._opened, _AT_ONCE)
                    if not part:
                        break
                    said += part
        except TimeoutError:
            if said:
                self._note(f"had not ended after {seconds:g} seconds")
        except OSError:
            pass  # it hung up: what it said until then counts
        if len(said) >= MOST:
            self._note(f"is longer than {MOST} bytes")
        if said:
            self._gate.heard(self._packet, bytes(said))
        return bytes(said)

    def _note(self, why: str) -> None:
        self._hearing.note(
            f"the answer of port {self._port} to {self._packet.inquiry} {why}: its beginning is read"
        )


@asynccontextmanager
async def open_connection(
    gate: Gate, hearing: Hearing, port: int, seconds: float
) -> AsyncIterator[Connection | None]:
    """Open a connection, the only one to this host meanwhile; None where that is refused or not answered.

    Raises:
        Refused: the gate does not let it out.
        Stopped: nothing may leave any more.
    """
    packet = Packet(TCP, str(hearing.address), port, CONNECT, b"")
    async with await gate.conversation(packet.target):
        await gate.leave(packet)
        try:
            made = socket.socket(_FAMILY[hearing.address.version], socket.SOCK_STREAM)
        except OSError as error:  # this machine has no IPv6, or no file left
            gate.unsent(packet, error)
            yield None
            return
        with made as opened:
            opened.setblocking(False)
            why_not = await _answer_to(opened, packet, seconds)
            if why_not is None:
                hearing.open_port(port)
            elif isinstance(why_not, ConnectionRefusedError | ConnectionResetError):
                hearing.is_there = True
            elif not isinstance(why_not, TimeoutError):
                gate.unsent(packet, why_not)
            yield None if why_not else Connection(gate, opened, hearing, port)


async def _answer_to(opened: socket.socket, packet: Packet, seconds: float) -> OSError | None:
    """Connect; return why that could not be, None where the connection is open."""
    try:
        async with asyncio.timeout(seconds):
            await asyncio.get_running_loop().sock_connect(opened, (packet.target, packet.port))
    except OSError as error:  # TimeoutError is one, too
        return error
    return None
