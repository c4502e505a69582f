"""Which texts of a column may name something, found in one pass that may find too much and never too little?

The column is scanned as it lies in memory. Only texts with letters beyond ASCII are rewritten for it: folded,
a byte for each letter.
"""

import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from phaseout.domain.phrase import fold_together
from phaseout.identify.patterns.pattern_set import OpenScanner, PatternSet
from phaseout.identify.patterns.unjoined import Letters, Unjoined, edgeless

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


class Sieve:
    """Leaves out most texts that match none of many patterns and hold none of some words."""

    def __init__(self, patterns: Sequence[str], foreign: Iterable[str], open_scanner: OpenScanner) -> None:
        """Take patterns of ASCII, and words of folded text with letters beyond it."""
        loose = [edgeless(pattern) for pattern in patterns]
        known = [pattern for pattern in loose if pattern is not None]
        self._passes_all = len(known) < len(loose)
        self._patterns = PatternSet(known, open_scanner)
        self._foreign = frozenset("".join(foreign))
        self._letters = np.full(_LAST + 1, _UNKNOWN, np.uint8)
        """Character → the byte it is scanned as; filled as characters are met."""
        self._letters[: _LAST_OF_ASCII + 1] = np.arange(_LAST_OF_ASCII + 1)
        self._letters[_LAST] = _RIDDLE

    def marks(self, texts: pa.StringArray) -> Marks:
        """Mark the texts, none of them null, that may match a pattern or hold a word."""
        if self._passes_all:
            return np.ones(len(texts), bool)
        found = np.zeros(len(texts), bool)
        is_ascii = pc.string_is_ascii(texts)
        beyond = np.flatnonzero(~is_ascii.to_numpy(zero_copy_only=False))
        if not len(beyond):
            return self._scanned(Unjoined.of(texts), found)
        plain = np.flatnonzero(is_ascii.to_numpy(zero_copy_only=False))
        ascii_ = Unjoined.of(texts.filter(is_ascii))
        found[plain] = self._scanned(ascii_, np.zeros(len(plain), bool))
        folded = self._folded(texts.take(pa.array(beyond)))
        among = np.zeros(len(beyond), bool)
        among[folded.holding(_RIDDLE)] = True
        found[beyond] = self._scanned(folded, among)
        return found

    def _scanned(self, column: Unjoined, marks: Marks) -> Marks:
        for odd in column.odd():
            marks[odd] = True
        for pairs in self._patterns.find_pairs(column):
            marks[np.asarray(pairs.texts, np.int64)] = True
        return marks

    def _folded(self, texts: pa.StringArray) -> Unjoined:
        bounds = np.zeros(len(texts) + 1, np.int64)
        np.cumsum(pc.utf8_length(texts), out=bounds[1:])
        pieces = (texts.slice(first, AT_A_TIME) for first in range(0, len(texts), AT_A_TIME))
        return Unjoined(np.concatenate([*map(self._rewritten, pieces)]), bounds)

    def _rewritten(self, texts: pa.StringArray) -> Letters:
        together = Unjoined.of(texts).letters.tobytes().decode()
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
        (folded,) = fold_together([char])
        if len(folded) == 1 and folded.isascii():
            return ord(folded)
        return _RIDDLE if len(folded) != 1 or folded in self._foreign else _OTHER
