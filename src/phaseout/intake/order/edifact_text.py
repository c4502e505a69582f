"""Which segments does an interchange of EDIFACT in its text form (ISO 9735) hold?"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from phaseout.domain.observation import Unread
from phaseout.intake.order.edifact_segment import Segment, placed
from phaseout.intake.order.letters import CHARACTER_SETS, Letters
from phaseout.intake.order.segment_stream import (
    ENDS_EARLY,
    OTHER_SIGNS,
    Piece,
    Whole,
    head_and_chunks,
    pieces,
)
from phaseout.intake.reader import SourceStream

START = re.compile(rb"\s*(?:UNA(?P<advice>.{6})\s*)?(?P<header>UN[BGH])(?P<element>[^\w\s])", re.DOTALL)
"""How an interchange begins; one without an envelope begins with its first message."""
_TAG = re.compile(r"[A-Z]{3}")
_VERSION_WITH_REPEATS = "4"
_LAST = (b"UNZ", b"UNT")


class _Signs(NamedTuple):
    """The characters with a meaning: ``UNA:+.? '`` where the interchange does not say otherwise."""

    component: str = ":"
    element: str = "+"
    release: str = "?"
    repeat: str = ""
    terminator: str = "'"


def segments(stream: SourceStream) -> Iterator[Segment | Unread]:
    """Yield the segments in order, and an Unread for what is damaged, cut or in other letters than told."""
    head, chunks = head_and_chunks(stream)
    if (start := START.match(head)) is None:
        yield Unread("byte 1", "no interchange: neither UNA nor UNB stands at the start")
        return
    text = _Text(_signs(start["advice"], start["element"]))
    signs = text.signs
    # The service string advice holds the terminator and is no segment; what follows it is the first.
    chunks = chain((next(chunks)[start.start("header") :],), chunks)
    for piece in pieces(chunks, signs.terminator.encode("latin-1"), signs.release.encode("latin-1")):
        yield from text.segment(piece)


def _signs(advice: bytes | None, element: bytes) -> _Signs:
    if advice is None:
        # Syntax level B uses separators that no keyboard has, without saying so.
        return _Signs("\x1f", "\x1d", "", "", "\x1c") if element == b"\x1d" else _Signs()
    signs = advice.decode("latin-1")  # :+.?*' with the decimal mark in the third place
    return _Signs(signs[0], signs[1], signs[3].strip(), signs[4].strip(), signs[5])


class _Text:
    """Takes segments apart, knowing what the header of the interchange said."""

    def __init__(self, signs: _Signs) -> None:
        self.signs = signs
        self._letters = Letters("UNOA", "ascii")
        self._repeat = ""

    def segment(self, piece: Piece) -> Iterator[Segment | Unread]:
        """Yield what a piece of the file is."""
        place = f"segment {piece.number}"
        match piece.whole:
            case Whole.TOO_LONG:
                yield Unread(place, "longer than 1 MiB; no segment is that long")
            case Whole.CUT if START.match(piece.content):
                yield Unread(place, OTHER_SIGNS)
            case Whole.CUT if not piece.content.startswith(_LAST):  # of the last the end is often left off
                yield Unread(place, ENDS_EARLY)
            case _:
                yield from self._taken_apart(piece.content, place)

    def _taken_apart(self, content: bytes, place: str) -> Iterator[Segment | Unread]:
        if content.startswith(b"UNA"):  # of a further interchange of the file
            if content[3:5] != f"{self.signs.component}{self.signs.element}".encode():
                yield Unread(place, OTHER_SIGNS)
            return
        said = self._letters.text(content)
        tag = said[:3]
        if _TAG.fullmatch(tag) is None:
            yield Unread(place, f"“{tag}” is no segment")
        elif tag == "UNB":
            yield from self._interchange(said, place)
        else:
            yield placed(tag, place, self._parts(said))
        if self._letters.doubt:
            yield Unread(place, self._letters.doubt)
            self._letters.doubt = ""

    def _interchange(self, said: str, place: str) -> Iterator[Segment | Unread]:
        parts = self._parts(said)
        syntax = parts[0][0] if parts else [""]
        name = syntax[0].strip().upper()
        self._letters = Letters(name or "UNOA", CHARACTER_SETS.get(name, "ascii"))
        is_repeating = len(syntax) > 1 and syntax[1].strip() >= _VERSION_WITH_REPEATS
        self._repeat = (self.signs.repeat or "*") if is_repeating else ""
        if name not in CHARACTER_SETS:
            yield Unread(place, f"character set “{name[:10]}” is none of UNOA to UNOY")
        yield Segment("UNB", place)

    def _parts(self, said: str) -> list[list[list[str]]]:
        """Return the values of a segment: place → repeat → value."""
        signs = self.signs
        return [
            [
                [_plain(value, signs.release) for value in _split(repeat, signs.component, signs.release)]
                for repeat in (_split(part, self._repeat, signs.release) if self._repeat else [part])
            ]
            for part in _split(said, signs.element, signs.release)[1:]
        ]


def _split(said: str, sign: str, release: str) -> list[str]:
    """Return what stands between signs that are not released."""
    found = said.split(sign)
    if not release or release not in said:
        return found
    parts, held = [], ""
    for part in found:
        held += part
        if (len(held) - len(held.rstrip(release))) % 2:
            held += sign
            continue
        parts.append(held)
        held = ""
    return [*parts, held] if held else parts


def _plain(value: str, release: str) -> str:
    if not release or release not in value:
        return value
    return re.sub(re.escape(release) + "(.)", r"\1", value, flags=re.DOTALL)
