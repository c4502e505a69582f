"""What does a pcapng file say of an interface?"""

import struct
from typing import NamedTuple

_OPTIONS_AT, _TRAILER = 16, 4
_RESOLUTION, _OFFSET = 9, 14
_BINARY = 0x80
_MICROSECONDS = 6
_FINEST = 64


class Interface(NamedTuple):
    """Link type, packet length limit and clock."""

    link: int
    snap_length: int
    ticks_per_second: int
    offset: int

    def seconds(self, ticks: int) -> int:
        """Return seconds since 1970."""
        return ticks // self.ticks_per_second + self.offset


def interface_of(block: bytes, order: str) -> Interface:
    """Return what an Interface Description Block says."""
    if len(block) < _OPTIONS_AT + _TRAILER:
        return Interface(-1, 0, 10**_MICROSECONDS, 0)
    link, snap_length = struct.unpack_from(f"{order}HxxI", block, 8)
    resolution, offset, at = _MICROSECONDS, 0, _OPTIONS_AT
    while at + 4 <= len(block) - _TRAILER:
        option, length = struct.unpack_from(f"{order}HH", block, at)
        value = block[at + 4 : at + 4 + length]
        at += 4 + (length + 3 & ~3)
        if option == _RESOLUTION and len(value) == 1:
            resolution = value[0]
        elif option == _OFFSET and len(value) == struct.calcsize("q"):
            (offset,) = struct.unpack(f"{order}q", value)
    exponent = min(resolution & ~_BINARY, _FINEST)
    return Interface(link, snap_length, (2 if resolution & _BINARY else 10) ** exponent, offset)
