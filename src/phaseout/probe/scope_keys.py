"""Which tables and keys may a scope have, and which of them does this one get wrong?"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any
from zoneinfo import ZoneInfo

from phaseout.probe.networks import holds_no_host, is_public
from phaseout.probe.window import DAYS

LONGEST = timedelta(days=366)
"""What is allowed for longer, nobody remembers to have allowed."""
MOST_PER_HOST, MOST_IN_ALL = 100, 10_000
"""Packets a second. A camera's processor is small; a link has others on it."""
_YEARS = range(2000, 3000)
"""Those that a day more or less, in any zone, does not lead out of what Python can say."""
BROADEST_PUBLIC = {4: 16, 6: 32}
"""Length of the prefix of a public network; an owner of more names its parts."""
_HOUR = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)

Check = tuple[str, Callable[[object], bool]]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_network(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(ip_network(value))
    except ValueError:
        return False


def _is_networks(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_network, value))


def _is_time(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None and value.year in _YEARS


def _is_hour(value: object) -> bool:
    return isinstance(value, str) and _HOUR.fullmatch(value) is not None


def _is_zone(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(ZoneInfo(value))
    except (KeyError, OSError, ValueError):  # not known, a folder of such, no name of one
        return False


def _at_most(most: int) -> Check:
    return (
        f"a whole number from 1 to {most}",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most,
    )


TEXT: Check = ("a text of one line", _is_text)
TEXTS: Check = ("a list of texts", _is_texts)
TIME: Check = ("a time with its zone, as 2027-03-31T17:00:00Z, without quotes", _is_time)
NETWORK: Check = ("a network as '10.20.0.0/16' or an address", _is_network)
NETWORKS: Check = ("a list of networks as '10.20.0.0/16' and addresses", _is_networks)
YES: Check = ("true or false", lambda value: isinstance(value, bool))
HOUR: Check = ("an hour as '22:00'", _is_hour)
ZONE: Check = ("a zone of time as 'America/Toronto'", _is_zone)
WEEKDAYS: Check = (
    f"a list of {', '.join(DAYS)}",
    lambda value: _is_texts(value) and bool(value) and set(value) <= set(DAYS),  # type: ignore[call-overload]
)

_PLAIN: Mapping[str, Check] = {"exclude": NETWORKS, "inquiries": TEXTS, "recorders": YES}
_KEYS: Mapping[str, Mapping[str, Check]] = {
    "scope": {"id": TEXT, "owner": TEXT, "approver": TEXT, "made": TIME, "expires": TIME},
    "rate": {"per-host": _at_most(MOST_PER_HOST), "in-all": _at_most(MOST_IN_ALL)},
    "range": {"network": NETWORK, "site": TEXT, "segment": TEXT, "public-note": TEXT},
    "window": {"days": WEEKDAYS, "from": HOUR, "to": HOUR, "timezone": ZONE},
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "scope": tuple(_KEYS["scope"]), "rate": (), "range": ("network",), "window": tuple(_KEYS["window"]),
}  # fmt: skip
_ONCE = ("scope", "rate")


def faults(data: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a scope, each with the table and key it stands in."""
    return list(_misshapen(data)) or list(_senseless(data))


def _misshapen(data: Mapping[str, Any]) -> Iterator[str]:
    for name, value in data.items():
        if name in _PLAIN:
            what, holds = _PLAIN[name]
            if not holds(value):
                yield f"{name} must be {what}"
        elif name in _KEYS:
            yield from _of_table(name, value)
        else:
            yield f"{name} is no table of a scope; known: {', '.join((*_KEYS, *_PLAIN))}"
    for name in ("scope", "range"):
        if name not in data:
            yield f"there is no {'[scope]' if name == 'scope' else '[[range]]'}"


def _of_table(name: str, value: object) -> Iterator[str]:
    tables = [value] if name in _ONCE else value
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        yield f"{name} must be written {'[' if name in _ONCE else '[['}{name}{']' if name in _ONCE else ']]'}"
        return
    for number, table in enumerate(tables, 1):
        place = f"[{name}]" if name in _ONCE else f"[[{name}]] number {number}"
        for key, given in table.items():
            if key in _PLAIN:
                yield f"{place}.{key} must stand at the top, above the first table"
            elif (check := _KEYS[name].get(key)) is None:
                yield f"{place} has '{key}'; known: {', '.join(_KEYS[name])}"
            elif not check[1](given):
                yield f"{place}.{key} must be {check[0]}"
        for key in _NEEDED[name]:
            if key not in table:
                yield f"{place}: needs {key}"


def _senseless(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the faults of a scope of the right shape."""
    made, expires = data["scope"]["made"], data["scope"]["expires"]
    if not made < expires <= made + LONGEST:
        yield f"[scope].expires must be later than made, by {LONGEST.days} days at most"
    if not data["range"]:
        yield "there is no [[range]]"
    for number, row in enumerate(data["range"], 1):
        place, network = f"[[range]] number {number}.network", ip_network(row["network"])
        if holds_no_host(network):
            yield f"{place} must hold hosts alone: {network} has groups, reserved addresses or IPv4 in IPv6"
        elif is_public(network) and "public-note" not in row:
            yield (
                f"{place} is public: {network} needs a public-note, whose it is and by what right it is asked"
            )
        elif is_public(network) and network.prefixlen < BROADEST_PUBLIC[network.version]:
            yield f"{place} is public and broader than /{BROADEST_PUBLIC[network.version]}: name its parts"
