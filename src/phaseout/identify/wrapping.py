"""Which fields stand in an answer of equipment, in the code of a label, or in a name?

Each function takes a text apart that holds several fields, of one format.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from phaseout.domain.label_code import label_code
from phaseout.identify.field import Field, FieldValue
from phaseout.identify.serial import long_serial

# Discovery answers come with stray bytes, unescaped ampersands and cut ends, so elements are picked
# out one by one; a strict parser would lose the whole answer for one bad byte.
# Every repeat is bounded, since the text may come from a device that means harm.
_ELEMENT = re.compile(r"<(?:\w{1,40}:)?(\w{1,60})(?:\s[^<>]{0,200})?>([^<>]{0,2000})</", re.IGNORECASE)
_JSON_PAIR = re.compile(
    r'"(\w{1,60})"\s{0,20}:\s{0,20}"((?:[^"\\\x00-\x1f]|\\.){0,2000})("\s{0,20}(?:[,}\]]|$))?'
)
"""A name, its text, and whether that ends where it should: some firmware leaves out the closing quotes."""
_AFTER_TEXT = " ,}]"
_LINE = re.compile(r"^(\w{1,60})=([^\r\n]{0,2000})", re.MULTILINE)
_ONVIF_SCOPE = re.compile(r"^onvif://www\.onvif\.org/([^/]+)/(.+)$", re.IGNORECASE)
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
        for name, text, end in _JSON_PAIR.findall(value):
            if (field := known.get(name.lower())) is not None:
                yield field, _unescaped(text if end else text.rstrip(_AFTER_TEXT))

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


def _label_code(value: str) -> Iterator[FieldValue]:
    """Yield what a code in a maker's form says; of any other the text, in which names may stand."""
    if long_serial(value.strip()) is not None:
        yield Field.SERIAL, value
        return
    yield Field.TEXT, value
    if (said := label_code(value)) is not None:
        yield Field.SERIAL, said.serial
        yield Field.MODEL, said.model


WRAPPED: Mapping[str, Callable[[str], Iterator[FieldValue]]] = MappingProxyType(
    {
        "sadp.xml": _elements(_SADP),
        "isapi.deviceinfo": _isapi,
        "dhip.json": _pairs(_DHIP),
        "dahua.deviceinfo": _lines(_DAHUA),
        "recorder.channel": _pairs(_CHANNEL),
        "onvif.scope": _scope,
        "dhcp.hostname": _named_after_serial,
        "hostname": _named_after_serial,
        "label.code": _label_code,
    }
)
"""Trait → what takes its values apart."""
