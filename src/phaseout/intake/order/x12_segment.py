"""Which segments does an interchange of X12 hold?"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from phaseout.domain.observation import Unread
from phaseout.intake.order.letters import Letters
from phaseout.intake.order.segment_stream import ENDS_EARLY, Piece, Whole, head_and_chunks, pieces
from phaseout.intake.reader import SourceStream

_ELEMENTS = 16
"""Elements of ISA; the last is one character, and the one after it ends every segment."""
_LONGEST_ISA = 200
_TAG = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_START = re.compile(rb"\s*ISA(?P<element>[^\w\s])")
_LAST = b"IEA"


class Segment(NamedTuple):
    """One segment."""

    tag: str
    place: str
    elements: tuple[str, ...]

    def value(self, number: int) -> str:
        """Return an element by its number, from 1 as the standard counts them; "" if it is not there."""
        return self.elements[number - 1].strip() if number <= len(self.elements) else ""

    def pairs(self, start: int) -> Iterator[tuple[str, str]]:
        """Yield (qualifier, value) of the pairs that begin with an element and go on to the end."""
        for number in range(start, len(self.elements), 2):
            if self.value(number + 1):
                yield self.value(number).upper(), self.value(number + 1)


class Signs(NamedTuple):
    """What the header of the interchange says by its shape."""

    element: str
    terminator: bytes
    start: int
    """Where ISA stands."""


def signs_of(head: bytes) -> Signs | None:
    """Return the separators of an interchange, None if it does not begin with a header.

    The header has a fixed length, which programs that trim blanks do not keep: its elements are counted.
    """
    if (begin := _START.match(head)) is None:
        return None
    at, element = begin.start("element"), begin["element"]
    for _ in range(_ELEMENTS - 1):
        at = head.find(element, at + 1, begin.start() + _LONGEST_ISA)
        if at < 0:
            return None
    terminator = head[at + 2 : at + 3]
    if not terminator or terminator == element or terminator.isalnum():
        return None
    return Signs(element.decode("latin-1"), terminator, begin.start("element") - 3)


def segments(stream: SourceStream) -> Iterator[Segment | Unread]:
    """Yield the segments in order, and an Unread for what is damaged, cut or in unknown letters."""
    head, chunks = head_and_chunks(stream)
    if (signs := signs_of(head)) is None:
        yield Unread("byte 1", "no interchange: no whole ISA stands at the start")
        return
    letters = Letters()
    chunks = chain((next(chunks)[signs.start :],), chunks)
    for piece in pieces(chunks, signs.terminator):
        other = signs_of(piece.content) if piece.whole is Whole.CUT else None
        if other is None:
            yield from _segment(piece, signs, letters)
            continue
        # A further interchange that ends its segments in another way is one piece to the first one's eyes.
        for within in pieces((piece.content,), other.terminator):
            number = piece.number + within.number - 1
            yield from _segment(within._replace(number=number), other, letters)


def _segment(piece: Piece, signs: Signs, letters: Letters) -> Iterator[Segment | Unread]:
    place = f"segment {piece.number}"
    match piece.whole:
        case Whole.TOO_LONG:
            yield Unread(place, "longer than 1 MiB; no segment is that long")
        case Whole.CUT if not piece.content.startswith(_LAST):  # of the last the end is often left off
            yield Unread(place, ENDS_EARLY)
        case _:
            tag, *elements = letters.text(piece.content).split(signs.element)
            if _TAG.fullmatch(tag) is None:
                yield Unread(place, f"“{tag[:3]}” is no segment")
            else:
                yield Segment(tag, place, tuple(elements))
            if letters.doubt:
                yield Unread(place, letters.doubt)
                letters.doubt = ""
