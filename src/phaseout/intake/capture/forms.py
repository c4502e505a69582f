"""By which first bytes is a capture known, and in which byte order is it written?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class PcapForm(NamedTuple):
    """A variant of pcap."""

    order: str
    """``<`` or ``>``, as ``struct`` writes byte orders."""
    record_header: int
    """Bytes before each packet."""


PCAP: Mapping[bytes, PcapForm] = MappingProxyType(
    {
        b"\xd4\xc3\xb2\xa1": PcapForm("<", 16),
        b"\xa1\xb2\xc3\xd4": PcapForm(">", 16),
        b"\x4d\x3c\xb2\xa1": PcapForm("<", 16),  # nanoseconds
        b"\xa1\xb2\x3c\x4d": PcapForm(">", 16),
        b"\x34\xcd\xb2\xa1": PcapForm("<", 24),  # Kuznetzov's form, whose records say more
        b"\xa1\xb2\xcd\x34": PcapForm(">", 24),
    }
)
"""By the first four bytes of the file."""

PCAPNG = b"\x0a\x0d\x0d\x0a"
"""The type of the section header that begins a pcapng file, the same in both byte orders."""
PCAPNG_ORDERS: Mapping[bytes, str] = MappingProxyType({b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"})
"""By the four bytes at offset 8 of a section header."""


def is_capture(head: bytes) -> bool:
    """Whether a file that begins so is a capture."""
    return head[:4] in PCAP or (head[:4] == PCAPNG and head[8:12] in PCAPNG_ORDERS)
