"""Which packets does a pcap file hold?"""

import struct

from phaseout.intake.capture.forms import PCAP
from phaseout.intake.capture.prefilter import SYN, UDP, Prefilter
from phaseout.intake.capture.window import Window
from phaseout.intake.capture.wire import Wire

LARGEST_PACKET = 1 << 20
_FILE_HEADER = 24
_LINK_TYPE = 0xFFFF  # the upper bits tell of the frame check sequence


class Pcap:
    """Gives the packets of a pcap file to a wire."""

    __slots__ = ("_head", "_header", "_link", "_number", "_order", "_prefilter", "_window", "_wire")

    def __init__(self, window: Window, wire: Wire) -> None:
        self._window = window
        self._wire = wire
        self._order, self._header = PCAP[window.buffer[:4]]
        self._head = struct.Struct(f"{self._order}I4xII")
        self._prefilter = Prefilter(f"{self._order}8xI{self._header - 12}x")
        self._number = 0
        self._link = 0

    def read(self) -> None:
        """Read to the end of the file, or to where packets can no longer be told apart."""
        window = self._window
        if window.end < _FILE_HEADER:
            self._wire.ledger.note(f"the file ends inside its header, after {window.end} bytes")
            return
        self._link = struct.unpack_from(f"{self._order}I", window.buffer, 20)[0] & _LINK_TYPE
        at, is_sound, has_more = _FILE_HEADER, True, True
        while is_sound and has_more:
            at = self._sweep(at)
            is_sound = self._is_sound(at)
            if is_sound:
                has_more = window.slide(at)
                at = 0
        if is_sound and window.end:
            self._note(0, "the file ends inside this packet")

    def _sweep(self, at: int) -> int:
        """Take every record that stands whole in the window from ``at``; return where the next one begins."""
        buffer, end, header = self._window.buffer, self._window.end, self._header
        dull, unpack, number = self._wire.dull, self._prefilter.unpack, self._number
        last = end - header
        while at <= last:
            length, protocol, ends, flags = unpack(buffer, at)
            after = at + header + length
            if after > end:
                break
            if ends in dull and (protocol == UDP or not flags & SYN):
                number += 1
                at = after
                continue
            if length > LARGEST_PACKET or (not length and not any(buffer[at : at + header])):
                break
            number += 1
            self._take(number, at, after)
            unpack = self._prefilter.unpack
            at = after
        self._number = number
        return at

    def _take(self, number: int, at: int, after: int) -> None:
        wire = self._wire
        seconds, length, sent = self._head.unpack_from(self._window.buffer, at)
        wire.ledger.packet, wire.ledger.seconds = number, seconds
        if sent > length:
            wire.ledger.note("packets were captured only in part: what the rest of them says is missing")
        wire.take(self._link, self._window.buffer, at + self._header, after)
        self._prefilter.learn(wire.shape)

    def _is_sound(self, at: int) -> bool:
        """Whether a packet can begin at ``at``; says what is wrong if not."""
        window = self._window
        if window.end - at < self._header:
            return True
        _, length, _ = self._head.unpack_from(window.buffer, at)
        if length > LARGEST_PACKET:
            self._note(
                at, f"a packet of {length} bytes cannot be: the file is damaged here and not read further"
            )
            return False
        if not any(window.buffer[at : at + self._header]):
            self._note(at, "zeroes instead of a packet: the file is damaged here and not read further")
            return False
        return True

    def _note(self, at: int, why: str) -> None:
        ledger = self._wire.ledger
        ledger.packet = self._number + 1
        ledger.note(f"byte {self._window.offset + at}: {why}")
