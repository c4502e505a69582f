"""Which plain fields does an observation carry, whatever its wrapping?

A model may stand in an inventory column, an ONVIF answer or inside the XML of a discovery answer.
Methods ask for fields, so that each rule about models, serials or names is written once.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from phaseout.domain.shown import as_seen
from phaseout.identify.serial import is_serial, long_serial

LONGEST = 16_384
"""Characters of a value that are looked at; discovery answers and labels are far shorter."""
MAC_DIGITS = 12
_SINGLE_AND_REGISTERED = frozenset("048c")
"""Second digits whose two lowest bits (group, locally administered) are clear."""
_NOBODY = "0" * MAC_DIGITS
_JUST_DIGITS = re.compile(r"[0-9A-Fa-f]{12}")
_NO_DIGIT = re.compile(r"[^0-9a-f]")
# Discovery answers come with stray bytes, unescaped ampersands and cut ends, so elements are picked
# out one by one; a strict parser would lose the whole answer for one bad byte.
# Every repeat is bounded, since the text may come from a device that means harm.
_ELEMENT = re.compile(r"<(?:\w{1,40}:)?(\w{1,60})(?:\s[^<>]{0,200})?>([^<>]{0,2000})</", re.IGNORECASE)
_JSON_PAIR = re.compile(r'"(\w{1,60})"\s{0,20}:\s{0,20}"((?:[^"\\]|\\.){0,2000})')
_LINE = re.compile(r"^(\w{1,60})=([^\r\n]{0,2000})", re.MULTILINE)
_ONVIF_SCOPE = re.compile(r"^onvif://www\.onvif\.org/([^/]+)/(.+)$", re.IGNORECASE)
_PLACEHOLDERS = frozenset(("", "n/a", "na", "none", "null", "-", "--", "unknown", "false", "true", "0"))
_LONGEST_PLACEHOLDER = max(map(len, _PLACEHOLDERS))


class Field(StrEnum):
    """What a piece of text is known to be."""

    MANUFACTURER = "manufacturer"
    BRAND = "brand"
    """The name on the box, told apart from who made what is in it."""
    OEM = "oem"
    """A brand the device says it was relabelled for."""
    MODEL = "model"
    SERIAL = "serial"
    FIRMWARE = "firmware"
    MAC = "mac"
    IP = "ip"
    TEXT = "text"
    """Free text in which names may stand."""
    SELF = "self"
    """What equipment says of itself: a maker's name in it is the equipment's own."""


FieldValue = tuple[Field, str]
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
        "onvif.hardware": Field.MODEL,
        "upnp.manufacturer": Field.MANUFACTURER,
        "upnp.model": Field.MODEL,
        "label.text": Field.TEXT,
        "label.code": Field.TEXT,
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

_SADP = MappingProxyType(
    {
        "devicedescription": Field.MODEL,
        "devicesn": Field.SERIAL,
        "softwareversion": Field.FIRMWARE,
        "mac": Field.MAC,
        "ipv4address": Field.IP,
        "ipv6address": Field.IP,
        "oeminfo": Field.OEM,
    }
)
_ISAPI = MappingProxyType(
    {
        "model": Field.MODEL,
        "serialnumber": Field.SERIAL,
        "firmwareversion": Field.FIRMWARE,
        "macaddress": Field.MAC,
        "manufacturer": Field.MANUFACTURER,
    }
)
_RELEASED = re.compile(r"<firmwareReleasedDate>\s{0,9}(build \d{6})\s{0,9}<", re.IGNORECASE)
_DHIP = MappingProxyType(
    {
        "devicetype": Field.MODEL,
        "serialno": Field.SERIAL,
        "version": Field.FIRMWARE,
        "mac": Field.MAC,
        "ipaddress": Field.IP,
        "vendor": Field.OEM,
        "manufacturer": Field.OEM,
    }
)
_DAHUA = MappingProxyType(
    {
        "serialnumber": Field.SERIAL,
        "sn": Field.SERIAL,
        "updateserial": Field.MODEL,
        "type": Field.MODEL,
        "devicetype": Field.MODEL,
        "version": Field.FIRMWARE,
        "vendor": Field.OEM,
    }
)
_CHANNEL = MappingProxyType(
    {
        "manufacturer": Field.MANUFACTURER,
        "model": Field.MODEL,
        "serial": Field.SERIAL,
        "firmware": Field.FIRMWARE,
        "mac": Field.MAC,
        "ip": Field.IP,
    }
)


def fields_of(trait: str, value: str) -> tuple[FieldValue, ...]:
    """Return the fields an observation carries; none for a trait that only fingerprints read."""
    value = value[:LONGEST]
    if (field := _PLAIN.get(trait)) is not None:
        return _cleaned(iter(((field, as_seen(value) if field in _NAMING else value),)))
    if (unwrap := _WRAPPED.get(trait)) is not None:
        return _cleaned(unwrap(value))
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


def _is_placeholder(field: Field, text: str) -> bool:
    if len(text) <= _LONGEST_PLACEHOLDER and text.lower() in _PLACEHOLDERS:
        return True
    return field is Field.SERIAL and not is_serial(text)


def _elements(known: Mapping[str, Field]) -> Callable[[str], Iterator[FieldValue]]:
    def unwrap(value: str) -> Iterator[FieldValue]:
        """Yield the known elements; in any order, of any namespace."""
        for name, text in _ELEMENT.findall(value):
            if (field := known.get(name.lower())) is not None:
                yield field, text

    return unwrap


def _isapi(value: str) -> Iterator[FieldValue]:
    # The day of building stands apart here, and a version without it is often no version at all.
    released = _RELEASED.search(value)
    for field, text in _elements(_ISAPI)(value):
        if field is Field.FIRMWARE and released is not None:
            yield field, f"{text.strip()} {released[1]}"
        else:
            yield field, text


def _pairs(known: Mapping[str, Field]) -> Callable[[str], Iterator[FieldValue]]:
    def unwrap(value: str) -> Iterator[FieldValue]:
        """Yield the known pairs."""
        # Also for answers that are not valid JSON: a cut or badly quoted one still names its model.
        for name, text in _JSON_PAIR.findall(value):
            if (field := known.get(name.lower())) is not None:
                yield field, _unescaped(text)

    return unwrap


def _lines(known: Mapping[str, Field]) -> Callable[[str], Iterator[FieldValue]]:
    def unwrap(value: str) -> Iterator[FieldValue]:
        for name, text in _LINE.findall(value):
            # deviceType=31 is a number of the maker's own; the model stands in updateSerial
            if (field := known.get(name.lower())) is not None and not text.isdecimal():
                yield field, text

    return unwrap


def _unescaped(text: str) -> str:
    try:
        plain = json.loads(f'"{text}"')
    except ValueError:
        return text
    return plain if isinstance(plain, str) else text


def _scope(value: str) -> Iterator[FieldValue]:
    match = _ONVIF_SCOPE.match(value.strip())
    if match is None:
        return
    text = _percent_decoded(match[2])
    match match[1].lower():
        case "hardware":
            yield Field.MODEL, text
        case "mac":
            yield Field.MAC, text
        case "mfr" | "manufacturer":
            yield Field.MANUFACTURER, text
        case "name":
            yield Field.TEXT, text


def _percent_decoded(text: str) -> str:
    return re.sub(
        r"(?:%[0-9a-fA-F]{2})+",
        lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"),
        text,
    )


def _named_after_serial(value: str) -> Iterator[FieldValue]:
    # A host name may be the whole serial number: model, day of making and what the label bears.
    name = value.strip().partition(".")[0].upper()
    if long_serial(name) is not None:
        yield Field.SERIAL, name


_WRAPPED: Mapping[str, Callable[[str], Iterator[FieldValue]]] = MappingProxyType(
    {
        "sadp.xml": _elements(_SADP),
        "isapi.deviceinfo": _isapi,
        "dhip.json": _pairs(_DHIP),
        "dahua.deviceinfo": _lines(_DAHUA),
        "recorder.channel": _pairs(_CHANNEL),
        "onvif.scope": _scope,
        "dhcp.hostname": _named_after_serial,
        "hostname": _named_after_serial,
    }
)

FIELD_TRAITS = frozenset((*_PLAIN, *_WRAPPED))
"""The traits whose observations carry fields."""
LISTED_TRAITS = frozenset(
    ("recorder.channel", *(trait for trait in _PLAIN if trait.startswith("discovery.")))
)
"""The traits in which somebody's equipment or tool lists equipment."""
KEYED_TRAITS = frozenset((*_WRAPPED, *(trait for trait, field in _PLAIN.items() if field in _KEYS)))
"""Those of them whose fields may name the thing: address, hardware address, serial number."""
