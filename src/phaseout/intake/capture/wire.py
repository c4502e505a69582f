"""What becomes of one captured frame?"""

from phaseout.intake.capture import lldp, sadp
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.link import LINKS, name_of
from phaseout.intake.capture.network import ARP, IPV4, IPV6, Network
from phaseout.intake.capture.prefilter import PLAIN_ETHERNET, Shape
from phaseout.intake.capture.transport import Transport

_LLDP, _SADP_RAW = 0x88CC, 0x8033
_MAC = 6


class Wire:
    """Takes frames in the order of the capture."""

    __slots__ = ("_links", "_network", "_transport", "dull", "ledger", "shape")

    def __init__(self) -> None:
        self.ledger = Ledger()
        self._transport = Transport(self.ledger)
        self._network = Network(self.ledger, self._transport)
        self._links = dict(LINKS)  # a plain dict answers twice as fast
        self.dull = self._transport.dull
        """The directions whose packets need not be given to ``take`` unless they begin a connection."""
        self.shape = PLAIN_ETHERNET
        """The shape of the last frame with an IP packet in it."""

    def take(self, number: int, frame: bytes, at: int, end: int) -> None:
        """Take a frame of a link type that stands in a buffer from ``at`` to ``end``."""
        link = self._links.get(number)
        if link is None:
            self.ledger.note(f"packets of link type {name_of(number)} are not read")
            return
        kind, packet_at = link.find(frame, at, end)
        if kind == IPV4:
            self._network.ipv4(frame, packet_at, end)
        elif kind == IPV6:
            self._network.ipv6(frame, packet_at, end)
        else:
            if link.sender_at is not None:
                sender = frame[at + link.sender_at : at + link.sender_at + _MAC]
                self._take_of_link(kind, frame[packet_at:end], sender)
            return
        if (packet_at - at, kind == IPV6) != self.shape:
            self.shape = Shape(packet_at - at, kind == IPV6)

    def finish(self) -> None:
        """Make do with what has come."""
        self._transport.finish()

    def _take_of_link(self, kind: int, content: bytes, sender: bytes) -> None:
        """Take a packet that only means something on its own link."""
        if kind == ARP:
            self._network.arp(content)
        elif kind == _LLDP:
            lldp.announcement(content, sender, self.ledger)
        elif kind == _SADP_RAW:
            sadp.raw_answer(content, self.ledger)
