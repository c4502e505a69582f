"""Was everything that a collection observed within its scope: then, there, and of the place that it says?"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from ipaddress import ip_address

from orjson import JSONDecodeError, loads

from phaseout.probe.networks import Address
from phaseout.probe.scope import Scope

LONGEST_LINE = 1 << 20
"""Bytes, as the reader of observation lines takes them."""


def held_then(scope: Scope, begun: str, ended: str) -> bool:
    """Return whether a scope was valid from the beginning to the end of a collection."""
    return scope.made <= _time(begun) and _time(ended) <= scope.expires


def first_outside(parts: Iterable[bytes], scope: Scope) -> str | None:
    """Return the first thing of observation lines that the scope does not cover; None where it covers all.

    A thing that goes by an address stands where the scope says of its range; any other, such as a camera
    behind a recorder, at a site of the scope. What is no observation line, the survey will say.
    """
    sites = {one.site for one in scope.ranges} | {None}
    covered: set[tuple[object, object, object]] = set()
    for line in _lines(parts):
        about = _about(line)
        if about is None or about in covered:
            continue
        asset, site, segment = about
        address = _address(asset)
        if address is not None:
            found = scope.range_of(address)
            if found is None or (found.site, found.segment) != (site or None, segment or None):
                return str(asset)
        elif site not in sites:
            return str(asset)
        covered.add(about)
    return None


def _about(line: bytes) -> tuple[object, object, object] | None:
    try:
        said = loads(line)
    except JSONDecodeError:
        return None
    if not isinstance(said, dict):
        return None
    about = tuple(said.get(key) for key in ("asset", "site", "segment"))
    asset, site, segment = (one if isinstance(one, str) else None for one in about)
    return None if asset is None else (asset, site, segment)


def _address(asset: object) -> Address | None:
    try:
        return ip_address(str(asset))
    except ValueError:
        return None


def _lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for part in parts:
        *whole, rest = (rest + part).split(b"\n")
        yield from whole
        rest = rest[:LONGEST_LINE]
    yield rest


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
