"""How are texts of a byte for each letter scanned for lines that may match, with nothing done for the others?

Each text is a line of the buffer, so that the edges of words are those of the text. What is found may be too
much, never too little, but for texts that hold a letter that stands for something in a buffer: ``odd``.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from phaseout.identify.patterns.arrow_column import joined
from phaseout.identify.patterns.packing import Packed, Pairs
from phaseout.identify.patterns.translation import BREAK, RIDDLE

AT_A_TIME = 1 << 20
"""Bytes of one buffer, about."""
_ODD = (0x0A, BREAK, RIDDLE)

Letters = npt.NDArray[np.uint8]
Bounds = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Joined:
    """Texts that are joined as they are scanned."""

    letters: Letters
    """One text behind the other."""
    bounds: Bounds
    """Where each begins, and where the last ends."""

    @classmethod
    def of(cls, texts: pa.StringArray) -> "Joined":
        """Return a column as it lies in memory, none of it null: a byte for each letter if it is ASCII."""
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

    def union(self) -> Letters:
        """Return for each text the bits that any of its letters has; any bits for one without letters."""
        found = np.zeros(len(self), np.uint8)
        starts = self.bounds[:-1]
        before_end = int(np.searchsorted(starts, len(self.letters)))
        if before_end:
            found[:before_end] = np.bitwise_or.reduceat(self.letters, starts[:before_end])
        return found

    def holding(self, letter: int) -> Bounds:
        """Return the numbers of the texts in which a letter stands."""
        return np.searchsorted(self.bounds[1:], np.flatnonzero(self.letters == letter) + 1, "left")

    def odd(self) -> Iterator[Bounds]:
        """Yield the numbers of texts with a letter that stands for something else in a buffer."""
        step = AT_A_TIME  # a cache holds it while each of the letters is looked for
        pieces = (self.letters[first : first + step].tobytes() for first in range(0, len(self.letters), step))
        met = {letter for piece in pieces for letter in _ODD if letter in piece}
        yield from map(self.holding, sorted(met))


class _Stretch:
    def __init__(self, column: Joined, numbers: range) -> None:
        self.numbers = numbers
        bounds = column.bounds[numbers.start : numbers.stop + 1]
        self.data = joined(column.letters[bounds[0] : bounds[-1]], bounds - bounds[0])
        self._starts = bounds[:-1] - bounds[0] + np.arange(len(numbers))

    def pairs(self, ends: Sequence[int], patterns: Sequence[int]) -> Pairs:
        """Return every pair of a text and a pattern, those of a line end to either side of it."""
        texts = np.searchsorted(self._starts, np.array(ends, np.int64), "right") - 1 + self.numbers.start
        pairs = np.unique(texts << 32 | np.array(patterns, np.int64))
        return Pairs(array("q", (pairs >> 32).tobytes()), array("q", (pairs & 0xFFFFFFFF).tobytes()))
