"""By which digests are the icons of web servers known?"""

import base64
import hashlib
import struct

_MASK = 0xFFFF_FFFF
_FIRST, _SECOND = 0xCC9E_2D51, 0x1B87_3593
_BLOCK = 4


def md5(icon: bytes) -> str:
    """Return the MD5 of an icon, 32 hex digits."""
    return hashlib.md5(icon, usedforsecurity=False).hexdigest()


def mmh3(icon: bytes) -> str:
    """Return MurmurHash3 (x86, 32 bit, seed 0) of an icon in base64 with line ends, a signed number.

    So does Shodan, whose numbers everybody quotes.
    """
    return str(_murmur3(base64.encodebytes(icon)))


def _murmur3(data: bytes) -> int:
    whole = len(data) // _BLOCK * _BLOCK
    state = 0
    for (block,) in struct.iter_unpack("<I", data[:whole]):
        state ^= _scrambled(block)
        state = _rotated(state, 13) * 5 + 0xE654_6B64 & _MASK
    state ^= _scrambled(int.from_bytes(data[whole:], "little")) ^ len(data)
    for shift, factor in ((16, 0x85EB_CA6B), (13, 0xC2B2_AE35), (16, 1)):
        state = (state ^ state >> shift) * factor & _MASK
    return state - (1 << 32) if state >> 31 else state


def _scrambled(block: int) -> int:
    return _rotated(block * _FIRST & _MASK, 15) * _SECOND & _MASK


def _rotated(number: int, by: int) -> int:
    return (number << by | number >> 32 - by) & _MASK
