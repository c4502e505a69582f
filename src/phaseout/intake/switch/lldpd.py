"""Which neighbours do lldpd's own formats list, and those of switches that answer in JSON or XML?"""

import re
from collections.abc import Iterable, Iterator, Mapping

import orjson
from lxml.etree import _Element as Element

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.dump.xml_reply import locator_of, name_of, outermost, parsed
from phaseout.intake.json_keys import TWICE, repeats_key
from phaseout.intake.switch.announcement import Announcement, Meaning, meaning_of

_KEYVALUE = re.compile(
    r"lldp\.\S{1,64}?\.(?P<path>via|rid|age|(?:chassis|port|lldp-med|vlan|ppvid|pi|unknown-tlvs)(?:\.[^\s=]+)?)=(?P<value>.*)"
)
_NEIGHBOURS = ("lldp-neighbor-information", "interface", "neighbor")
_DEEPEST = 16
_MOST = 100_000


def read_keyvalue(lines: Iterable[tuple[int, str] | Unread]) -> Iterator[Reading]:
    """Yield the neighbours of `lldpctl -f keyvalue`: one begins with each line ``….via=``."""
    block: Announcement | None = None
    for entry in lines:
        if isinstance(entry, Unread):
            yield entry
            continue
        number, line = entry
        found = _KEYVALUE.match(line)
        if found is None:
            continue
        if block is None or found["path"] == "via":
            if block is not None:
                yield from block.readings()
            block = Announcement(f"line {number}")
        section, _, key = found["path"].rpartition(".")
        meaning = _by_path(section, key)
        if meaning is not None:
            text = found["value"] if meaning is not Meaning.INVENTORY else f"{key}: {found['value']}"
            block.put(meaning, text, f"line {number}")
    if block is not None:
        yield from block.readings()


def read_json(content: bytes) -> Iterator[Reading]:
    """Yield the neighbours of `lldpcli -f json`, `json0`, and of switches that answer in JSON."""
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        yield Unread("line 1", f"not JSON: {error.msg} at line {error.lineno}")
        return
    if repeats_key(content, document):
        yield Unread("line 1", TWICE)
    waiting: list[tuple[object, int]] = [(document, 0)]
    count = 0
    while waiting:
        if count >= _MOST:
            yield Unread("line 1", f"more than {_MOST} neighbours; the rest was not kept")
            return
        value, depth = waiting.pop()
        if isinstance(value, dict):
            if (block := _of_object(value)) is not None:
                count += 1
                yield from block.readings()
            elif depth < _DEEPEST:
                waiting += [(inner, depth + 1) for inner in reversed(list(value.values()))]
        elif isinstance(value, list) and depth < _DEEPEST:
            waiting += [(inner, depth + 1) for inner in reversed(value)]


def read_xml(content: bytes) -> Iterator[Reading]:
    """Yield the neighbours of `lldpcli -f xml` and of Junos."""
    document = parsed(content.decode("utf-8", "replace"))
    if isinstance(document, str):
        yield Unread("line 1", document)
        return
    for element in outermost(document.root, _NEIGHBOURS):
        block = Announcement(locator_of(element, 1))
        for inner in element.iter():
            _put_element(inner, block)
        yield from block.readings()
    if document.fault:
        yield Unread("line 1", document.fault)


def _put_element(inner: Element, block: Announcement) -> None:
    parent = inner.getparent()
    section = name_of(parent).lower() if parent is not None else ""
    key, text = name_of(inner).lower(), (inner.text or "").strip()
    meaning = _by_path(section, key) or (meaning_of(key) if key.startswith("lldp-") else None)
    if meaning is not None and text:
        shown = text if meaning is not Meaning.INVENTORY else f"{inner.get('label') or key}: {text}"
        block.put(meaning, shown, locator_of(inner, 1))


def _of_object(value: Mapping[str, object]) -> Announcement | None:
    """Return the neighbour an object describes: lldpd's ``chassis``, or keys named as in listings."""
    block = Announcement("line 1")
    if "chassis" in value:
        for name, chassis in _chassis_of(value["chassis"]):
            block.put(Meaning.NAME, name, "line 1")
            _put_section(chassis, "chassis", block)
        for port in _as_list(value.get("port")):
            _put_section(port, "port", block)
        for med in _as_list(value.get("lldp-med")):
            for inventory in _as_list(med.get("inventory") if isinstance(med, dict) else None):
                _put_section(inventory, "inventory", block)
        return block
    keys = {key: meaning for key in value if (meaning := _of_key(key)) is not None}
    if Meaning.CHASSIS not in keys.values() and "device_id" not in keys:
        return None
    for key, meaning in keys.items():
        for text in _texts(value[key]):
            block.put(meaning, text if meaning is not Meaning.INVENTORY else f"{key}: {text}", "line 1")
    return block if block.has(Meaning.CHASSIS) or block.has(Meaning.NAME) else None


def _of_key(key: str) -> Meaning | None:
    """Return what a key is about; ``managementAddresses`` is a heading in listings, and a list here."""
    return Meaning.ADDRESS if key.lower() == "managementaddresses" else meaning_of(key)


def _chassis_of(value: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """``{"name": {…}}`` where the neighbour has a name, ``{"id": …}`` where it has none."""
    for chassis in _as_list(value):
        if not isinstance(chassis, dict):
            continue
        if {"id", "name", "descr", "mgmt-ip"} & chassis.keys():
            yield "", chassis
        else:
            yield from ((name, inner) for name, inner in chassis.items() if isinstance(inner, dict))


def _put_section(section: object, name: str, block: Announcement) -> None:
    if not isinstance(section, dict):
        return
    for key, value in section.items():
        meaning = _by_path(name, key)
        for text in _texts(value) if meaning is not None else ():
            if meaning is not None:
                block.put(meaning, text if meaning is not Meaning.INVENTORY else f"{key}: {text}", "line 1")


def _by_path(section: str, key: str) -> Meaning | None:
    section = section.rpartition(".")[2]
    if section == "chassis":
        return _OF_CHASSIS.get(key)
    if section == "port":
        return Meaning.PORT if key in {"id", "mac"} else None
    if section == "inventory":
        return Meaning.INVENTORY
    return None


_OF_CHASSIS = {
    "id": Meaning.CHASSIS,
    "mac": Meaning.CHASSIS,
    "ip": Meaning.CHASSIS,
    "name": Meaning.NAME,
    "descr": Meaning.DESCRIPTION,
    "mgmt-ip": Meaning.ADDRESS,
}


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of ``"x"``, ``["x"]``, ``{"type": "mac", "value": "x"}`` and lists of those."""
    for one in _as_list(value):  # of which an announcement keeps some and says so
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            yield from (text for key in ("value", "address", "id") if isinstance(text := one.get(key), str))
