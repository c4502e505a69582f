"""What does a device say to whoever connects, before it is asked?"""

from dataclasses import dataclass

from phaseout.lab.house import Conversing, House
from phaseout.lab.line import Line

_SDK = bytes.fromhex("000000100000001e0000001e00000000")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sdk:
    """Hikvision's own protocol: sixteen bytes (discovery.md §1.3)."""

    port: int = 8000

    def enter(self, house: House) -> None:
        """Greet whoever connects."""
        house.converse(self.port, _greeting(_SDK))


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A line of text: of Telnet, SSH, FTP."""

    port: int
    text: str

    def enter(self, house: House) -> None:
        """Greet whoever connects."""
        house.converse(self.port, _greeting(self.text.encode("latin-1")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """Ports that are open and wait to be told something in their maker's own protocol."""

    ports: tuple[int, ...]

    def enter(self, house: House) -> None:
        """Open them."""
        for port in self.ports:
            house.converse(port, _greeting(b""))


def _greeting(text: bytes) -> Conversing:
    async def converse(line: Line) -> None:
        if text:
            await line.say(text)
        while await line.get():
            pass

    return converse
