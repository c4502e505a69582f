"""How is a packet of no interest passed over without looking into it?

One ``struct`` call takes from a record its lengths and, at the place where the IP header of such a record
was last seen, the protocol, the addresses with the ports, and the TCP flags. A packet is passed over only
if those bytes are known to be dull, so a wrong guess of the place costs time and no more.
"""

import struct
from collections.abc import Callable
from typing import Any, NamedTuple

UDP = 17
SYN = 0x02
_FARTHEST = 64
_PATIENCE = 64


class Shape(NamedTuple):
    """Where in a frame the IP header stands, and of which version it is."""

    offset: int
    is_ipv6: bool


PLAIN_ETHERNET = Shape(14, is_ipv6=False)

Unpack = Callable[[bytes, int], tuple[Any, ...]]
"""(buffer, offset) → what the record's head holds, protocol, addresses and ports, TCP flags."""


class Prefilter:
    """Unpacks records; learns the shape of the traffic (VLAN tags and link types move headers)."""

    __slots__ = ("_drift", "_head", "_shape", "unpack")

    def __init__(self, head: str) -> None:
        self._head = head
        self._drift = 0
        self._look_for(PLAIN_ETHERNET)

    def learn(self, shape: Shape) -> None:
        """Take note of the shape of the frame read last."""
        if shape == self._shape:
            self._drift = 0
            return
        self._drift += 1
        if self._drift >= _PATIENCE and shape.offset <= _FARTHEST:
            self._look_for(shape)

    def _look_for(self, shape: Shape) -> None:
        self._shape = shape
        self._drift = 0
        skipped, rest = (6, "Bx36s9xB") if shape.is_ipv6 else (9, "B2x12s9xB")
        self.unpack: Unpack = struct.Struct(f"{self._head}{shape.offset + skipped}x{rest}").unpack_from
