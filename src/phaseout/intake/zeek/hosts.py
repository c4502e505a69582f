"""Which hosts of one's own network does a log show, and what of each, at which line first?

A host is entered only if its address is private (RFC 1918, RFC 6598, RFC 4193, link-local), or if the
log itself says that it is local (``local_orig``, ``local_resp``): servers elsewhere that somebody
called on are nobody's equipment here. Memory grows with hosts and distinct values, not with traffic.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.capture.address import ip_bytes, is_host, is_private
from phaseout.intake.credential import without_credentials
from phaseout.intake.scan.json_value import time_of
from phaseout.intake.zeek.lines import Row

_MOST_VALUES = 64
_MOST_THINGS = 1_000_000
_LONGEST_VALUE = 2_048


class Hosts:
    """Turns what the rows show into readings, each thing once."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str, str, int | None]] = set()
        self._counts: dict[tuple[str, str], int] = {}
        self._declared: set[str] = set()
        self._notes: dict[str, tuple[int, int]] = {}
        self._out: list[Reading] = []

    @property
    def is_any_seen(self) -> bool:
        """Whether anything was entered at any host or interface."""
        return bool(self._counts)

    def declare(self, address: str) -> None:
        """Enter that the log calls an address local."""
        if len(self._declared) < _MOST_THINGS:
            self._declared.add(address)

    def is_local(self, address: str) -> bool:
        """Whether an address is one of this network's."""
        return address in self._declared or _is_private_host(address)

    def see(self, row: Row, address: str, trait: str, value: str, port: int | None = None) -> None:
        """Enter what the host at an address shows, if it is a local one."""
        if value and address and self.is_local(address):
            self._enter(row, address, "ip", address, None)
            if trait != "ip":
                self._enter(row, address, trait, value, port)

    def see_interface(self, row: Row, mac: str, trait: str, value: str) -> None:
        """Enter what the interface with a (canonical) hardware address shows."""
        if value:
            self._enter(row, mac, "mac", mac, None)
            self._enter(row, mac, trait, value, None)

    def drop(self, row: Row, what: str) -> None:
        """Enter that a credential was met and thrown away; each kind once."""
        if ("", "dropped", what, None) not in self._seen:
            self._seen.add(("", "dropped", what, None))
            self._out.append(Dropped(f"line {row.number}", what))

    def note(self, row: Row, why: str) -> None:
        """Enter something unread; one reason is reported once, with how often it arose."""
        first, times = self._notes.get(why, (row.number, 0))
        self._notes[why] = first, times + 1

    def taken(self) -> list[Reading]:
        """Return what has been entered since the last time."""
        out, self._out = self._out, []
        return out

    def unreads(self) -> Iterator[Unread]:
        """Yield the notes."""
        for why, (number, times) in self._notes.items():
            more = "" if times == 1 else f" ({times} times, this was the first)"
            yield Unread(f"line {number}", why + more)

    def _enter(self, row: Row, key: str, trait: str, value: str, port: int | None) -> None:
        thing = (key, trait, value, port)
        if thing in self._seen:
            return
        count = self._counts.get((key, trait), 0)
        most = _MOST_VALUES * 8 if trait == "dns.query" else _MOST_VALUES
        if count >= most:
            self.note(row, f"more than {most} values of {trait} at one host: the further ones are not kept")
            return
        if len(self._seen) >= _MOST_THINGS:
            self.note(row, f"more than {_MOST_THINGS} things seen: further ones are not kept")
            return
        self._seen.add(thing)
        self._counts[key, trait] = count + 1
        if len(value) > _LONGEST_VALUE:
            why = f"values of {trait} longer than {_LONGEST_VALUE} characters: the rest of them is not kept"
            self.note(row, why)
        kept, what = without_credentials(trait, value[:_LONGEST_VALUE])
        if what is not None:
            self.drop(row, f"{trait}: {what}")
        if kept and kept.strip():
            place = f"line {row.number}"
            self._out.append(
                Observation(Subject(key), trait, kept, place, _time(row.fields.get("ts", "")), port)
            )


@lru_cache(maxsize=65_536)
def _is_private_host(address: str) -> bool:
    packed = ip_bytes(address)
    if packed is None or not is_host(packed) or (packed[0] == 127 and len(packed) == 4):  # noqa: PLR2004 (loopback)
        return False
    return is_private(packed)


@lru_cache(maxsize=1024)
def _time(written: str) -> str | None:
    """Return a time, in seconds since 1970 or as ISO 8601, as ISO 8601."""
    if written[4:5] == "-":
        return time_of(written)
    try:
        return datetime.fromtimestamp(int(float(written)), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None
