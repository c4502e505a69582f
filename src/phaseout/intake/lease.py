"""What does one DHCP lease say of the equipment that took it?"""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.intake.hardware_address import address_in_duid, canonical_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A lease as its server wrote it down."""

    locator: str
    ip: str | None
    mac: str | None = None
    duid: str | None = None
    hostname: str | None = None
    vendor_class: str | None = None
    at: str | None = None
    """When it was given, ISO 8601."""
    is_current: bool = True
    """Whether the address is still the taker's. If not it is left out: somebody else may have it now."""

    def readings(self) -> Iterator[Reading]:
        """Yield the observations, and an Unread for an address that is none."""
        mac = canonical_address(self.mac) if self.mac else None
        if self.mac and mac is None:
            yield Unread(self.locator, f"{self.mac[:40]!r} is no hardware address")
        mac = mac or (address_in_duid(self.duid) if self.duid else None)
        ip = _canonical_ip(self.ip) if self.ip else None
        if self.ip and ip is None:
            yield Unread(self.locator, f"{self.ip[:60]!r} is no network address")
        key = mac or self.duid or (ip if self.is_current else None)
        if key is None:
            return
        subject = Subject(key)
        for trait, value in (
            ("mac", mac),
            ("ip", ip if self.is_current else None),
            ("dhcp.hostname", self.hostname),
            ("dhcp.vendor-class", self.vendor_class),
        ):
            if value:
                yield Observation(subject, trait, value, self.locator, self.at)


def _canonical_ip(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None
