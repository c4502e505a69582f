"""Which texts of a column may name something, found in one pass that may find too much and never too little?

Only texts with letters beyond ASCII are rewritten for it: folded, a byte for each letter. Accented letters of
the West, of which most such texts hold no others, are rewritten without being read as text.
"""

import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from phaseout.domain.folding import fold_together
from phaseout.domain.two_scripts import LOOKS_LATIN
from phaseout.identify.patterns.joined import Bounds, Joined, Letters
from phaseout.identify.patterns.pattern_set import OpenScanner, PatternSet

Marks = npt.NDArray[np.bool_]
"""One for each text of a column."""

AT_A_TIME = 2_000
"""Texts that are rewritten at once: few enough to stay in the cache."""
_RIDDLE = 0x80
"""Stands for a letter that only a look at the text can read."""
_UNKNOWN = 0xFF
_OTHER = ord("~")
"""Stands for a letter beyond ASCII that no name holds."""
_LAST = 0xFFFF
"""Characters from here on are riddles."""
_LAST_OF_ASCII = 0x7F
_TAIL = 0x80
"""From here on are the bytes of UTF-8 behind the first of a letter."""
_LAST_OF_WEST = 0xFF
_SIGNS = 0xC2
"""First byte of signs such as a degree or a quotation mark."""
_ACCENTED = 0xC3
"""First byte of the accented letters of the West; what is above begins all others."""


class Sieve:
    """Leaves out most texts that match none of many patterns and hold none of some words."""

    def __init__(self, patterns: Sequence[str], foreign: Iterable[str], open_scanner: OpenScanner) -> None:
        """Take patterns of ASCII, and words of folded text with letters beyond it."""
        self._patterns = PatternSet(patterns, open_scanner)
        self._foreign = frozenset("".join(foreign))
        self._letters = np.full(_LAST + 1, _UNKNOWN, np.uint8)
        """Character → the byte it is scanned as; filled as characters are met."""
        self._letters[: _LAST_OF_ASCII + 1] = np.arange(_LAST_OF_ASCII + 1)
        self._letters[_LAST] = _RIDDLE
        self._accented = bytes(range(_TAIL)) + bytes(
            self._byte(chr(code)) if code <= _LAST_OF_WEST else _RIDDLE for code in range(0xC0, 0x140)
        )
        """Byte of UTF-8 behind the first of an accented letter of the West → the byte it is scanned as."""

    def marks(self, texts: pa.StringArray) -> Marks:
        """Mark the texts, none of them null, that may match a pattern or hold a word."""
        column = Joined.of(texts)
        if column.letters.max(initial=0) <= _LAST_OF_ASCII:
            return self._scanned(column)
        found = np.zeros(len(texts), bool)
        is_beyond = column.union() > _LAST_OF_ASCII
        plain = np.flatnonzero(~is_beyond)
        found[plain] = self._scanned(Joined.of(texts.filter(pa.array(~is_beyond))))
        beyond = np.flatnonzero(is_beyond)
        found[beyond] = self._marks_beyond(texts.take(pa.array(beyond)))
        return found

    def _marks_beyond(self, texts: pa.StringArray) -> Marks:
        """Mark texts that all hold letters beyond ASCII."""
        column = Joined.of(texts)
        is_other = (column.letters == _SIGNS) | (column.letters > _ACCENTED)
        if not is_other.any():
            return self._scanned_folded(self._without_accents(texts))
        is_strange = Joined(is_other.view(np.uint8), column.bounds).union() > 0
        found = np.zeros(len(texts), bool)
        for part, fold in ((~is_strange, self._without_accents), (is_strange, self._folded)):
            if part.any():
                found[part] = self._scanned_folded(fold(texts.filter(pa.array(part))))
        return found

    def _scanned(self, column: Joined) -> Marks:
        marks = np.zeros(len(column), bool)
        for odd in column.odd():
            marks[odd] = True
        for pairs in self._patterns.find_pairs(column):
            marks[np.asarray(pairs.texts, np.int64)] = True
        return marks

    def _scanned_folded(self, column: Joined) -> Marks:
        marks = self._scanned(column)
        marks[column.holding(_RIDDLE)] = True
        return marks

    def _without_accents(self, texts: pa.StringArray) -> Joined:
        """Return texts of which every letter beyond ASCII is an accented one of the West."""
        data = Joined.of(texts).letters.tobytes().translate(self._accented, bytes([_ACCENTED]))
        return Joined(np.frombuffer(data, np.uint8), _bounds(texts))

    def _folded(self, texts: pa.StringArray) -> Joined:
        pieces = (texts.slice(first, AT_A_TIME) for first in range(0, len(texts), AT_A_TIME))
        return Joined(np.concatenate([*map(self._rewritten, pieces)]), _bounds(texts))

    def _rewritten(self, texts: pa.StringArray) -> Letters:
        together = Joined.of(texts).letters.tobytes().decode()
        codes = np.minimum(np.frombuffer(together.encode("utf-32-le"), np.uint32), _LAST)
        letters: Letters = self._letters[codes]
        if len(fresh := np.unique(codes[letters == _UNKNOWN])):
            self._letters[fresh] = [self._byte(chr(code)) for code in fresh.tolist()]
            letters = self._letters[codes]
        return letters

    def _byte(self, char: str) -> int:
        """Return what stands for a character beyond ASCII, as texts are compared."""
        if unicodedata.combining(char) or unicodedata.normalize("NFC", char) != char:
            return _RIDDLE  # it may change the letter before it
        if char in LOOKS_LATIN:
            return _RIDDLE  # what it is read as depends on the letters beside it
        (folded,) = fold_together([char])
        if len(folded) == 1 and folded.isascii():
            return ord(folded)
        return _RIDDLE if len(folded) != 1 or folded in self._foreign else _OTHER


def _bounds(texts: pa.StringArray) -> Bounds:
    """Return where each text begins, in letters, and where the last ends."""
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(pc.utf8_length(texts), out=bounds[1:])
    return bounds
