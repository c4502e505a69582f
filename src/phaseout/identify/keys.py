"""By which keys may what several sources saw be one thing?"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

SHORTEST_SERIAL = 6
DISTINCT_IN_SERIAL = 3
Key = TypeVar("Key", bound=Hashable)
Place = tuple[str | None, str | None, str]
"""(site, segment, IP address)."""


class KeyKind(StrEnum):
    """What ties groups together, the strongest first."""

    STATEMENT = "statement"
    SERIAL = "serial"
    MAC = "mac"
    ADDRESS = "address"


class GroupKeys(NamedTuple):
    """The names under which one source knows one thing."""

    source: int
    refs: tuple[str, ...]
    serials: tuple[str, ...]
    macs: tuple[str, ...]
    places: tuple[Place, ...]
    site: str | None = None
    times: tuple[str, ...] = ()
    """When it was seen, ISO 8601: the first and the last of the times the source tells; empty for none."""


_LONG_SERIAL = re.compile(
    r".*20[0-2]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z]{4}(?P<short>[A-Z]{1,2}\d{7,9})(?:WCVU)?"
)
"""Of Hikvision: model, day of production, region and line, then what the label bears (discovery.md §1.1)."""

_SHORTEST_LONG = 20
"""Characters: day, region and line, and eight or more of the label."""


def serials_of(keys: GroupKeys) -> tuple[str, ...]:
    """Return the serial numbers, a long one with the short one in it."""
    if all(len(serial) < _SHORTEST_LONG for serial in keys.serials):
        return keys.serials
    return (*keys.serials, *short_serials_of(keys))


def full_serials_of(keys: GroupKeys) -> tuple[str, ...]:
    """Return the serial numbers as the source has them."""
    return keys.serials


def short_serials_of(keys: GroupKeys) -> tuple[str, ...]:
    """Return what the label bears, where a source has it alone or in a long serial number."""
    return tuple(map(_short, keys.serials)) if keys.serials else ()


def _short(serial: str) -> str:
    if len(serial) < _SHORTEST_LONG:
        return serial
    long = _LONG_SERIAL.fullmatch(serial)
    return long["short"] if long else serial


def macs_of(keys: GroupKeys) -> tuple[str, ...]:
    """Return the hardware addresses, 12 upper-case hex digits each."""
    return keys.macs


def places_of(keys: GroupKeys) -> tuple[Place, ...]:
    """Return the addresses with where they are addresses."""
    return keys.places


def site_in(keys: GroupKeys) -> tuple[str, ...]:
    """Return the site, if the source says it."""
    return (keys.site,) if keys.site else ()


def normal_serial(text: str) -> str | None:
    """Return a serial number that may join sources: upper case, no blanks, no placeholder."""
    serial = re.sub(r"\s+", "", text).upper()
    if len(serial) < SHORTEST_SERIAL or len(set(serial)) < DISTINCT_IN_SERIAL:
        return None
    return serial if any(char.isdigit() for char in serial) else None


def with_colons(mac: str) -> str:
    """Return a hardware address as it is mostly written: ``44:19:b6:00:00:01``."""
    return ":".join(mac[i : i + 2] for i in range(0, len(mac), 2)).lower()


def shared(
    all_keys: Sequence[GroupKeys], pick: Callable[[GroupKeys], tuple[Key, ...]]
) -> Iterator[tuple[Key, tuple[int, ...]]]:
    """Yield each key that two groups or more have. Lists are made on the second sight only."""
    first: dict[Key, int] = {}
    several: dict[Key, list[int]] = {}
    for group, keys in enumerate(all_keys):
        for key in pick(keys):
            if (held := first.setdefault(key, group)) != group:
                several.setdefault(key, [held]).append(group)
    for key, groups in several.items():
        yield key, tuple(dict.fromkeys(groups))
