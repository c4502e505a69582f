"""On which port does a device show its pages under TLS, and with which certificate?"""

from dataclasses import dataclass
from datetime import date

from phaseout.lab.certificate import Shown
from phaseout.lab.house import House
from phaseout.lab.web.site import pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """Shows the pages of another port."""

    subject: tuple[str, ...]
    """``CN=…``, ``O=…`` in the order written, with what is the device's own filled in."""
    issuer: tuple[str, ...] = ()
    serial: str = "1"
    since: date = date(2020, 1, 1)
    until: date = date(2037, 12, 31)
    port: int = 443
    shows: int = 80

    def enter(self, house: House) -> None:
        """Open the port."""
        shown = Shown(
            subject=tuple(map(house.filled, self.subject)),
            issuer=self.issuer,
            serial=self.serial,
            since=self.since,
            until=self.until,
        )
        house.converse(self.port, pages(house.sites(self.shows)), shown=shown)
