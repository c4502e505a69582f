"""How is a column of Arrow scanned as it lies in memory, for patterns that ask nothing of a text's edges?

Nothing stands between two texts, so that a match may reach from one into the next: what is found is what
may match, and who asks looks at it again. It saves joining the texts: a quarter of the time of a scan.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from phaseout.identify.patterns.packing import Packed, Pairs
from phaseout.identify.patterns.translation import BREAK, RIDDLE
from phaseout.pattern import Pattern

AT_A_TIME = 1 << 20
"""Bytes of one buffer, about."""
ODD = (0x0A, BREAK, RIDDLE)
"""Letters that a scan cannot read as they are: texts with one of these have to be looked at otherwise."""
_PIECE = re.compile(
    r"\\(?P<escaped>.)|(?P<set>\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\])|(?P<edge>[\^$])", re.DOTALL
)
_NOTHING = "(?:)"
_EDGE = "(?:(?:)|_)"
_REPEATS = ("*", "+", "?", "{")

Letters = npt.NDArray[np.uint8]
Bounds = npt.NDArray[np.int64]


def edgeless(pattern: str) -> str | None:
    """Return a pattern that matches wherever the other does, whatever stands around; None for none known."""
    if r"\Q" in pattern:
        return None
    loose = _PIECE.sub(_without_edge, pattern)
    for edge in (_EDGE, _NOTHING):
        if loose.startswith(edge) and not loose.startswith(_REPEATS, len(edge)):
            loose = loose.removeprefix(edge)
        if loose.endswith(edge) and not loose.endswith("\\" + edge):
            loose = loose.removesuffix(edge)
    return None if Pattern(loose).catches("") else loose


def _without_edge(piece: re.Match[str]) -> str:
    return _NOTHING if piece["edge"] or (piece["escaped"] or " ") in "bBAz" else piece[0]


@dataclass(frozen=True, slots=True)
class Unjoined:
    """Texts of ASCII that lie one behind the other."""

    letters: Letters
    bounds: Bounds
    """Where each begins, and where the last ends."""

    @classmethod
    def of(cls, texts: pa.StringArray) -> "Unjoined":
        """Return a column as it lies in memory, none of it null."""
        _, bounds, values = texts.buffers()
        kind = np.int64 if pa.types.is_large_string(texts.type) else np.int32
        places = np.frombuffer(bounds, kind)[texts.offset :][: len(texts) + 1].astype(np.int64)
        if not len(places):  # of no texts Arrow may keep no bound
            places = np.zeros(1, np.int64)
        return cls(np.frombuffer(values or b"", np.uint8)[places[0] : places[-1]], places - places[0])

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.bounds) - 1

    def __getitem__(self, number: int) -> str:
        """Return one."""
        return self.letters[self.bounds[number] : self.bounds[number + 1]].tobytes().decode("latin-1")

    def packed(self) -> Iterator[Packed]:
        """Yield all of them in order, so many at a time."""
        step = 1 + AT_A_TIME * len(self) // (len(self.letters) + 1)
        for first in range(0, len(self), step):
            yield _Stretch(self, range(first, min(first + step, len(self))))

    def holding(self, letter: int) -> Bounds:
        """Return the numbers of the texts in which a letter stands."""
        return self._texts_at(np.flatnonzero(self.letters == letter) + 1)

    def odd(self) -> Iterator[Bounds]:
        """Yield the numbers of texts that a scan cannot read as they are."""
        data = self.letters.tobytes()
        yield from (self.holding(letter) for letter in ODD if letter in data)

    def _texts_at(self, ends: Bounds) -> Bounds:
        """Return in which texts the letters before these places stand."""
        return np.searchsorted(self.bounds[1:], ends, "left")


class _Stretch:
    def __init__(self, column: Unjoined, numbers: range) -> None:
        self.numbers = numbers
        self._bounds = column.bounds[numbers.start : numbers.stop + 1]
        self.data = column.letters[self._bounds[0] : self._bounds[-1]].tobytes()

    def pairs(self, ends: Sequence[int], patterns: Sequence[int]) -> Pairs:
        places = np.array(ends, np.int64) + self._bounds[0]
        texts = np.searchsorted(self._bounds[1:], places, "left") + self.numbers.start
        pairs = np.unique(texts << 32 | np.array(patterns, np.int64))
        return Pairs(array("q", (pairs >> 32).tobytes()), array("q", (pairs & 0xFFFFFFFF).tobytes()))
