"""What is known of one host of a capture, and where was it seen first?"""

from datetime import UTC, datetime
from typing import NamedTuple

_YEAR_10000 = 253_402_300_800


class Place(NamedTuple):
    """A packet of the capture."""

    packet: int
    """Number, from 1."""
    seconds: int
    """When it was captured, seconds since 1970; 0 if the capture does not say."""

    def locator(self) -> str:
        """Return the place as readings name it."""
        return f"packet {self.packet}"

    def at(self) -> str | None:
        """Return the time as ISO 8601, None if it is unset or none a calendar knows."""
        if not 0 < self.seconds < _YEAR_10000:
            return None
        return datetime.fromtimestamp(self.seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Seen(NamedTuple):
    """A value a host showed."""

    trait: str
    value: str
    port: int | None
    place: Place


class Host:
    """An IP address, a hardware address, or both, with the distinct values seen."""

    __slots__ = ("bound", "first", "ip", "is_told", "mac", "seen", "values_of")

    def __init__(self, ip: bytes | None, mac: bytes | None, place: Place) -> None:
        self.ip = ip
        self.mac = mac
        self.first = place
        self.bound = place
        """Where the hardware address was learnt."""
        self.is_told = False
        """Whether the equipment alone says that the hardware address is its own."""
        self.seen: dict[tuple[str, str, int | None], Seen] = {}
        self.values_of: dict[str, int] = {}
        """How many distinct values each trait has."""
