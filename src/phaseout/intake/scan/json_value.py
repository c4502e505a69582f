"""What stands at a place of a JSON value, if it is what should stand there?

Scans come from programs of many versions and from people who edited them: what is missing, or is of
another kind, is an empty text, object or list, and never an error.
"""

import ipaddress
import re

Json = dict[str, object]

LAST_PORT = 65535
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,12})?\s*(Z|[+-]\d\d:?\d\d|UTC)?")


def at_path(value: object, *path: str) -> object:
    """Return what stands at a path of keys, None if nothing."""
    if len(path) == 1 and type(value) is dict:  # nearly always
        return value.get(path[0])
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def text_at(value: object, *path: str) -> str:
    """Return the text or number at a path; of a list the first of them."""
    found = at_path(value, *path)
    if found is None:
        return ""
    if isinstance(found, list) and found:
        found = found[0]
    if isinstance(found, str):
        return found
    return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else ""


def object_at(value: object, *path: str) -> Json:
    """Return the object at a path."""
    found = at_path(value, *path)
    return found if isinstance(found, dict) else {}


def list_at(value: object, *path: str) -> list[object]:
    """Return the list at a path; a single text or object counts as a list of one."""
    found = at_path(value, *path)
    if isinstance(found, str | dict):
        return [found]
    return found if isinstance(found, list) else []


def port_of(value: object) -> int | None:
    """Return the number of a port, None if it is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(LAST_PORT)):
        value = int(value)
    return value if type(value) is int and 0 <= value <= LAST_PORT else None


def address_of(text: str) -> str | None:
    """Return an IP address as it is written, without a zone; None if it is none."""
    if _IPV4.fullmatch(text):
        return text
    try:
        return str(ipaddress.ip_address(text.partition("%")[0].strip())) if text else None
    except ValueError:
        return None


def time_of(text: str) -> str | None:
    """Return a time as ISO 8601; scanners that name no zone mean UTC."""
    found = _TIME.match(text)
    if found is None:
        return None
    day, clock, zone = found.groups()
    return f"{day}T{clock}{'Z' if zone in {None, 'UTC'} else zone}"
