"""How is an address of a packet written, and is it a single interface's?"""

import ipaddress
import re

IPV4_BYTES = 4
MAC_BYTES = 6
_MULTICAST_V4 = 0xE0
_MULTICAST_V6 = 0xFF
_LOOPBACK = 127
_NO_MAC = frozenset((bytes(MAC_BYTES), b"\xff" * MAC_BYTES))
_NO_IP = frozenset((bytes(16), b"\xff" * IPV4_BYTES))
# RFC 1918, link-local and shared address space (RFC 6598), as first two bytes where one is not enough.
_PRIVATE_PAIRS = frozenset(
    [bytes((192, 168)), bytes((169, 254))]
    + [bytes((172, second)) for second in range(16, 32)]
    + [bytes((100, second)) for second in range(64, 128)]
)


def ip_text(address: bytes) -> str:
    """Return 4 or 16 bytes as people write an IP address."""
    if len(address) == IPV4_BYTES:
        return ".".join(map(str, address))
    return str(ipaddress.IPv6Address(address))


def ip_bytes(text: str) -> bytes | None:
    """Return the 4 or 16 bytes of a written IP address, None if it is none."""
    try:
        return ipaddress.ip_address(text.strip()).packed
    except ValueError:
        return None


def mac_text(address: bytes) -> str:
    """Return six bytes as ``44:19:b6:00:00:01``."""
    return address.hex(":")


def mac_bytes(text: str) -> bytes | None:
    """Return the six bytes of a written hardware address, None if it is none."""
    digits = re.sub(r"[:.\-\s]", "", text)
    try:
        address = bytes.fromhex(digits)
    except ValueError:
        return None
    return address if len(address) == MAC_BYTES else None


def is_single_interface(mac: bytes) -> bool:
    """Whether a hardware address can belong to one interface: not a group's, not empty."""
    return len(mac) == MAC_BYTES and not mac[0] & 1 and mac not in _NO_MAC


def is_host(ip: bytes) -> bool:
    """Whether an IP address can belong to one host: not a group's, not empty."""
    if ip in _NO_IP:
        return False
    if len(ip) == IPV4_BYTES:
        return 0 < ip[0] < _MULTICAST_V4
    return ip[0] != _MULTICAST_V6


def is_private(ip: bytes) -> bool:
    """Whether an IP address is of a range that only means something inside one's own network."""
    if len(ip) == IPV4_BYTES:
        return ip[0] in {10, _LOOPBACK} or ip[:2] in _PRIVATE_PAIRS
    return ip[0] & 0xFE == 0xFC or (ip[0] == 0xFE and ip[1] & 0xC0 == 0x80)  # noqa: PLR2004 (fc00::/7, fe80::/10)
