"""What becomes of one captured frame?"""

from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.link import LINKS, name_of
from phaseout.intake.capture.network import IPV4, LLDP, SADP_RAW, Network
from phaseout.intake.capture.transport import Transport

_OF_LINK = frozenset((LLDP, SADP_RAW))


class Wire:
    """Takes frames in the order of the capture."""

    __slots__ = ("_network", "_transport", "dull", "ipv4_offset", "ledger")

    def __init__(self) -> None:
        self.ledger = Ledger()
        self._transport = Transport(self.ledger)
        self._network = Network(self.ledger, self._transport)
        self.dull = self._transport.dull
        """The directions whose packets need not be given to ``take`` unless they begin a connection."""
        self.ipv4_offset = 0
        """How far into its frame the IPv4 header of the last such packet stood."""

    def take(self, number: int, frame: bytes, at: int, end: int) -> None:
        """Take a frame of a link type that stands in a buffer from ``at`` to ``end``."""
        link = LINKS.get(number)
        if link is None:
            self.ledger.note(f"packets of link type {name_of(number)} are not read")
            return
        kind, packet_at = link.find(frame, at, end)
        if kind in _OF_LINK:
            if link.sender_at is not None:
                sender = frame[at + link.sender_at : at + link.sender_at + 6]
                self._network.take_of_link(kind, frame, packet_at, end, sender)
            return
        if kind == IPV4:
            self.ipv4_offset = packet_at - at
        self._network.take(kind, frame, packet_at, end)

    def finish(self) -> None:
        """Make do with what has come."""
        self._transport.finish()
