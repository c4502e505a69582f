"""Where do the devices of a town stand, and how is a socket opened there?"""

import socket
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

EVERYBODY = "255.255.255.255"
_BUFFER = 1 << 20
_BACKLOG = 128


class Circle(NamedTuple):
    """One ear for a group."""

    opened: socket.socket
    addresses: Sequence[str]
    """Of the devices that hear with it."""


class Ground(Protocol):
    """A place for sockets."""

    def udp(self, address: str, port: int) -> socket.socket:
        """Open a UDP port of a device, which hears what is sent to its address alone, and sends from it."""

    def tcp(self, address: str, port: int) -> socket.socket:
        """Open a TCP port of a device."""

    def circles(self, group: str, port: int, addresses: Sequence[str]) -> Iterator[Circle]:
        """Open ears for a group, or for what is sent to everybody, for devices at these addresses."""


class Loopback(NamedTuple):
    """Addresses of 127.0.0.0/8. All hear groups through one socket: two thousand would each get a copy."""

    def udp(self, address: str, port: int) -> socket.socket:
        """Open a UDP port of a device."""
        return _speaking(_udp(), address, port)

    def tcp(self, address: str, port: int) -> socket.socket:
        """Open a TCP port of a device."""
        return _listening(_tcp(), address, port)

    def circles(self, group: str, port: int, addresses: Sequence[str]) -> Iterator[Circle]:
        """Open the ear of all devices for a group; nothing is sent to everybody on the loopback interface."""
        if group != EVERYBODY:
            yield Circle(_hearing(_udp(), group, port, "127.0.0.1"), addresses)


class Street(NamedTuple):
    """Interfaces of their own, with the devices' own hardware addresses, in the namespace of this thread."""

    interfaces: dict[str, str]
    """Names of interfaces by address."""

    def udp(self, address: str, port: int) -> socket.socket:
        """Open a UDP port of a device."""
        return _speaking(self._tied(_udp(), address), address, port)

    def tcp(self, address: str, port: int) -> socket.socket:
        """Open a TCP port of a device."""
        return _listening(self._tied(_tcp(), address), address, port)

    def circles(self, group: str, port: int, addresses: Sequence[str]) -> Iterator[Circle]:
        """Open an ear for each device: what the network carries to its interface."""
        for address in addresses:
            opened = self._tied(_udp(), address)
            if group == EVERYBODY:
                opened.bind((EVERYBODY, port))
                yield Circle(opened, (address,))
            else:
                yield Circle(_hearing(opened, group, port, address), (address,))

    def _tied(self, opened: socket.socket, address: str) -> socket.socket:
        # Answers leave by the device's own interface, so that its own hardware address is their sender.
        name = self.interfaces[address].encode() + b"\0"
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, name)
        return opened


def _udp() -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    opened.setblocking(False)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
    return opened


def _tcp() -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opened.setblocking(False)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return opened


def _speaking(opened: socket.socket, address: str, port: int) -> socket.socket:
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
    opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    opened.bind((address, port))
    return opened


def _listening(opened: socket.socket, address: str, port: int) -> socket.socket:
    opened.bind((address, port))
    opened.listen(_BACKLOG)
    return opened


def _hearing(opened: socket.socket, group: str, port: int, interface: str) -> socket.socket:
    opened.bind((group, port))
    membership = socket.inet_aton(group) + socket.inet_aton(interface)
    opened.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
    return opened
