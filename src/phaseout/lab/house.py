"""Which ports does a persona open at its address, and who answers there?"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from phaseout.lab.line import Line
from phaseout.lab.persona import Persona
from phaseout.lab.witness import Peer

if TYPE_CHECKING:
    from phaseout.lab.certificate import Shown
    from phaseout.lab.web.site import Site


class Asked(NamedTuple):
    """A datagram that came."""

    payload: bytes
    peer: Peer
    is_to_group: bool
    """Whether it came to a group or to everybody, and not to this device alone."""


class Said(NamedTuple):
    """A datagram that answers."""

    payload: bytes
    to: Peer | None = None
    """None for whoever asked."""
    after: float = 0.0
    """Seconds to wait before it."""
    is_from_other_port: bool = False
    """Whether it comes from a port of its own, and not from the one asked."""


Hearing = Callable[[Asked], Iterable[Said]]
Conversing = Callable[[Line], Awaitable[None]]


class Ear(NamedTuple):
    """A UDP port."""

    hearing: Hearing
    groups: tuple[str, ...]


class Desk(NamedTuple):
    """A TCP port."""

    conversing: Conversing
    shown: "Shown | None"
    """The certificate, where the port speaks TLS."""


@dataclass(slots=True)
class House:
    """The ports of one persona. Its speeches enter one after the other."""

    persona: Persona
    address: str
    ears: dict[int, Ear] = field(default_factory=dict)
    desks: dict[int, Desk] = field(default_factory=dict)
    _sites: dict[int, "list[Site]"] = field(default_factory=dict)

    @classmethod
    def of(cls, persona: Persona, address: str) -> "House":
        """Return the ports a persona opens at an address."""
        house = cls(persona, address)
        for speech in persona.speeches:
            speech.enter(house)
        return house

    def hear(self, port: int, hearing: Hearing, *, groups: tuple[str, ...] = ()) -> None:
        """Open a UDP port."""
        if port in self.ears:
            raise ValueError(f"{self.persona.name} opens UDP {port} twice")
        self.ears[port] = Ear(hearing, groups)

    def converse(self, port: int, conversing: Conversing, *, shown: "Shown | None" = None) -> None:
        """Open a TCP port."""
        if port in self.desks:
            raise ValueError(f"{self.persona.name} opens TCP {port} twice")
        self.desks[port] = Desk(conversing, shown)

    def show(self, port: int, site: "Site") -> None:
        """Show pages on a port, after those shown there already."""
        self.sites(port).append(site)
        if port not in self.desks:
            from phaseout.lab.web.site import pages

            self.converse(port, pages(self.sites(port)))

    def sites(self, port: int) -> "list[Site]":
        """Return the pages of a port; those that come later stand in it too."""
        return self._sites.setdefault(port, [])

    def filled(self, text: str) -> str:
        """Return a text of a persona file with what is the device's own.

        ``{address}``, ``{model}``, ``{serial}``, ``{firmware}``, ``{mac}`` in capitals without colons, and
        ``{hex}``, the same in small letters.
        """
        truth, mac = self.persona.truth, self.persona.mac.replace(":", "")
        own = {
            "{address}": self.address,
            "{model}": truth.model or "",
            "{serial}": truth.serial or "",
            "{firmware}": truth.firmware or "",
            "{mac}": mac.upper(),
            "{hex}": mac,
        }
        for name, value in own.items():
            text = text.replace(name, value)
        return text
