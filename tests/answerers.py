"""Hosts on loopback addresses that answer as equipment does, and others that do as no equipment should.

Minimal on purpose: the town of ``phaseout.lab`` imitates devices in full.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from types import SimpleNamespace

import orjson

from phaseout.probe.conversations.connection import Patience
from phaseout.probe.hours import Stopped
from phaseout.probe.inquiries import INQUIRIES, Inquiry
from phaseout.probe.networks import Address
from phaseout.probe.packet import Packet
from phaseout.probe.plan import Plan

Says = Callable[[bytes], Iterable[bytes]]
"""What is answered to a datagram."""
Talks = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
QUICK = tuple(replace(one, listen=0.3, pause=0.01, local_port=None) for one in INQUIRIES)
"""The inquiries, with less patience, and from any port: several tests run at once on this machine."""
PATIENCE = Patience(for_connection=0.5, for_answer=0.4, for_greeting=0.3)


@dataclass(frozen=True)
class Host:
    address: str
    udp: Mapping[int, Says] = field(default_factory=dict)
    tcp: Mapping[int, Talks] = field(default_factory=dict)
    received: list[bytes] = field(default_factory=list)
    late: float = 0.0
    """Seconds until it answers a datagram."""


class FakeGate:
    """Lets everything out, and remembers it."""

    def __init__(self, most: int | None = None) -> None:
        self.scope = SimpleNamespace(in_all=200)
        self.sent: list[Packet] = []
        self.answers: list[tuple[Packet, bytes]] = []
        self.unsendable: list[tuple[Packet, OSError]] = []
        self.silences: list[str] = []
        self.refuses: Callable[[Packet], Exception | None] = lambda packet: None
        self.open_at_once = 0
        self._open: dict[str, int] = {}
        self._most = most

    async def leave(self, packet: Packet) -> None:
        if self._most is not None and len(self.sent) >= self._most:
            raise Stopped("the kill switch was thrown")
        if (why := self.refuses(packet)) is not None:
            raise why
        self.sent.append(packet)

    def heard(self, packet: Packet, payload: bytes) -> None:
        self.answers.append((packet, payload))

    def silent(self, target: str) -> None:
        self.silences.append(target)

    def unsent(self, packet: Packet, error: OSError) -> None:
        self.unsendable.append((packet, error))

    async def conversation(self, target: str) -> AbstractAsyncContextManager[None]:
        return self._held(target)

    @asynccontextmanager
    async def _held(self, target: str) -> AsyncIterator[None]:
        self._open[target] = self._open.get(target, 0) + 1
        self.open_at_once = max(self.open_at_once, self._open[target])
        try:
            yield
        finally:
            self._open[target] -= 1


class FakeKept:
    def __init__(self, done: Iterable[str] = ()) -> None:
        self.finished = set(done)
        self.kept: list[tuple[str, bool]] = []
        self.lines: list[bytes] = []

    def done(self, target: str) -> bool:
        return target in self.finished

    def keep(self, target: str, lines: Sequence[bytes], *, is_finished: bool) -> None:
        self.kept.append((target, is_finished))
        self.lines.extend(lines)
        if is_finished:
            self.finished.add(target)

    def rows(self) -> list[dict[str, object]]:
        return [orjson.loads(line) for line in self.lines]

    def values(self, asset: str, trait: str) -> list[object]:
        return [row["value"] for row in self.rows() if (row["asset"], row.get("trait")) == (asset, trait)]

    def unread(self, asset: str) -> list[object]:
        return [row["unread"] for row in self.rows() if row["asset"] == asset and "unread" in row]


def plan(inquiries: tuple[Inquiry, ...] = QUICK, **more: object) -> Plan:
    words: dict[str, object] = {
        "seed": b"a run",
        "seconds": lambda: 1_763_647_331,
        "place_of": lambda address: None,
        "patience": PATIENCE,
        "at_once": 8,
    }
    return Plan(inquiries=inquiries, **{**words, **more})  # type: ignore[arg-type]


def addresses(*texts: str) -> list[Address]:
    return [ip_address(text) for text in texts]


@asynccontextmanager
async def answering(*hosts: Host) -> AsyncIterator[None]:
    """Have the hosts answer for a while."""
    loop = asyncio.get_running_loop()
    transports, servers, talks = [], [], set[asyncio.Task[None]]()
    try:
        for host in hosts:
            for port, says in host.udp.items():
                family = socket.AF_INET6 if ":" in host.address else socket.AF_INET
                opened = socket.socket(family, socket.SOCK_DGRAM)
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
                opened.setblocking(False)
                opened.bind((host.address, port))
                transport, _ = await loop.create_datagram_endpoint(_voice(host, says), sock=opened)
                transports.append(transport)
            for port, talk in host.tcp.items():
                servers.append(await asyncio.start_server(_meeting(host, talk, talks), host.address, port))
        yield
    finally:
        for closing in (*transports, *servers):
            closing.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


@asynccontextmanager
async def hearing_group(group: str, host: Host) -> AsyncIterator[None]:
    """Have a host hear what comes to a group over the loopback interface, and answer from its own port."""
    ((port, says),) = host.udp.items()
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as heard,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as said,
    ):
        heard.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        heard.setblocking(False)
        heard.bind((group, port))
        membership = socket.inet_aton(group) + socket.inet_aton("127.0.0.1")
        heard.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
        said.bind((host.address, 0))

        def hear() -> None:
            data, sender = heard.recvfrom(4_096)
            for answer in says(data):
                said.sendto(answer, sender)

        loop = asyncio.get_running_loop()
        loop.add_reader(heard, hear)
        try:
            yield
        finally:
            loop.remove_reader(heard)


def _voice(host: Host, says: Says) -> Callable[[], asyncio.DatagramProtocol]:
    class Voice(asyncio.DatagramProtocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = transport

        def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
            host.received.append(data)
            for answer in says(data):
                if host.late:
                    loop = asyncio.get_running_loop()
                    loop.call_later(host.late, self.transport.sendto, answer, addr)  # type: ignore[attr-defined]
                else:
                    self.transport.sendto(answer, addr)  # type: ignore[attr-defined]

    return Voice


def _meeting(host: Host, talk: Talks, talks: set[asyncio.Task[None]]) -> Talks:
    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        try:
            await talk(reader, writer)
        except (ConnectionError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            talks.discard(task)

    return meet


def pages(received: list[bytes], answers: Mapping[str, bytes], other: bytes = b"") -> Talks:
    """A web server: whole answers by path."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        received.append(head + await reader.readexactly(length))
        writer.write(answers.get(head.split(b" ")[1].decode(), other or http("404 Not Found", b"")))
        await writer.drain()

    return talk


def http(status: str, body: bytes, *fields: str, kind: str = "text/html") -> bytes:
    head = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *fields)
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


def saying(*parts: bytes, pause: float = 0.0, for_ever: bool = False) -> Talks:
    """A server that says the same to whatever it is asked."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            for part in parts:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(pause)
            if not for_ever:
                return

    return talk
