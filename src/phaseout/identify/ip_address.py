"""Which network address does a text name, and may it tell one thing from another?

Every part that compares addresses asks here, so that two spellings of one address are one address.
"""

import ipaddress
import re

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_USUAL = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
"""An IPv4 address as it is nearly always written, which needs no parsing."""
_FIXED_WIDTH = re.compile(r"\d{3}(?:\.\d{3}){3}")
"""``010.040.000.014``, as discovery tools and sheets pad it: decimal, since all parts are padded alike."""
_MULTICAST = 224
"""From this first octet on: groups, reserved blocks and the broadcast address (RFC 5771, RFC 1112)."""
_NO_PLACE = ("0.", "127.", "169.254.")
"""This network, this host, and what a host gives itself where nobody gives it one (RFC 6890)."""


def same_ip(text: str) -> str | None:
    """Return an address as all its spellings are compared: RFC 5952 for IPv6; None for no address.

    A mapped IPv4 address (``::ffff:10.0.0.1``) is that IPv4 address, and a zone (``%eth0``) is left off.
    """
    text = text.strip()
    if _USUAL.fullmatch(text):
        return text
    if _FIXED_WIDTH.fullmatch(text):
        text = ".".join(part.lstrip("0") or "0" for part in text.split("."))
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return str(found)


def joining_ip(text: str) -> str | None:
    """Return the address if it is a place of one thing on its network, in the form of ``same_ip``.

    None for no address, and for one that many things may have at once: unspecified, loopback, link-local,
    multicast, broadcast.
    """
    found = same_ip(text)
    if found is None:
        return None
    if ":" not in found:
        is_place = not found.startswith(_NO_PLACE) and int(found.partition(".")[0]) < _MULTICAST
        return found if is_place else None
    address = ipaddress.ip_address(found)
    nowhere = address.is_unspecified or address.is_loopback or address.is_link_local or address.is_multicast
    return None if nowhere else found
