"""How does one UDP socket send by a given interface, and hear what comes to a group?"""

import asyncio
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress

from phaseout.probe.inquiries import BROADCAST
from phaseout.probe.interface import Interface
from phaseout.probe.networks import V4

Heard = Callable[[tuple[str, int], bytes], None]
"""Is told who sent what."""
_RECEIVE_BUFFER = 4 << 20
"""Bytes the system keeps while the answers of thousands come at once, each of up to 64 KB."""
_LONGEST, _AT_ONCE = 65_536, 64
_SO_RCVBUFFORCE, _SO_MEMINFO = 33, 55
"""Linux's: a buffer beyond what others may have, for root; what a socket holds and lost (sock_diag(7))."""
_DROPS = struct.Struct("=32xI")
_ANY = {V4: "0.0.0.0", 6: "::"}  # noqa: S104 (answers come by every interface)
_FAMILY = {V4: socket.AF_INET, 6: socket.AF_INET6}
_IP_UNICAST_IF = 50
"""By which interface what goes to 255.255.255.255 leaves, as Linux numbers it (ip(7))."""


class Ear(asyncio.DatagramProtocol):
    """A socket and who is told what it hears."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._transport: asyncio.DatagramTransport
        self._opened: socket.socket
        self._joined: set[tuple[str, str]] = set()
        self._failure: OSError | None = None

    async def open(self, port: int, version: int) -> None:
        """Open the socket on a port, 0 for any; others of this machine may hear there too.

        Raises:
            OSError: the port is held by another program that does not share it.
        """
        self._opened = _bound(port, version)
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: self, sock=self._opened)

    def send(self, payload: bytes, target: str, port: int) -> OSError | None:
        """Send a datagram to a host; return why that could not be."""
        self._failure = None
        self._transport.sendto(payload, (target, port))
        # the transport tells of a failure before it returns
        return self._failure

    def send_by(self, interface: Interface, payload: bytes, target: str, port: int) -> OSError | None:
        """Send a datagram to all of the network of an interface; return why that could not be.

        Args:
            interface: by which it leaves.
            payload: what is sent.
            target: what ``target_of`` returned.
            port: where to.
        """
        # At any other time the system refuses what would go to everybody: it knows each network it stands in.
        self._opened.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        try:
            if target == BROADCAST:
                return self._send_to_everybody(interface, payload, port)
            self._opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, interface.address.packed)
            return self.send(payload, target, port)
        finally:
            self._opened.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 0)

    def join(self, group: str, interface: Interface) -> OSError | None:
        """Hear what comes to a group by an interface, from now on; return why that cannot be."""
        key = group, str(interface.address)
        if group == BROADCAST or key in self._joined:
            return None
        self._joined.add(key)
        membership = socket.inet_aton(group) + interface.address.packed
        try:
            self._opened.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
        except OSError as error:
            return error
        return None

    def lost(self) -> int:
        """Return how many datagrams the system threw away, as they came faster than they were taken."""
        try:
            counts = self._opened.getsockopt(socket.SOL_SOCKET, _SO_MEMINFO, _DROPS.size)
            return int(_DROPS.unpack(counts)[0])
        except (OSError, struct.error):  # another system
            return 0

    def close(self) -> None:
        """Close the socket."""
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport that asyncio made."""
        self._transport = transport  # type: ignore[assignment]  # a datagram endpoint's

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Hand on what came, and what else waits: the loop takes one at a time, answers come in hundreds."""
        self._heard(addr, data)
        with suppress(BlockingIOError):
            for _ in range(_AT_ONCE):
                data, addr = self._opened.recvfrom(_LONGEST)
                self._heard(addr[:2], data)

    def error_received(self, exc: Exception) -> None:
        """Remember why something could not be sent."""
        if isinstance(exc, OSError):
            self._failure = exc

    def _send_to_everybody(self, interface: Interface, payload: bytes, port: int) -> OSError | None:
        self._leave_by(_index(interface))
        error = self.send(payload, BROADCAST, port)
        self._leave_by(0)
        return error

    def _leave_by(self, index: int) -> None:
        """Let what is sent leave by an interface, 0 for that of the route."""
        self._opened.setsockopt(socket.IPPROTO_IP, _IP_UNICAST_IF, index.to_bytes(4, "big"))


def target_of(group: str, interface: Interface) -> str:
    """Return where to send what goes to a group; where no interface can be chosen, the network's address."""
    is_chosen = group != BROADCAST or (sys.platform == "linux" and _index(interface))
    return group if is_chosen else str(interface.network.broadcast_address)


def _bound(port: int, version: int) -> socket.socket:
    opened = socket.socket(_FAMILY[version], socket.SOCK_DGRAM)
    try:
        opened.setblocking(False)
        if version != V4:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "SO_REUSEPORT"):
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
        if sys.platform == "linux":
            with suppress(PermissionError):
                opened.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _RECEIVE_BUFFER)
        opened.bind((_ANY[version], port))
    except OSError:
        opened.close()
        raise
    return opened


def _index(interface: Interface) -> int:
    """Return the number of an interface, which may be named by its address."""
    try:
        return socket.if_nametoindex(interface.name)
    except OSError:
        return 0
