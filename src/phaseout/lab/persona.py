"""What is a device of the laboratory, and what is true of it?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from phaseout.lab.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a look should come to say, and never less honestly than this."""

    maker: str | None = None
    """The party of the register that made it; None where it is of none, or imitates several."""
    brand: str | None = None
    model: str | None = None
    serial: str | None = None
    firmware: str | None = None
    kind: str = "camera"


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A camera behind a recorder, as the recorder lists it: most answer nobody else."""

    channel: int
    truth: Truth
    ip: str
    mac: str = ""
    protocol: str = ""
    """As the recorder's maker writes it: ``HIKVISION``, ``ONVIF``, ``Private``, ``Onvif``."""
    name: str = ""
    socket: int = 0
    """The recorder's own PoE port it is plugged into, 0 for one on the network."""
    is_on: bool = True


class Account(NamedTuple):
    """A read-only account of the owner's."""

    user: str
    password: str


class Speech(Protocol):
    """One protocol a persona speaks, and in which of its ways."""

    def enter(self, house: "House") -> None:
        """Say which ports it opens and what is answered there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A device: who it is, and how it speaks."""

    name: str
    truth: Truth
    mac: str
    """As ``aa:bb:cc:dd:ee:ff``."""
    speeches: tuple[Speech, ...]
    behind: tuple[Camera, ...] = ()
    account: Account | None = None
    interfaces: int = 1
    """Addresses it stands on."""
