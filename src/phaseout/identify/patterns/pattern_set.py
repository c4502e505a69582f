"""Which of many patterns does each of many texts match, and what do the groups hold?

A scanner names candidates, fast and with none left out; those it cannot vouch for are confirmed by the
engine that a pattern is defined by. So the answer does not depend on which scanner is at work, and no pattern
means two things.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from phaseout.identify.patterns.packing import Candidate, Column
from phaseout.pattern import Captured, Pattern, any_of


class Found(NamedTuple):
    """A pattern that a text matches."""

    text: int
    """Number of the text, from 0."""
    pattern: int
    """Number of the pattern, from 0."""


Scanner = Callable[[Column], Iterable[Candidate]]
"""Names as candidates at least every pair that matches, in any order, perhaps more than once."""

OpenScanner = Callable[[Sequence[str]], Scanner]
"""Makes a scanner of patterns."""


def one_by_one(patterns: Sequence[str]) -> Scanner:
    """Look at each text by itself: right everywhere, and fast enough for few."""
    numbers = range(len(patterns))
    catches = cache(lambda: any_of(patterns).catches)

    def scan(texts: Column) -> Iterator[Candidate]:
        for number in range(len(texts)):
            if patterns and catches()(texts[number]):
                yield from ((number, pattern, True) for pattern in numbers)

    return scan


class PatternSet:
    """Patterns that are looked for in columns of texts."""

    def __init__(self, patterns: Sequence[str], open_scanner: OpenScanner = one_by_one) -> None:
        self._scan = open_scanner(patterns)
        self._compiled = cache(lambda number: Pattern(patterns[number]))

    def find(self, texts: Column) -> Iterator[Found]:
        """Yield every pattern that each text matches, in the order of the texts, then of the patterns."""
        last = -1, -1
        for text, pattern, is_uncertain in sorted(self._scan(texts)):
            if (text, pattern) != last:  # of a pair named more than once, the certain one comes first
                last = text, pattern
                if not is_uncertain or self._compiled(pattern).catches(texts[text]):
                    yield Found(text, pattern)

    def captured(self, pattern: int, text: str) -> Captured:
        """Return what the groups hold where a pattern first matches a text that it does match."""
        match = self._compiled(pattern).found(text)
        if match is None:
            raise LookupError(pattern)
        return match
