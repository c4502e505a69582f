"""Which hardware address does this notation mean?"""

import re

NOTATION = (
    r"(?:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}"
    r"|[1-9A-Fa-f]?[0-9A-Fa-f](?::[1-9A-Fa-f]?[0-9A-Fa-f]){5}"  # BSD and macOS leave zeroes in front out
    r"|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}"  # Windows
    r"|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}"  # Cisco
    r"|[0-9A-Fa-f]{4}(?:-[0-9A-Fa-f]{4}){2}"  # Comware, Huawei
    r"|[0-9A-Fa-f]{6}-[0-9A-Fa-f]{6})"  # ProCurve
)
"""Every way a listing writes a 48-bit address with marks between the digits, as a pattern."""
_WHOLE = re.compile(NOTATION)
# RFC 8415 §11: DUID-LLT (type 1, hardware type 1, four octets of time) and DUID-LL (type 3)
_DUID = re.compile(
    r"(?:00:01:00:01(?::[0-9a-f]{2}){4}|00:03:00:01):(?P<mac>[0-9a-f]{2}(?::[0-9a-f]{2}){5})", re.I
)
_NOBODY = "00:00:00:00:00:00"


def canonical_address(text: str) -> str | None:
    """Return ``44:19:b6:00:00:01`` for any notation of a 48-bit address, None if it is none."""
    if not _WHOLE.fullmatch(text):
        return None
    if ":" in text:
        digits = "".join(octet.zfill(2) for octet in text.split(":"))
    else:
        digits = text.replace("-", "").replace(".", "")
    digits = digits.lower()
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))


def is_of_one_interface(address: str) -> bool:
    """Whether a canonical address can be one interface's: not all zeroes, not multicast or broadcast."""
    return address != _NOBODY and int(address[1], 16) % 2 == 0


def address_in_duid(duid: str) -> str | None:
    """Return the canonical Ethernet address a DHCPv6 client built its identifier from, None if from none."""
    found = _DUID.fullmatch(duid)
    return found["mac"].lower() if found else None
