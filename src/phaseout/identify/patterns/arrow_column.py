"""How does a column of Arrow become one buffer, without a Python object for any of its values?"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from phaseout.identify.patterns.packing import Packed, Pairs, folded
from phaseout.identify.patterns.translation import BREAK, RIDDLE

AT_A_TIME = 1 << 20
"""Bytes of one buffer, about: each call of Arrow's costs as much as joining thousands of texts."""
_LINE_END = 10
_LAST_OF_ASCII = 0x7F

_Bytes = npt.NDArray[np.uint8]
_Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ArrowColumn:
    """A column of Arrow's texts, none of them null. What repeats is better looked at once."""

    texts: pa.StringArray

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.texts)

    def __getitem__(self, number: int) -> str:
        """Return one."""
        text: str = self.texts[number].as_py()
        return text

    def packed(self) -> Iterator[Packed]:
        """Yield all of them in order, so many at a time."""
        step = 1 + AT_A_TIME * len(self.texts) // (self.texts.nbytes + 1)
        for first in range(0, len(self.texts), step):
            yield _PackedArrow(first, self.texts.slice(first, step))


class _PackedArrow:
    def __init__(self, first: int, texts: pa.StringArray) -> None:
        self.numbers = range(first, first + len(texts))
        letters, bounds = _letters(texts)
        self._starts = bounds[:-1] + np.arange(len(texts))
        self.data = joined(letters, bounds)

    def pairs(self, ends: Sequence[int], patterns: Sequence[int]) -> Pairs:
        places = np.array(ends, np.int64)
        texts = np.searchsorted(self._starts, places, "right") - 1
        # Behind a line end that a text has of its own at its end, no text lies; nor behind the last.
        is_within = np.frombuffer(self.data, np.uint8)[places - 1] != _LINE_END
        is_within |= places == self._starts[texts]
        pairs = np.sort((texts << 32 | np.array(patterns, np.int64))[is_within])
        pairs = pairs[np.diff(pairs, prepend=-1) != 0]
        return Pairs(_column((pairs >> 32) + self.numbers.start), _column(pairs & 0xFFFFFFFF))


def _letters(texts: pa.StringArray) -> tuple[_Bytes, _Places]:
    """Return the texts one behind the other, a byte for each letter, and the bounds of each."""
    _, bounds, values = texts.buffers()
    kind = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    places = np.frombuffer(bounds, kind)[texts.offset :][: len(texts) + 1].astype(np.int64)
    letters = np.frombuffer(values or b"", np.uint8)[places[0] : places[-1]]
    places -= places[0]
    if letters.max(initial=0) > _LAST_OF_ASCII:
        letters = np.frombuffer(folded(letters.tobytes().decode()), np.uint8)
        np.cumsum(pc.utf8_length(texts), out=places[1:])
    controls = letters - np.uint8(_LINE_END)  # unsigned: below it all become large
    if controls.min(initial=_LAST_OF_ASCII) <= BREAK - _LINE_END:
        letters = _broken(letters, places[1:] - 1)
    return letters, places


def _broken(letters: _Bytes, last: _Places) -> _Bytes:
    """Return the letters with a break for each line end, except for the last letter of each text."""
    if (is_break := letters == BREAK).any():
        letters = np.where(is_break, np.uint8(RIDDLE), letters)
    is_line_end = letters == _LINE_END
    is_line_end[last] = False
    broken: _Bytes = letters + is_line_end  # the break is the control behind the line end
    return broken


def joined(letters: _Bytes, bounds: _Places) -> bytes:
    """Return the texts with a line end behind each."""
    ends = pa.py_buffer(np.append(bounds, bounds[-1]))  # a last and empty one, for the line end before it
    texts = pa.Array.from_buffers(pa.large_binary(), len(bounds), [None, ends, pa.py_buffer(letters)])
    line = pa.ListArray.from_arrays(pa.array([0, len(texts)], pa.int32()), texts)
    joined: bytes = pc.binary_join(line, pa.scalar(b"\n", pa.large_binary()))[0].as_buffer().to_pybytes()
    return joined


def _column(numbers: _Places) -> "array[int]":
    return array("q", numbers.tobytes())
