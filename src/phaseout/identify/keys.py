"""By which keys may what several sources saw be one thing?"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import NamedTuple, TypeVar, overload

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


class KeysByGroup(Sequence[GroupKeys]):
    """The keys of every group, by its number.

    Kept as bare tuples of texts: Python's search for cycles passes those over, and would spend seconds on
    a million named ones.
    """

    def __init__(self) -> None:
        self._rows: list[tuple[object, ...]] = []

    def append(self, keys: GroupKeys) -> None:
        """Keep the keys of the next group."""
        self._rows.append(tuple(keys))

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[GroupKeys]:
        return map(_named, self._rows)

    @overload
    def __getitem__(self, group: int) -> GroupKeys: ...
    @overload
    def __getitem__(self, group: slice) -> list[GroupKeys]: ...
    def __getitem__(self, group: int | slice) -> GroupKeys | list[GroupKeys]:
        if isinstance(group, slice):
            return list(map(_named, self._rows[group]))
        return _named(self._rows[group])

    def __setitem__(self, group: int, keys: GroupKeys) -> None:
        self._rows[group] = tuple(keys)


# A quarter of the time of ``GroupKeys._make``, which is Python.
_named = partial(tuple.__new__, GroupKeys)

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
    return tuple(dict.fromkeys(map(_short, keys.serials))) if keys.serials else ()


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
    """Yield each key that two groups or more have, in the order of its second sight.

    Args:
        all_keys: of every group.
        pick: the keys of a group that count, none of them twice.
    """
    met: set[Key] = set()
    several: dict[Key, list[int]] = {}
    for key in chain.from_iterable(map(pick, all_keys)):
        if key in met:
            several.setdefault(key, [])
        met.add(key)
    del met
    if not several:  # of one source nearly always
        return
    for group, keys in enumerate(all_keys):
        for key in pick(keys):
            if key in several:
                several[key].append(group)
    for key, groups in several.items():
        yield key, tuple(groups)
