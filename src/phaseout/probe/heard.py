"""What did one host answer, and which observation lines come of it?

Every answer goes through the parsers that read captures, into a ledger of this host alone, which is let go
with it. So memory does not grow with the network, and an answer means here what it means in a capture.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from phaseout.domain.observation import Observation, Reading
from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.dialects import UDP_BY_PORT, tcp_dialect
from phaseout.intake.capture.flow import Dialect, Flow
from phaseout.intake.capture.headers import head_of
from phaseout.intake.capture.host import Place
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.onvif import addresses_of_service
from phaseout.probe.inquiries import Inquiry
from phaseout.probe.inquiries.ssdp import SSDP
from phaseout.probe.inquiries.ws_discovery import WS_DISCOVERY
from phaseout.probe.networks import Address

MOST_ANSWERS = 64
"""Datagrams of one host that are read for one inquiry; a router describes itself over SSDP in forty."""
MOST_OCTETS = 1 << 18
"""Bytes of one host that are read for one inquiry."""
_MOST_ADDRESSES = 16
_OWN_PORT = 49_152
_OWN_ADDRESS = bytes((127, 0, 0, 1))
"""Who asked, for parsers that tell questions from answers by it: nobody asks the probe."""


class Hearing:
    """Takes the answers of one host."""

    def __init__(self, address: Address, seconds: Callable[[], int]) -> None:
        self.address = address
        self.is_there = False
        """Whether anything at all came from it, be it a refusal."""
        self.descriptions: list[str] = []
        """Where it says over SSDP that its description is."""
        self.services: list[str] = []
        """Where it says over WS-Discovery that its services are."""
        self._seconds = seconds
        self._number = 0
        self._ledger: Ledger | None = None
        self._answers: Counter[str] = Counter()
        self._octets: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()

    def datagram(self, inquiry: Inquiry, port: int, payload: bytes, *, was_asked: bool) -> bool:
        """Take an answer to an inquiry from a port of the host; False if there were too many already.

        ``was_asked``: the host itself, and not everybody. On a port where questions and answers go to
        everybody, something unreadable may be the question of another.
        """
        self.is_there = True
        self._answers[inquiry.name] += 1
        self._octets[inquiry.name] += len(payload)
        if self._answers[inquiry.name] > MOST_ANSWERS or self._octets[inquiry.name] > MOST_OCTETS:
            self._unread[inquiry.name] += 1
            return False
        own_port = _OWN_PORT if was_asked else inquiry.port
        said = Datagram(self.address.packed, _OWN_ADDRESS, port, own_port, payload, 0)
        UDP_BY_PORT[inquiry.port](said, self._next())
        if inquiry.name == SSDP.name:
            _keep(self.descriptions, [head_of(payload).first(b"location")])
        elif inquiry.name == WS_DISCOVERY.name:
            _keep(self.services, addresses_of_service(payload))
        return True

    @property
    def has_said(self) -> bool:
        """Whether something came of it but refusals of connections."""
        return self._ledger is not None

    def answered(self) -> frozenset[str]:
        """Return the names of the inquiries that the host has answered."""
        return frozenset(self._answers)

    def conversation(self, port: int, said: bytes, dialect: Dialect | None = None) -> None:
        """Take all that was said on one connection to a port, in a dialect if not the one it begins with."""
        dialect = dialect or tcp_dialect(said[:4], port, _OWN_PORT)
        if dialect is None or not said:
            return
        ledger = self._next()
        flow = Flow(self.address.packed, _OWN_ADDRESS, port, _OWN_PORT)
        flow.begin(dialect, 0)
        if not flow.is_dull_after(0, said, ledger):
            flow.finish(ledger)

    def open_port(self, port: int) -> None:
        """Take that the host accepts connections on a port."""
        self.is_there = True
        self.see("port.tcp", str(port), port)

    def see(self, trait: str, value: str, port: int | None = None) -> None:
        """Enter what was found without a parser."""
        self._next().see(self.address.packed, trait, value, port)

    def note(self, why: str) -> None:
        """Enter what could not be read."""
        self._next().note(why)

    def values(self) -> Mapping[str, list[str]]:
        """Return what the host has shown so far, by trait."""
        found: dict[str, list[str]] = {}
        for reading in self._ledger.readings() if self._ledger else ():
            if isinstance(reading, Observation):
                found.setdefault(reading.trait, []).append(reading.value)
        return found

    def readings(self) -> Iterator[Reading]:
        """Yield all that is to be said of the host."""
        for name, count in self._unread.items():
            self.note(f"too many answers to {name} for one host: {count} of them are not read")
        self._unread.clear()
        if self._ledger is not None:
            yield from self._ledger.readings()

    def _next(self) -> Ledger:
        if self._ledger is None:
            self._ledger = Ledger()
        self._number += 1
        self._ledger.go_to(Place(self._number, self._seconds()))
        return self._ledger


def _keep(known: list[str], found: list[str]) -> None:
    for address in found:
        if address and address not in known and len(known) < _MOST_ADDRESSES:
            known.append(address)
