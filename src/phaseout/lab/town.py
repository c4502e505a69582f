"""How does a set of personas stand at addresses, each with its real ports, while somebody looks at them?"""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Network
from itertools import islice
from types import MappingProxyType

from phaseout.lab.ground import Ground, Loopback
from phaseout.lab.house import House
from phaseout.lab.persona import Persona, Truth
from phaseout.lab.serving import Serving
from phaseout.lab.witness import Authorization, Received, Witness

_OPENING = 120.0
"""Seconds a town may take to open or close; two thousand devices take a few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTown:
    """A town at its addresses, and what it was sent so far."""

    addresses: Mapping[str, str]
    """The first address of each persona, by name."""
    truth: Mapping[str, Truth]
    """What is true, by address."""
    personas: Mapping[str, Persona]
    """Who stands where, by address."""
    witness: Witness
    asker: str | None = None
    """The network namespace to look from, None on loopback."""

    @property
    def from_asker(self) -> list[str]:
        """The beginning of a command line that runs a program where one looks from; empty on loopback."""
        return ["ip", "netns", "exec", self.asker] if self.asker is not None else []

    @property
    def authorizations(self) -> Sequence[Authorization]:
        """Every attempt to sign in that arrived."""
        return self.witness.authorizations

    @property
    def received(self) -> Mapping[str, list[Received]]:
        """Every byte each persona got, by its name."""
        by_name: dict[str, list[Received]] = {name: [] for name in self.addresses}
        for message in self.witness.received:
            by_name[message.persona].append(message)
        return by_name


class Town:
    """Personas that can be stood up."""

    def __init__(self, personas: Iterable[Persona]) -> None:
        self._personas = tuple(personas)
        names = [persona.name for persona in self._personas]
        if len(set(names)) != len(names):
            raise ValueError("two personas have one name")

    @contextmanager
    def on_loopback(self, network: str, *, apart: int = 1) -> Iterator[OpenTown]:
        """Stand the personas on addresses of ``127.0.0.0/8`` until the block ends.

        Args:
            network: of which the addresses are.
            apart: how far one persona's address is from the next one's.

        Raises:
            ValueError: the network is not of the loopback range, or too small.
            OSError: a port is taken, or may not be opened by this user.
        """
        if not IPv4Network(network).is_loopback:
            raise ValueError(f"{network} is no network of the loopback range")
        with self._open(self.placed(network, apart), Loopback) as town:
            yield town

    @contextmanager
    def in_namespaces(self, network: str = "10.77.0.0/24") -> Iterator[OpenTown]:
        """Stand the personas on interfaces of their own in a network namespace, until the block ends.

        Look from the namespace ``asker``, at the last address of the network. Nothing leads out of either.

        Raises:
            PermissionError: this user may not make namespaces.
        """
        from phaseout.lab.namespaces import laid

        placed = self.placed(network)
        with (
            laid(network, _macs(placed)) as made,
            self._open(placed, made.entered, asker=made.asker) as town,
        ):
            yield town

    def placed(self, network: str, apart: int = 1) -> dict[str, Persona]:
        """Return the personas by address, in their order; one of two interfaces has two addresses."""
        units = [persona for persona in self._personas for _ in range(persona.interfaces)]
        hosts = islice(IPv4Network(network).hosts(), None, None, apart)
        placed = {str(address): persona for address, persona in zip(hosts, units, strict=False)}
        if len(placed) < len(units):
            raise ValueError(f"{network} has too few addresses for {len(units)} interfaces")
        return placed

    @contextmanager
    def _open(
        self, placed: Mapping[str, Persona], stand: Callable[[], Ground], *, asker: str | None = None
    ) -> Iterator[OpenTown]:
        witness = Witness()
        houses = [House.of(persona, address) for address, persona in placed.items()]
        first: dict[str, str] = {}
        for address, persona in placed.items():
            first.setdefault(persona.name, address)
        with _served(houses, stand, witness):
            yield OpenTown(
                addresses=MappingProxyType(first),
                truth=MappingProxyType({at: persona.truth for at, persona in placed.items()}),
                personas=MappingProxyType(dict(placed)),
                witness=witness,
                asker=asker,
            )


def _macs(placed: Mapping[str, Persona]) -> dict[str, str]:
    """Return the hardware addresses by address; further interfaces of a persona have another last octet."""
    macs: dict[str, str] = {}
    taken: set[str] = set()
    for address, persona in placed.items():
        start, last = persona.mac[:-2], int(persona.mac[-2:], 16)
        units = (f"{start}{(last + 0x80 + more) % 0x100:02x}" for more in range(0x100))
        macs[address] = (
            persona.mac if persona.mac not in taken else next(mac for mac in units if mac not in taken)
        )
        taken.add(macs[address])
    return macs


@contextmanager
def _served(houses: Sequence[House], stand: Callable[[], Ground], witness: Witness) -> Iterator[None]:
    """Serve houses in a thread, which stands where ``stand`` takes it."""
    opened = threading.Event()
    ends: list[Callable[[], object]] = []

    async def serve() -> None:
        loop, end = asyncio.get_running_loop(), asyncio.Event()
        ends.append(lambda: loop.call_soon_threadsafe(end.set))
        serving = Serving(stand(), witness)
        try:
            await serving.open(houses)
            opened.set()
            await end.wait()
        finally:
            await serving.close()

    with ThreadPoolExecutor(1, "lab") as pool:
        running = pool.submit(lambda: asyncio.run(serve()))
        running.add_done_callback(lambda _: opened.set())  # what it failed with is raised here
        opened.wait(_OPENING)
        if running.done():
            running.result()
        try:
            yield
        finally:
            for end in ends:
                end()
            running.result(_OPENING)
