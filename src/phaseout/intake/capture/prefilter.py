"""How is a packet of no interest passed over without looking into it?

One ``struct`` call takes from a record its lengths and, at the place where the IPv4 header of such a
record was last seen, the protocol, the addresses with the ports, and the TCP flags. A packet is passed
over only if those twelve bytes are known to be dull, so a wrong guess of the place costs time and no more.
"""

import struct
from collections.abc import Callable
from typing import Any

UDP = 17
SYN = 0x02
_ETHERNET = 14
_FARTHEST = 64
_PATIENCE = 64

Unpack = Callable[[bytes, int], tuple[Any, ...]]
"""(buffer, offset) → what the record's head holds, protocol, addresses and ports, TCP flags."""


class Prefilter:
    """Unpacks records; learns where IPv4 headers stand (VLAN tags and link types move them)."""

    __slots__ = ("_drift", "_head", "_offset", "unpack")

    def __init__(self, head: str) -> None:
        self._head = head
        self._drift = 0
        self._look_at(_ETHERNET)

    def learn(self, offset: int) -> None:
        """Take note of where the IPv4 header of the frame read last stood."""
        if offset == self._offset:
            self._drift = 0
            return
        self._drift += 1
        if self._drift >= _PATIENCE and offset <= _FARTHEST:
            self._look_at(offset)

    def _look_at(self, offset: int) -> None:
        self._offset = offset
        self._drift = 0
        self.unpack: Unpack = struct.Struct(f"{self._head}{offset + 9}xB2x12s9xB").unpack_from
