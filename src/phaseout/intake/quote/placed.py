"""Which pieces of text stand where on a page of a document for people?"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

_APART = re.compile(r"\s{2,}(?=\S)")
_SAME_LINE = 0.25
"""Heights of letters by which two pieces of one line may stand higher or lower."""
_ONE_CELL = 0.4
"""Heights of letters that are a blank within a cell; between two cells there is more."""
_BLANK = 0.1
_PLACES = 4
_FARTHEST = 1e6
"""No page is as large."""


class Piece(NamedTuple):
    """A piece of text, in the units of its page."""

    line: int
    """Which line of its page it is read with, from 1."""
    left: float
    right: float
    down: float
    """Its baseline, from the top."""
    height: float
    text: str


def piece_of(line: int, fields: Sequence[str]) -> Piece | None:
    """Return the piece that (left, right, down, height, text) are, None if they are none."""
    try:
        left, right, down, height = map(float, fields[:_PLACES])
    except ValueError:
        return None
    is_sound = height > 0 and all(abs(size) < _FARTHEST for size in (left, right, down, height))
    return Piece(line, left, max(left, right), down, height, fields[_PLACES]) if is_sound else None


def cells_in(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces as they stand in cells: split where blanks part them, joined where one goes on."""
    joined: list[Piece] = []
    for baseline in baselines(parts_in(pieces)):
        for number, piece in enumerate(baseline):
            if number and _goes_on(joined[-1], piece):
                joined[-1] = _joined(joined[-1], piece)
            else:
                joined.append(piece)
    return joined


def parts_in(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces split where blanks part them, none joined: as cells stand that nearly touch."""
    return [part for piece in pieces for part in _split(piece)]


def baselines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return pieces from the top, those of one baseline from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.down):
        if lines and piece.down - lines[-1][0].down < _SAME_LINE * piece.height:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.left) for line in lines]


def _split(piece: Piece) -> list[Piece]:
    """Split a piece where two blanks or more stand; the parts share its width as they share its letters."""
    starts = [0, *(match.end() for match in _APART.finditer(piece.text)), len(piece.text)]
    letter = (piece.right - piece.left) / max(len(piece.text), 1)
    parts = []
    for start, end in pairwise(starts):
        text = piece.text[start:end]
        bare = text.rstrip()
        if bare.strip():
            left, right = piece.left + letter * start, piece.left + letter * (start + len(bare))
            # A blank at the end says that a word ends there, which some programs write.
            kept = text[: len(bare) + 1] if end == len(piece.text) else bare
            parts.append(piece._replace(left=left, right=right, text=kept))
    return parts


def _goes_on(last: Piece, piece: Piece) -> bool:
    return -last.height < piece.left - last.right < _ONE_CELL * last.height


def _joined(last: Piece, piece: Piece) -> Piece:
    has_blank = last.text.endswith(" ") or piece.left - last.right < _BLANK * last.height
    return last._replace(
        right=max(last.right, piece.right), text=last.text + ("" if has_blank else " ") + piece.text
    )
