"""Which UDP messages and TCP connections are worth listening to, and to whom do they go?

Speed rests on one set: ``dull`` holds the addresses and ports, as they stand in the packet, of every
direction that was found to carry video or anything else of no interest. The container readers look there
first, before they even know which protocol a packet is.
"""

import struct
from collections import OrderedDict

from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.dialects import SPEAK_FIRST, UDP_BY_OPENING, UDP_BY_PORT, tcp_dialect
from phaseout.intake.capture.flow import Flow
from phaseout.intake.capture.ledger import Ledger

SYN, ACK, FIN_OR_RST = 0x02, 0x10, 0x05
MOST_DULL = 1 << 16
MOST_FLOWS = 4_096
UDP_TRIES = 3
BARE_ACKS = 16
"""So many acknowledgements in a row of what is dull: a viewer of video, who will say no more of interest."""

_UDP = struct.Struct(">HHH")
_TCP = struct.Struct(">HHI4xBB")
_UDP_HEADER, _TCP_HEADER = 8, 20
_WRAP = 0xFFFF_FFFF


class Transport:
    """Takes UDP and TCP packets and forgets most of them."""

    __slots__ = ("_by_port", "_flows", "_ledger", "_tries", "dull")

    def __init__(self, ledger: Ledger) -> None:
        self.dull: set[bytes] = set()
        """Addresses and ports (IPv4: 12 bytes, IPv6: 36) of directions that carry nothing of interest."""
        self._ledger = ledger
        self._by_port = dict(UDP_BY_PORT)  # a plain dict answers twice as fast
        self._flows: OrderedDict[bytes, Flow] = OrderedDict()
        self._tries: dict[bytes, int] = {}

    def udp(self, packet: bytes, at: int, end: int, addresses: bytes) -> None:
        """Take a UDP packet whose header stands at ``at``; ``addresses`` are both, source first."""
        if end - at < _UDP_HEADER:
            return
        key = addresses + packet[at : at + 4]
        if key in self.dull:
            return
        source_port, target_port, length = _UDP.unpack_from(packet, at)
        hearing = self._by_port.get(source_port) or self._by_port.get(target_port)
        if hearing is None:
            hearing = UDP_BY_OPENING.get(packet[at + 8 : at + 12])
            if hearing is None:
                self._try_again_later(key, UDP_TRIES)
                return
        half = len(addresses) // 2
        # A length of zero is a jumbogram's or an offloaded packet's.
        payload = packet[at + _UDP_HEADER : min(end, at + length) if length else end]
        missing = max(0, length - (end - at))
        said = Datagram(addresses[:half], addresses[half:], source_port, target_port, payload, missing)
        hearing(said, self._ledger)

    def tcp(self, packet: bytes, at: int, end: int, addresses: bytes) -> None:
        """Take a TCP packet whose header stands at ``at``; ``addresses`` are both, source first."""
        if end - at < _TCP_HEADER:
            return
        key = addresses + packet[at : at + 4]
        source_port, target_port, sequence, offset, flags = _TCP.unpack_from(packet, at)
        if flags & SYN:
            self._begin(key, flags, sequence, (source_port, target_port))
            return
        if key in self.dull:
            return
        payload = packet[at + (offset >> 4) * 4 : end]
        if payload:
            self._hear(key, sequence, payload, (source_port, target_port))
        if flags & FIN_OR_RST:
            self._end(key)
        elif not payload and _reverse(key) in self.dull:
            self._try_again_later(key, BARE_ACKS)

    def finish(self) -> None:
        """Make do with what every open connection has said."""
        place = self._ledger.here()
        for flow in self._flows.values():
            flow.finish(self._ledger)
        self._flows.clear()
        self._ledger.go_to(place)

    def _begin(self, key: bytes, flags: int, sequence: int, ports: tuple[int, int]) -> None:
        self._end(key)
        self.dull.discard(key)
        if flags & ACK:
            flow = self._new_flow(key, ports)
            flow.opening = sequence + 1 & _WRAP
            self._ledger.open_port(flow.source, ports[0])

    def _hear(self, key: bytes, sequence: int, payload: bytes, ports: tuple[int, int]) -> None:
        flow = self._flows.get(key)
        if flow is None:
            flow = self._new_flow(key, ports)
        if flow.dialect is None:
            dialect = tcp_dialect(payload[:4], *ports)
            if dialect in SPEAK_FIRST and flow.opening != sequence:
                dialect = None  # the middle of a session is no greeting
            if dialect is None:
                if flow.is_hopeless(sequence, payload):
                    self._forget(key)
                return
            flow.begin(dialect, sequence)
        if flow.is_dull_after(sequence, payload, self._ledger):
            self._forget(key)

    def _new_flow(self, key: bytes, ports: tuple[int, int]) -> Flow:
        half = (len(key) - 4) // 2
        flow = self._flows[key] = Flow(key[:half], key[half:-4], *ports)
        if len(self._flows) > MOST_FLOWS:
            _, eldest = self._flows.popitem(last=False)
            eldest.finish(self._ledger)
        return flow

    def _end(self, key: bytes) -> None:
        flow = self._flows.pop(key, None)
        if flow is not None:
            flow.finish(self._ledger)

    def _forget(self, key: bytes) -> None:
        del self._flows[key]
        self._make_dull(key)

    def _try_again_later(self, key: bytes, most: int) -> None:
        tries = self._tries.get(key, 0) + 1
        if tries >= most:
            self._tries.pop(key, None)
            self._flows.pop(key, None)
            self._make_dull(key)
        else:
            if len(self._tries) >= MOST_DULL:
                self._tries.clear()
            self._tries[key] = tries

    def _make_dull(self, key: bytes) -> None:
        if len(self.dull) >= MOST_DULL:
            self.dull.clear()
        self.dull.add(key)


def _reverse(key: bytes) -> bytes:
    half = (len(key) - 4) // 2
    return key[half:-4] + key[:half] + key[-2:] + key[-4:-2]
