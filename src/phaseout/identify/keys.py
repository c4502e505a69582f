"""By which keys may what several sources saw be one thing?"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import NamedTuple, TypeVar, overload

from phaseout.identify.instant import ends_of
from phaseout.identify.serial import short_serial

KEYS_OF_ONE_THING = 256
"""Names of a sort by which one group may be joined to others; a router's table has thousands of addresses."""
Key = TypeVar("Key", bound=Hashable)
Place = tuple[str | None, str | None, str]
"""(site, segment, IP address as ``joining_ip`` has it)."""
Address = tuple[str | None, str]
"""(segment, IP address): a place, but for the site."""
Tag = tuple[int, str]
"""(source, asset tag)."""


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
    is_tagged: bool = False
    """Whether its name is an asset tag of a table, whose rows with different tags are different things."""
    states: bool = False
    """Whether anything in it states a maker, a brand or a model outright."""
    is_cut: bool = False
    """Whether it has more names of a sort than are kept to join it by."""
    is_beside: bool = False
    """Whether it is text beside the lines of a purchase."""
    written: str | None = None
    """The site as the source names it, where none is known by that name."""
    segment: str | None = None
    """The part of a network, where others of one site have the same addresses."""

    def bounded(self) -> "GroupKeys":
        """Return them with as many of a sort as may join one thing."""
        serials, macs, places = self.serials, self.macs, self.places
        if max(len(serials), len(macs), len(places)) <= KEYS_OF_ONE_THING:
            return self
        return self._replace(
            serials=serials[:KEYS_OF_ONE_THING],
            macs=macs[:KEYS_OF_ONE_THING],
            places=places[:KEYS_OF_ONE_THING],
            is_cut=True,
        )


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


def together(held: GroupKeys, more: GroupKeys) -> GroupKeys:
    """Return the keys of two runs of one group; what is told of one address's site is told of all."""
    site = next((place[0] for place in (*held.places, *more.places) if place[0]), None)
    return GroupKeys(
        source=held.source,
        refs=_merged(held.refs, more.refs),
        serials=_merged(held.serials, more.serials),
        macs=_merged(held.macs, more.macs),
        places=tuple(dict.fromkeys((site, s, ip) for _, s, ip in (*held.places, *more.places))),
        site=held.site or more.site,
        times=ends_of((*held.times, *more.times)),
        is_tagged=held.is_tagged or more.is_tagged,
        states=held.states or more.states,
        is_cut=held.is_cut or more.is_cut,
        is_beside=held.is_beside and more.is_beside,
        written=held.written or more.written,
        segment=held.segment or more.segment,
    ).bounded()


def _merged(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def serials_of(keys: GroupKeys) -> tuple[str, ...]:
    """Return the serial numbers, a long one with the short one in it."""
    return tuple(dict.fromkeys((*keys.serials, *short_serials_of(keys)))) if keys.serials else ()


def full_serials_of(keys: GroupKeys) -> tuple[str, ...]:
    """Return the serial numbers as the source has them."""
    return keys.serials


def short_serials_of(keys: GroupKeys) -> tuple[str, ...]:
    """Return what the label bears, where a source has it alone or in a long serial number."""
    return tuple(dict.fromkeys(map(short_serial, keys.serials))) if keys.serials else ()


def macs_of(keys: GroupKeys) -> tuple[str, ...]:
    """Return the hardware addresses, 12 upper-case hex digits each."""
    return keys.macs


def addresses_in(keys: GroupKeys) -> tuple[Address, ...]:
    """Return the addresses, wherever they are addresses."""
    return tuple((segment, ip) for _, segment, ip in keys.places) if keys.places else ()


def tags_of(keys: GroupKeys) -> tuple[Tag, ...]:
    """Return the asset tags a table gives, with the number of its source."""
    return tuple((keys.source, ref) for ref in keys.refs) if keys.is_tagged else ()


def site_in(keys: GroupKeys) -> tuple[str, ...]:
    """Return the site, if the source says it."""
    return (keys.site,) if keys.site else ()


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
