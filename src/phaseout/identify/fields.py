"""Which plain fields does an observation carry, whatever its wrapping?

A model may stand in an inventory column, an ONVIF answer or inside the XML of a discovery answer.
Methods ask for fields, so that each rule about models, serials or names is written once.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from phaseout.domain.designation import NO_DESIGNATION
from phaseout.domain.shown import as_seen
from phaseout.identify.field import Field, FieldValue
from phaseout.identify.serial import is_serial
from phaseout.identify.wrapping import WRAPPED

LONGEST = 16_384
"""Characters of a value that are looked at; discovery answers and labels are far shorter."""
MAC_DIGITS = 12
_SINGLE_AND_REGISTERED = frozenset("048c")
"""Second digits whose two lowest bits (group, locally administered) are clear."""
_NOBODY = "0" * MAC_DIGITS
_JUST_DIGITS = re.compile(r"[0-9A-Fa-f]{12}")
_NO_DIGIT = re.compile(r"[^0-9a-f]")
_PLACEHOLDERS = frozenset(("", "n/a", "na", "none", "null", "-", "--", "unknown", "false", "true", "0"))
_LONGEST_PLACEHOLDER = max(map(len, _PLACEHOLDERS))


_NAMING = frozenset((Field.MANUFACTURER, Field.BRAND, Field.MODEL))
"""Of these it counts what a reader sees."""
_KEYS = frozenset((Field.MAC, Field.IP, Field.SERIAL))

_PLAIN: Mapping[str, Field] = MappingProxyType(
    {
        "mac": Field.MAC,
        "ip": Field.IP,
        "inventory.manufacturer": Field.MANUFACTURER,
        "inventory.brand": Field.BRAND,
        "inventory.model": Field.MODEL,
        "inventory.serial": Field.SERIAL,
        "inventory.firmware": Field.FIRMWARE,
        "inventory.description": Field.TEXT,
        "discovery.model": Field.MODEL,
        "discovery.serial": Field.SERIAL,
        "discovery.firmware": Field.FIRMWARE,
        "discovery.mac": Field.MAC,
        "onvif.manufacturer": Field.MANUFACTURER,
        "onvif.model": Field.MODEL,
        "onvif.serial": Field.SERIAL,
        "onvif.firmware": Field.FIRMWARE,
        "upnp.manufacturer": Field.MANUFACTURER,
        "upnp.model": Field.MODEL,
        "label.text": Field.TEXT,
        "order.text": Field.TEXT,
        "order.sku": Field.MODEL,
        "order.part-number": Field.MODEL,
        "order.manufacturer": Field.MANUFACTURER,
        "order.brand": Field.BRAND,
        "order.serial": Field.SERIAL,
        **dict.fromkeys(
            (
                "http.server",
                "http.www-authenticate",
                "tls.subject",
                "tls.issuer",
                "rtsp.server",
                "rtsp.realm",
                "ftp.banner",
                "ssh.banner",
                "telnet.banner",
                "smtp.banner",
                "sip.server",
                "snmp.sysdescr",
                "upnp.server",
                "mdns.txt",
                "dhcp.vendor-class",
                "lldp.sysdescr",
                "banner",
            ),
            Field.SELF,
        ),
    }
)


def fields_of(trait: str, value: str) -> tuple[FieldValue, ...]:
    """Return the fields an observation carries; none for a trait that only fingerprints read."""
    value = value[:LONGEST]
    if (field := _PLAIN.get(trait)) is not None:
        return _cleaned(iter(((field, as_seen(value) if field in _NAMING else value),)))
    if (unwrap := WRAPPED.get(trait)) is not None:
        return tuple(one for one in _cleaned(unwrap(value)) if not _names_no_model(*one))
    return ()


def normal_mac(text: str) -> str | None:
    """Return 12 upper-case hex digits, or None for what is no single interface's address.

    Group and locally administered addresses say nothing of a maker and join nothing.
    """
    digits = text.replace(":", "")  # as most write it
    digits = digits.lower() if _JUST_DIGITS.fullmatch(digits) else _NO_DIGIT.sub("", text.lower())
    if len(digits) != MAC_DIGITS or digits[1] not in _SINGLE_AND_REGISTERED or digits == _NOBODY:
        return None
    return digits.upper()


def _cleaned(found: Iterator[FieldValue]) -> tuple[FieldValue, ...]:
    stripped = ((field, text.strip()) for field, text in found)
    return tuple(one for one in stripped if not _is_placeholder(*one))


def _names_no_model(field: Field, text: str) -> bool:
    """Return whether equipment says in the place of its model only what kind of thing it is: ``IPCamera``."""
    return field is Field.MODEL and text.lower() in NO_DESIGNATION


def _is_placeholder(field: Field, text: str) -> bool:
    if len(text) <= _LONGEST_PLACEHOLDER and text.lower() in _PLACEHOLDERS:
        return True
    return field is Field.SERIAL and not is_serial(text)


FIELD_TRAITS = frozenset((*_PLAIN, *WRAPPED))
"""The traits whose observations carry fields."""
LISTED_TRAITS = frozenset(
    ("recorder.channel", *(trait for trait in _PLAIN if trait.startswith("discovery.")))
)
"""The traits in which somebody's equipment or tool lists equipment."""
KEYED_TRAITS = frozenset((*WRAPPED, *(trait for trait, field in _PLAIN.items() if field in _KEYS)))
"""Those of them whose fields may name the thing: address, hardware address, serial number."""
