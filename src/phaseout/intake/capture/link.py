"""Where in a frame does the network packet begin, for each kind of link?"""

import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from phaseout.intake.capture.network import IPV4, IPV6

_WORD = struct.Struct(">H")
_ETHERNET, _COOKED, _COOKED_2, _PPPOE_HEADER, _FAMILY = 14, 16, 20, 6, 4
_LOWEST_TYPE = 0x0600
_SNAP = b"\xaa\xaa\x03\x00\x00\x00"
_TAGS = frozenset((0x8100, 0x88A8, 0x9100, 0x9200))
_TAG = 4
_MOST_TAGS = 4
_PPPOE = 0x8864
_OF_PPP: Mapping[int, int] = MappingProxyType({0x0021: IPV4, 0x0057: IPV6})
_PPP_ADDRESS = b"\xff\x03"
_OF_VERSION: Mapping[int, int] = MappingProxyType({4: IPV4, 6: IPV6})
_OF_FAMILY: Mapping[int, int] = MappingProxyType({2: IPV4, 10: IPV6, 24: IPV6, 28: IPV6, 30: IPV6})
_NOTHING = (0, 0)

Find = Callable[[bytes, int, int], tuple[int, int]]
"""(buffer, start, end of a frame) → (ethertype of the packet in it or 0, offset of the packet)."""


class Link(NamedTuple):
    """A kind of link."""

    find: Find
    sender_at: int | None
    """Where in the frame the sender's hardware address stands."""


def _ethernet(frame: bytes, at: int, end: int) -> tuple[int, int]:
    if end - at < _ETHERNET:
        return _NOTHING
    kind = frame[at + 12] << 8 | frame[at + 13]
    if kind == IPV4:
        return kind, at + _ETHERNET
    if kind < _LOWEST_TYPE and frame[at + 14 : at + 20] == _SNAP:  # a length: the type follows further on
        return _unwrapped(frame[at + 20] << 8 | frame[at + 21], frame, at + 22, end)
    return _unwrapped(kind, frame, at + _ETHERNET, end)


def _cooked(frame: bytes, at: int, end: int) -> tuple[int, int]:
    """Linux "any" interface, first version."""
    if end - at < _COOKED:
        return _NOTHING
    return _unwrapped(frame[at + 14] << 8 | frame[at + 15], frame, at + _COOKED, end)


def _cooked_2(frame: bytes, at: int, end: int) -> tuple[int, int]:
    """Linux "any" interface, second version."""
    if end - at < _COOKED_2:
        return _NOTHING
    return _unwrapped(frame[at] << 8 | frame[at + 1], frame, at + _COOKED_2, end)


def _raw(frame: bytes, at: int, end: int) -> tuple[int, int]:
    """No link header: the version tells which IP."""
    return (_OF_VERSION.get(frame[at] >> 4, 0), at) if at < end else _NOTHING


def _loopback(frame: bytes, at: int, end: int) -> tuple[int, int]:
    """BSD loopback: a protocol family in the byte order of whoever captured."""
    if end - at < _FAMILY:
        return _NOTHING
    return _OF_FAMILY.get(max(frame[at], frame[at + 3]), 0), at + _FAMILY


def _point_to_point(frame: bytes, at: int, end: int) -> tuple[int, int]:
    """PPP, with or without its address bytes."""
    return _ppp(frame, at + 2 if frame[at : at + 2] == _PPP_ADDRESS else at, end)


def _unwrapped(kind: int, frame: bytes, at: int, end: int) -> tuple[int, int]:
    """Return what stands after VLAN tags and PPPoE, given the type before ``at``."""
    for _ in range(_MOST_TAGS):
        if kind not in _TAGS or end - at < _TAG:
            break
        (kind,) = _WORD.unpack_from(frame, at + 2)
        at += _TAG
    return _ppp(frame, at + _PPPOE_HEADER, end) if kind == _PPPOE else (kind, at)


def _ppp(frame: bytes, at: int, end: int) -> tuple[int, int]:
    if end - at < _WORD.size:
        return _NOTHING
    return _OF_PPP.get(_WORD.unpack_from(frame, at)[0], 0), at + _WORD.size


LINKS: Mapping[int, Link] = MappingProxyType(
    {
        0: Link(_loopback, None),
        1: Link(_ethernet, 6),
        9: Link(_point_to_point, None),
        12: Link(_raw, None),
        14: Link(_raw, None),
        101: Link(_raw, None),
        108: Link(_loopback, None),
        113: Link(_cooked, 6),
        228: Link(_raw, None),
        229: Link(_raw, None),
        276: Link(_cooked_2, 12),
    }
)
"""By the link type number of tcpdump.org; 12 and 14 are raw IP as some systems number it."""

_NAMES: Mapping[int, str] = MappingProxyType(
    {
        105: "IEEE 802.11",
        119: "IEEE 802.11 with Prism header",
        127: "IEEE 802.11 with radiotap header",
        163: "IEEE 802.11 with AVS header",
        187: "Bluetooth",
        195: "IEEE 802.15.4",
        220: "USB",
        227: "CAN bus",
        239: "netfilter log",
        249: "USB",
    }
)


def name_of(number: int) -> str:
    """Return what people call a link type that is not read."""
    name = _NAMES.get(number)
    return f"{number} ({name})" if name else str(number)
