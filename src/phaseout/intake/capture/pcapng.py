"""Which packets does a pcapng file hold?"""

import struct
from typing import NamedTuple

from phaseout.intake.capture.forms import PCAPNG, PCAPNG_ORDERS
from phaseout.intake.capture.interface import Interface, interface_of
from phaseout.intake.capture.prefilter import SYN, UDP, Prefilter
from phaseout.intake.capture.window import Window
from phaseout.intake.capture.wire import Wire

LARGEST_BLOCK = 16 << 20
MOST_INTERFACES = 65_536
_INTERFACE, _OLD_PACKET, _SIMPLE, _PACKET = 1, 2, 3, 6
_PACKET_KINDS = frozenset((_OLD_PACKET, _SIMPLE, _PACKET))
_HELD_WHOLE = _PACKET_KINDS | {_INTERFACE}
_PACKET_HEADER, _SIMPLE_HEADER, _SMALLEST, _TRAILER = 28, 12, 12, 4
_SMALLEST_PACKET = _PACKET_HEADER + _TRAILER


class _Head(NamedTuple):
    """The fixed fields of packet blocks."""

    interface: int
    ticks: int
    length: int
    sent: int
    at: int
    """Where the packet begins."""


class Pcapng:
    """Gives the packets of a pcapng file to a wire."""

    __slots__ = ("_interfaces", "_number", "_order", "_prefilter", "_window", "_wire")

    def __init__(self, window: Window, wire: Wire) -> None:
        self._window = window
        self._wire = wire
        self._number = 0
        self._begin_section("<")

    def read(self) -> None:
        """Read to the end of the file, or to where blocks can no longer be told apart."""
        window = self._window
        at, is_sound, has_more = 0, True, True
        while is_sound and has_more:
            at = self._sweep(at)
            is_sound = self._is_sound(at)
            if is_sound:
                has_more = window.slide(at)
                at = 0
        if is_sound and (window.end or window.lacking):
            self._note(0, "the file ends inside this block")

    def _begin_section(self, order: str) -> None:
        self._order = order
        self._interfaces: list[Interface] = []
        self._prefilter = Prefilter(f"{order}II20x")

    def _sweep(self, at: int) -> int:
        """Take every block that stands whole in the window from ``at``; return where the next one begins."""
        buffer, end = self._window.buffer, self._window.end
        dull, unpack = self._wire.dull, self._prefilter.unpack
        last = end - _SMALLEST
        while at <= last:
            kind, total, protocol, ends, flags = unpack(buffer, at)
            after = at + total
            if kind == _PACKET and after <= end and total >= _SMALLEST_PACKET:
                if ends in dull and (protocol == UDP or not flags & SYN):
                    self._number += 1
                elif total & 3:
                    break
                else:
                    self._take(at, total, kind)
                    unpack = self._prefilter.unpack
                at = after
                continue
            after = self._after_other(at)
            if after == at:
                break
            unpack = self._prefilter.unpack
            at = after
        return at

    def _after_other(self, at: int) -> int:
        """Take any other block; return the offset after it, or ``at`` if it is broken or not whole yet."""
        buffer = self._window.buffer
        if buffer[at : at + 4] == PCAPNG and (order := PCAPNG_ORDERS.get(buffer[at + 8 : at + 12])):
            self._begin_section(order)
        kind, total = struct.unpack_from(f"{self._order}II", buffer, at)
        if self._is_broken(kind, total) or (at + total > self._window.end and kind in _HELD_WHOLE):
            return at
        if kind == _INTERFACE and len(self._interfaces) < MOST_INTERFACES:
            self._interfaces.append(interface_of(buffer[at : at + total], self._order))
        elif kind in _PACKET_KINDS:
            self._take(at, total, kind)
        return at + int(total)

    def _is_broken(self, kind: int, total: int) -> bool:
        smallest = _SMALLEST_PACKET if kind in {_PACKET, _OLD_PACKET} else _SMALLEST
        return total < smallest or bool(total & 3) or total > LARGEST_BLOCK

    def _take(self, at: int, total: int, kind: int) -> None:
        self._number += 1
        wire, head = self._wire, self._head(at, total, kind)
        wire.ledger.packet = self._number
        if head.interface >= len(self._interfaces):
            wire.ledger.note("packets of an interface that the file does not describe are not read")
            return
        interface = self._interfaces[head.interface]
        wire.ledger.seconds = interface.seconds(head.ticks)
        length = min(head.length, total - _TRAILER - (head.at - at))
        if head.sent > length:
            wire.ledger.note("packets were captured only in part: what the rest of them says is missing")
        wire.take(interface.link, self._window.buffer, head.at, head.at + length)
        self._prefilter.learn(wire.shape)

    def _head(self, at: int, total: int, kind: int) -> _Head:
        buffer, order = self._window.buffer, self._order
        if kind == _SIMPLE:
            (sent,) = struct.unpack_from(f"{order}I", buffer, at + 8)
            snap = self._interfaces[0].snap_length if self._interfaces else 0
            held = min(sent, total - _SIMPLE_HEADER - _TRAILER)
            return _Head(0, 0, min(held, snap) if snap else held, sent, at + _SIMPLE_HEADER)
        fields = "IIIII" if kind == _PACKET else "HxxIIII"
        interface, high, low, length, sent = struct.unpack_from(order + fields, buffer, at + 8)
        return _Head(interface, high << 32 | low, length, sent, at + _PACKET_HEADER)

    def _is_sound(self, at: int) -> bool:
        """Whether a block can begin at ``at``; says what is wrong if not."""
        window = self._window
        if window.end - at < _SMALLEST:
            return True
        kind, total = struct.unpack_from(f"{self._order}II", window.buffer, at)
        if self._is_broken(kind, total):
            self._note(at, f"a block of {total} bytes cannot be: the file is damaged here, not read on")
            return False
        return True

    def _note(self, at: int, why: str) -> None:
        ledger = self._wire.ledger
        ledger.packet = self._number + 1
        ledger.note(f"byte {self._window.offset + at}: {why}")
