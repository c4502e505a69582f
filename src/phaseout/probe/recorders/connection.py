"""How does one request reach a recorder, and whose certificate is it that answers?"""

import asyncio
import contextlib
import hashlib
import socket
import ssl
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import cache
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from phaseout.probe.account import Scheme
from phaseout.probe.conversations.connection import PATIENCE
from phaseout.probe.packet import CONNECT, TCP, Packet
from phaseout.probe.recorders.answer import Answer, read_answer
from phaseout.probe.recorders.request import Request

INQUIRY = "recorder"
"""What the packets of an inventory belong to, in the log and in scopes."""
SECONDS_TO_CONNECT = PATIENCE.for_connection
SECONDS_TO_GREET = 5.0
"""For TLS to be agreed on: small recorders are slow at its keys."""
SECONDS_TO_ANSWER = 20.0
"""A table of 256 cameras takes a small recorder some seconds."""
_SECONDS_TO_CLOSE = 1.0


class WayOut(Protocol):
    """What is needed of ``probe.gate.Gate``: nothing is sent but through it."""

    async def leave(self, packet: Packet) -> None:
        """Wait for leave, log, and return; the caller sends at once."""

    def heard(self, packet: Packet, payload: bytes) -> None:
        """Log an answer."""

    def silent(self, target: str) -> None:
        """Note that there was none."""

    def unsent(self, packet: Packet, error: OSError) -> None:
        """Note that the system did not send what had left."""

    async def conversation(self, target: str) -> AbstractAsyncContextManager[None]:
        """Return what is held while a connection to a host is open: there is never a second one."""


class WrongCertificateError(Exception):
    """Somebody else answers than the one whose certificate the owner named."""


class _Ends(NamedTuple):
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class Connection:
    """One connection at a time to one port, opened when it is needed and again when it was closed."""

    def __init__(self, gate: WayOut, address: str, way: tuple[Scheme, int], wanted: str | None) -> None:
        """Prepare to connect.

        Args:
            gate: through which all leaves.
            address: of the recorder.
            way: scheme and port.
            wanted: SHA-256 of the only certificate to speak with, in hex; None for any.
        """
        self.address, (self.scheme, self.port) = address, way
        self.certificate: bytes | None = None
        """That of whoever answers, DER; None without TLS."""
        self._gate, self._wanted = gate, wanted
        self._ends: _Ends | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def fingerprint(self) -> str | None:
        """SHA-256 of the certificate, in hex."""
        return None if self.certificate is None else hashlib.sha256(self.certificate).hexdigest()

    async def open(self) -> _Ends:
        """Return both ends of the open connection.

        Raises:
            OSError: nobody answers there, or not with TLS (``TimeoutError`` and ``SSLError`` are of it).
            WrongCertificateError: somebody else does.
        """
        if self._ends is not None and not self._ends.reader.at_eof():
            return self._ends
        await self.close()
        self._ends = await self._opened()
        met = self._ends.writer.get_extra_info("ssl_object")
        self.certificate = met.getpeercert(binary_form=True) if met is not None else None
        if self._wanted is not None and self.fingerprint != self._wanted:
            await self.close()
            raise WrongCertificateError(
                f"its certificate is not the one that is named, but {self.fingerprint}"
            )
        return self._ends

    async def _opened(self) -> _Ends:
        packet = Packet(TCP, self.address, self.port, CONNECT, b"")
        await self._gate.leave(packet)
        secured = _unverified() if self.scheme is Scheme.HTTPS else None
        try:
            opened = await _connected(self.address, self.port)
            async with asyncio.timeout(SECONDS_TO_GREET):
                name = self.address if secured else None
                return _Ends(*await asyncio.open_connection(sock=opened, ssl=secured, server_hostname=name))
        except TimeoutError:
            self._gate.silent(self.address)
            raise
        except OSError as error:
            if not isinstance(error, ConnectionError | ssl.SSLError):  # those are answers
                self._gate.unsent(packet, error)
            raise

    async def exchange(self, asked: Request, ready: Callable[[], None] | None = None) -> Answer:
        """Send a request and return the answer.

        Args:
            asked: what is sent.
            ready: called when nothing has to be waited for any more; what it raises keeps the request back.

        Raises:
            OSError: nobody answers, the connection broke, or no answer came in time.
            WrongCertificateError: somebody else answers.
            BadAnswerError: what came is no answer.
        """
        await self.open()
        packet = Packet(TCP, self.address, self.port, INQUIRY, asked.logged)
        await self._gate.leave(packet)
        ends = await self.open()  # its turn may have been long in coming, and the recorder not so patient
        if ready is not None:
            ready()
        try:
            async with asyncio.timeout(SECONDS_TO_ANSWER):
                ends.writer.write(asked.sent)
                await ends.writer.drain()
                answer = await read_answer(ends.reader)
        except TimeoutError:
            self._gate.silent(self.address)
            raise
        self._gate.heard(packet, answer.as_logged())
        if not answer.keeps_open:
            await self.close()
        return answer

    async def close(self) -> None:
        """Close it, if it is open."""
        ends, self._ends = self._ends, None
        if ends is None:
            return
        ends.writer.close()
        with contextlib.suppress(OSError):
            async with asyncio.timeout(_SECONDS_TO_CLOSE):
                await ends.writer.wait_closed()


async def _connected(address: str, port: int) -> socket.socket:
    """Return a connection that is open; it is given up before the system would ask again by itself.

    Raises:
        OSError: nobody answers there.
    """
    opened = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        opened.setblocking(False)
        async with asyncio.timeout(SECONDS_TO_CONNECT):
            await asyncio.get_running_loop().sock_connect(opened, (address, port))
    except BaseException:
        opened.close()
        raise
    return opened


@cache
def _unverified() -> ssl.SSLContext:
    """Return how TLS is spoken with equipment: nobody vouches for its certificate, and its keys are small.

    Whether it is the one that the owner named is looked at before anything is asked.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context
