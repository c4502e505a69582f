"""Which of many patterns does each of many texts match, and what do the groups hold?

A scanner names what it is sure of, fast, and as candidates all that it cannot vouch for; these are confirmed
by the engine that a pattern is defined by. So the answer does not depend on which scanner is at work, and no
pattern means two things.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from phaseout.identify.patterns.packing import NONE, Column, Pairs, in_order
from phaseout.pattern import Captured, Pattern, any_of


class Found(NamedTuple):
    """A pattern that a text matches."""

    text: int
    """Number of the text, from 0."""
    pattern: int
    """Number of the pattern, from 0."""


class Scanned(NamedTuple):
    """What a scanner says of some texts: every pair of a text and a pattern it matches is among these."""

    sure: Pairs
    candidates: Iterable[tuple[int, int]] = ()
    """(number of a text, number of a pattern that it may match)."""


Scanner = Callable[[Column], Iterable[Scanned]]
"""Scans texts in their order."""

OpenScanner = Callable[[Sequence[str]], Scanner]
"""Makes a scanner of patterns."""


def one_by_one(patterns: Sequence[str]) -> Scanner:
    """Look at each text by itself: right everywhere, and fast enough for few."""
    numbers = range(len(patterns))
    catches = cache(lambda: any_of(patterns).catches)

    def scan(texts: Column) -> Iterator[Scanned]:
        for number in range(len(texts)):
            if patterns and catches()(texts[number]):
                yield Scanned(NONE, product((number,), numbers))

    return scan


class PatternSet:
    """Patterns that are looked for in columns of texts."""

    def __init__(self, patterns: Sequence[str], open_scanner: OpenScanner = one_by_one) -> None:
        self._scan = open_scanner(patterns)
        self._compiled = cache(lambda number: Pattern(patterns[number]))

    def find(self, texts: Column) -> Iterator[Found]:
        """Yield every pattern that each text matches, in the order of the texts, then of the patterns."""
        for pairs in self.find_pairs(texts):
            yield from map(Found, *pairs)

    def find_pairs(self, texts: Column) -> Iterator[Pairs]:
        """Yield the same as columns, piece by piece, for those who need no object for each."""
        for sure, candidates in self._scan(texts):
            confirmed = [
                (text, pattern)
                for text, pattern in candidates
                if self._compiled(pattern).catches(texts[text])
            ]
            yield in_order([*zip(*sure, strict=True), *confirmed]) if confirmed else sure

    def captured(self, pattern: int, text: str) -> Captured:
        """Return what the groups hold where a pattern first matches a text that it does match."""
        match = self._compiled(pattern).found(text)
        if match is None:
            raise LookupError(pattern)
        return match
