"""By which interfaces of this machine can a whole network be asked at once?"""

import array
import socket
import struct
import sys
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network
from typing import NamedTuple

_LIST, _MASK, _FLAGS = 0x8912, 0x891B, 0x8913
"""Questions to Linux (netdevice(7)): SIOCGIFCONF, SIOCGIFNETMASK, SIOCGIFFLAGS."""
_UP, _LOOPBACK = 0x1, 0x8
_REQUEST = 40
_NAME, _ADDRESS_AT = 16, 20
_ROOM = 4096 * _REQUEST
"""Bytes for the list of addresses: more than a machine has."""


class Interface(NamedTuple):
    """An interface with an IPv4 address: no network of IPv6 is asked as a whole."""

    name: str
    address: IPv4Address
    network: IPv4Network


def interfaces() -> Iterator[Interface]:
    """Yield the interfaces that are up, once for each address; none where the system cannot be asked.

    Loopback is left out: whoever stands there is on this machine.
    """
    if sys.platform != "linux":
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for request in _addresses(asked):
            label = request[:_NAME].partition(b"\0")[0].decode(errors="surrogateescape")
            address = IPv4Address(request[_ADDRESS_AT : _ADDRESS_AT + 4])
            try:
                (flags,) = struct.unpack_from("H", _of(asked, _FLAGS, request), _NAME)
                mask = IPv4Address(_of(asked, _MASK, request)[_ADDRESS_AT : _ADDRESS_AT + 4])
            except OSError:
                continue  # gone meanwhile
            if flags & _UP and not flags & _LOOPBACK:
                # a further address may have a label of its own: eth0:1
                name = label.partition(":")[0]
                yield Interface(name, address, IPv4Network(f"{address}/{mask}", strict=False))


def _addresses(asked: socket.socket) -> Iterator[bytes]:
    """Yield each address of IPv4 with the label of its interface, as further questions take them."""
    from fcntl import ioctl

    room = array.array("B", bytes(_ROOM))
    where, _ = room.buffer_info()
    length, _ = struct.unpack("iP", ioctl(asked.fileno(), _LIST, struct.pack("iP", _ROOM, where)))
    listed = room.tobytes()
    for at in range(0, length, _REQUEST):
        yield listed[at : at + _REQUEST]


def _of(asked: socket.socket, question: int, request: bytes) -> bytes:
    from fcntl import ioctl

    answer = array.array("B", request)
    ioctl(asked.fileno(), question, answer)
    return answer.tobytes()
