"""By which interfaces of this machine can a whole network be asked at once?"""

import array
import socket
import struct
import sys
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network
from typing import NamedTuple

_ADDRESS, _MASK, _FLAGS = 0x8915, 0x891B, 0x8913
"""Questions to Linux (netdevice(7)): SIOCGIFADDR, SIOCGIFNETMASK, SIOCGIFFLAGS."""
_UP, _LOOPBACK = 0x1, 0x8
_REQUEST = 40
_NAME, _ADDRESS_AT = 16, 20


class Interface(NamedTuple):
    """An interface with an IPv4 address: no network of IPv6 is asked as a whole."""

    name: str
    address: IPv4Address
    network: IPv4Network


def interfaces() -> Iterator[Interface]:
    """Yield the interfaces that are up, each with its first address; none where the system cannot be asked.

    Loopback is left out: whoever stands there is on this machine.
    """
    if sys.platform != "linux":
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _, name in socket.if_nameindex():
            try:
                (flags,) = struct.unpack_from("H", _of(asked, _FLAGS, name), _NAME)
                address, mask = (
                    IPv4Address(_of(asked, question, name)[_ADDRESS_AT : _ADDRESS_AT + 4])
                    for question in (_ADDRESS, _MASK)
                )
            except OSError:
                continue  # no address of IPv4, or gone meanwhile
            if flags & _UP and not flags & _LOOPBACK:
                yield Interface(name, address, IPv4Network(f"{address}/{mask}", strict=False))


def _of(asked: socket.socket, question: int, name: str) -> bytes:
    from fcntl import ioctl

    request = array.array("B", name.encode()[: _NAME - 1].ljust(_REQUEST, b"\0"))
    ioctl(asked.fileno(), question, request)
    return request.tobytes()
