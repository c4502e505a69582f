"""How are the ports of many personas served at once?"""

import asyncio
import contextlib
import socket
from collections.abc import Collection, Iterable
from functools import partial
from typing import cast

from phaseout.lab.ground import Ground
from phaseout.lab.house import Asked, Desk, Hearing, House, Said
from phaseout.lab.line import Line
from phaseout.lab.witness import Peer, Received, Witness


class Serving:
    """The open ports of a town."""

    def __init__(self, ground: Ground, witness: Witness) -> None:
        self._ground, self._witness = ground, witness
        self._transports: list[asyncio.DatagramTransport] = []
        self._servers: list[asyncio.Server] = []
        self._lines: set[asyncio.Task[None]] = set()

    async def open(self, houses: Collection[House]) -> None:
        """Open every port of every house.

        Raises:
            OSError: a port is taken, or may not be opened by this user.
        """
        own = frozenset(house.address for house in houses)
        heard: dict[tuple[str, int], dict[str, _Voice]] = {}
        for house in houses:
            for port, ear in house.ears.items():
                voice = _Voice(house, port, ear.hearing, self._witness, self._ground)
                await self._endpoint(self._ground.udp(house.address, port), voice)
                for group in ear.groups:
                    heard.setdefault((group, port), {})[house.address] = voice
            for port, desk in house.desks.items():
                await self._desk(house, port, desk)
        for (group, port), voices in heard.items():
            for circle in self._ground.circles(group, port, tuple(voices)):
                hearers = [voices[address] for address in circle.addresses]
                await self._endpoint(circle.opened, _Circle(hearers, own))

    async def close(self) -> None:
        """Close every port and end every connection."""
        for transport in self._transports:
            transport.close()
        for server in self._servers:
            server.close()
        for task in self._lines:
            task.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _endpoint(self, opened: socket.socket, protocol: asyncio.DatagramProtocol) -> None:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: protocol, sock=opened)
        self._transports.append(transport)

    async def _desk(self, house: House, port: int, desk: Desk) -> None:
        opened = self._ground.tcp(house.address, port)
        secured = desk.shown.context() if desk.shown is not None else None
        meet = partial(self._meet, house, port, desk)
        self._servers.append(await asyncio.start_server(meet, sock=opened, ssl=secured))

    async def _meet(
        self, house: House, port: int, desk: Desk, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._lines.add(task)
            task.add_done_callback(self._lines.discard)
        peer = Peer(*writer.get_extra_info("peername")[:2])
        line = Line(reader, writer, self._witness.listen(house.persona.name, port, peer))
        try:
            # Whoever hangs up early, or is hung up on at the end, is no fault of a device.
            with contextlib.suppress(ConnectionError, TimeoutError, asyncio.CancelledError):
                await desk.conversing(line)
        finally:
            writer.close()


class _Voice(asyncio.DatagramProtocol):
    """A UDP port of one persona."""

    def __init__(self, house: House, port: int, hearing: Hearing, witness: Witness, ground: Ground) -> None:
        self._house, self._port, self._hearing, self._witness = house, port, hearing, witness
        self._ground = ground
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # what asyncio hands out here is no subclass of DatagramTransport before Python 3.12
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if addr[0] != self._house.address:
            self.asked(Asked(data, Peer(*addr[:2]), is_to_group=False))

    def asked(self, asked: Asked) -> None:
        """Answer as the persona does."""
        name = self._house.persona.name
        self._witness.hear(
            Received(persona=name, transport="udp", port=self._port, peer=asked.peer, payload=asked.payload)
        )
        for said in self._hearing(asked):
            self._say(said, asked.peer)

    def _say(self, said: Said, asker: Peer) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        if said.after:
            later = said._replace(after=0.0)
            asyncio.get_running_loop().call_later(said.after, self._say, later, asker)
        elif said.is_from_other_port:
            with self._ground.udp(self._house.address, 0) as other:
                other.sendto(said.payload, said.to or asker)
        else:
            self._transport.sendto(said.payload, said.to or asker)


class _Circle(asyncio.DatagramProtocol):
    """All personas that hear one group."""

    def __init__(self, voices: Iterable[_Voice], own: frozenset[str]) -> None:
        self._voices, self._own = tuple(voices), own

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if addr[0] in self._own:  # what one of them answered to all
            return
        asked = Asked(data, Peer(*addr[:2]), is_to_group=True)
        for voice in self._voices:
            voice.asked(asked)
