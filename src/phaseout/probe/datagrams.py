"""How do inquiries leave, and whose are the answers?"""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from phaseout.probe.ear import Ear, target_of
from phaseout.probe.gate import Gate
from phaseout.probe.heard import Hearing
from phaseout.probe.inquiries import Fresh, Inquiry
from phaseout.probe.interface import Interface
from phaseout.probe.networks import V4, address_of
from phaseout.probe.packet import UDP, Packet

_MOST_NEWCOMERS = 20_000
"""Hosts that are kept of those that answer what everybody was asked, one network's; as many that are late."""
_LATE = 30.0
"""Seconds in which an answer still counts that came when its host was no longer waited for."""


class _Dismissed(NamedTuple):
    """A host that is no longer waited for."""

    at: float
    answered: frozenset[str]
    """Inquiries: to these it may not answer again."""


class Datagrams:
    """The UDP sockets of a run, one for each inquiry and version of IP, and who waits for answers."""

    def __init__(self, gate: Gate, seconds: Callable[[], int], near: Sequence[Interface] = ()) -> None:
        self.warnings: list[str] = []
        self.strangers = 0
        """Datagrams of hosts that were not asked, or long ago."""
        self.everybody: dict[str, Hearing] = {}
        """Those that answered what everybody was asked, by address; whoever is asked next takes it out."""
        self.late: dict[str, Hearing] = {}
        """Those that answered when they were no longer waited for, by address."""
        self._lately: dict[str, _Dismissed] = {}
        self._gate = gate
        self._seconds = seconds
        self._near = near
        self._ears: dict[tuple[str, int], Ear | None] = {}
        self._waiting: dict[str, Hearing] = {}
        self._opening = asyncio.Lock()
        self._asked: dict[tuple[str, str], Packet] = {}
        self._to_everybody: dict[str, Packet] = {}

    def attend(self, hearing: Hearing) -> None:
        """Give the answers of a host to its hearing from now on."""
        self._waiting[str(hearing.address)] = hearing

    def dismiss(self, hearing: Hearing) -> None:
        """Wait no more for the answers of a host; those that still come for a while are kept apart."""
        host, now = str(hearing.address), asyncio.get_running_loop().time()
        self._waiting.pop(host, None)
        self._lately[host] = _Dismissed(now, hearing.answered())
        while self._lately[eldest := next(iter(self._lately))].at < now - _LATE:
            del self._lately[eldest]
        for name, _ in self._ears:
            self._asked.pop((name, host), None)

    async def ask(self, inquiry: Inquiry, hearing: Hearing, fresh: Fresh) -> None:
        """Ask one host.

        Raises:
            Refused: the gate does not let it out.
            Stopped: nothing may leave any more.
        """
        host = str(hearing.address)
        ear = await self._ear(inquiry, hearing.address.version)
        if ear is None:
            return
        for number, payload in enumerate(inquiry.payloads(fresh)):
            if number:
                await asyncio.sleep(inquiry.pause)
            packet = Packet(UDP, host, inquiry.port, inquiry.name, payload)
            await self._gate.leave(packet)
            self._asked[inquiry.name, host] = packet
            if error := ear.send(payload, host, inquiry.port):
                self._gate.unsent(packet, error)

    async def ask_everybody(self, inquiry: Inquiry, interface: Interface, fresh: Fresh) -> None:
        """Ask all hosts of the network of an interface at once. Raises as ``ask`` does."""
        ear = await self._ear(inquiry, V4)
        if ear is None:
            return
        self._join(ear, inquiry, interface)
        for number, payload in enumerate(inquiry.payloads(fresh)):
            if number:
                await asyncio.sleep(inquiry.pause)
            for group in (target_of(group, interface) for group in inquiry.groups):
                packet = Packet(UDP, group, inquiry.port, inquiry.name, payload)
                await self._gate.leave(packet)
                self._to_everybody[inquiry.name] = packet
                if error := ear.send_by(interface, payload, group, inquiry.port):
                    self._gate.unsent(packet, error)
                    why = f"could not be sent to {group} by {interface.name}: {error.strerror}"
                    self.warnings.append(f"{inquiry.name} {why}")

    def close(self) -> None:
        """Close the sockets, and say what they lost."""
        for (name, _), ear in self._ears.items():
            if ear is None:
                continue
            if lost := ear.lost():
                self.warnings.append(
                    f"{lost} datagrams to {name} came faster than this machine takes them: ask more slowly"
                )
            ear.close()

    def _hear(self, inquiry: Inquiry, sender: tuple[str, int], payload: bytes) -> None:
        host, port = sender[:2]
        of_host, of_all = self._asked.get((inquiry.name, host)), self._to_everybody.get(inquiry.name)
        hearing, dismissed = self._waiting.get(host), self._lately.get(host)
        was_asked = of_host is not None or dismissed is not None
        if hearing is None and dismissed is not None:
            hearing = None if inquiry.name in dismissed.answered else self._newcomer(host, self.late)
        elif hearing is None and of_all is not None:
            hearing = self._newcomer(host, self.everybody)
        if hearing is None:
            self.strangers += 1
        elif hearing.datagram(inquiry, port, payload, was_asked=was_asked):
            asked = Packet(UDP, host, inquiry.port, inquiry.name, b"")
            self._gate.heard(of_host or of_all or asked, payload)

    def _newcomer(self, host: str, known: dict[str, Hearing]) -> Hearing | None:
        hearing = known.get(host)
        if hearing is not None or len(known) >= _MOST_NEWCOMERS:
            return hearing
        # None for an address of IPv6 with an interface behind it
        if (address := address_of(host)) is not None:
            hearing = known[host] = Hearing(address, self._seconds)
        return hearing

    async def _ear(self, inquiry: Inquiry, version: int) -> Ear | None:
        key = inquiry.name, version
        if key not in self._ears:
            async with self._opening:
                if key not in self._ears:
                    self._ears[key] = await self._opened(inquiry, version)
        return self._ears[key]

    async def _opened(self, inquiry: Inquiry, version: int) -> Ear | None:
        ear = Ear(partial(self._hear, inquiry))
        for port in dict.fromkeys((inquiry.local_port or 0, 0)):
            try:
                await ear.open(port, version)
            except OSError as error:
                self.warnings.append(_why_not(inquiry, port, version, error))
            else:
                if port and version == V4:  # who answers to a group answers to the port of the inquiry
                    for interface in self._near:
                        self._join(ear, inquiry, interface)
                return ear
        return None

    def _join(self, ear: Ear, inquiry: Inquiry, interface: Interface) -> None:
        """Hear what comes to the groups of an inquiry by an interface: most answer there, whoever asked."""
        for group in (*inquiry.groups, *inquiry.answer_groups):
            if error := ear.join(group, interface):
                why = f"what comes to {group} by {interface.name} is not heard: {error.strerror}"
                self.warnings.append(why)


def _why_not(inquiry: Inquiry, port: int, version: int, error: OSError) -> str:
    """Return what is missed as a socket could not be opened, on a port of its own or on any."""
    if not port:
        return f"{inquiry.name} is not asked over IPv{version}: {error.strerror}"
    held = f"port {port} is held by another program ({error.strerror})"
    return f"{held}: answers to {inquiry.name} that come to this port alone are missed"
