"""Which datagram does a device answer with, as a persona file writes it?"""

from collections.abc import Iterator
from dataclasses import dataclass

from phaseout.lab.ground import EVERYBODY
from phaseout.lab.house import Asked, House, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Canned:
    """One answer to whatever begins so, both in hex."""

    port: int
    asked: str
    answer: str
    groups: tuple[str, ...] = (EVERYBODY,)

    def enter(self, house: House) -> None:
        """Hear the port."""
        beginning, told = bytes.fromhex(self.asked), bytes.fromhex(self.answer)

        def hearing(asked: Asked) -> Iterator[Said]:
            if asked.payload.startswith(beginning):
                yield Said(told)

        house.hear(self.port, hearing, groups=self.groups)
