"""How do many texts become one buffer that is scanned in one go, and whose is a place in it?"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

MOST = 20_000
"""Texts of one buffer: enough that starting a scan costs nothing, few enough to hold."""

ODD = "\v"
"""The one control that RE2 and Vectorscan read differently: white space to the latter alone."""
_LINE_END = 10

Candidate = tuple[int, int, bool]
"""(number of a text, number of a pattern it may match, whether that is uncertain)."""


class Column(Protocol):
    """Texts that can be had one by one, or many as one buffer."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __getitem__(self, number: int, /) -> str:
        """Return one."""

    def joined(self, first: int, last: int) -> bytes:
        """Return the texts from ``first`` to before ``last`` in UTF-8, a line end behind each."""

    def sizes(self, first: int, last: int) -> Iterable[int]:
        """Return the number of letters of each of these texts."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of Python's texts."""

    texts: Sequence[str]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.texts)

    def __getitem__(self, number: int) -> str:
        """Return one."""
        return self.texts[number]

    def joined(self, first: int, last: int) -> bytes:
        """Return the texts from ``first`` to before ``last`` in UTF-8, a line end behind each."""
        return ("\n".join(self.texts[first:last]) + "\n").encode("utf-8", "surrogatepass")

    def sizes(self, first: int, last: int) -> Iterable[int]:
        """Return the number of letters of each of these texts."""
        return map(len, self.texts[first:last])


@dataclass(frozen=True, slots=True)
class Packed:
    """Texts of ASCII, a line end behind each, so that ``^`` and ``$`` hold at the ends of each.

    The last line has an end, too: where a buffer ends behind a line end, ``^`` does not hold.
    """

    column: Column
    first: int
    last: int
    data: bytes

    def candidates(self, places: Iterable[tuple[int, int]], exact: Collection[int]) -> list[Candidate]:
        """Return, for (where a match ends, pattern) in order, the texts in which the match may lie.

        It surely lies there if the pattern is one of the ``exact`` ones, which reach over no line end. Nobody
        can tell of a match that ends at the start of a line whether it is an empty one there, or ends with
        the line before.
        """
        if self.data.count(b"\n") == self.last - self.first:
            return self._by_line(places, exact)
        return self._by_start(places)

    def _by_line(self, places: Iterable[tuple[int, int]], exact: Collection[int]) -> list[Candidate]:
        """Count the lines to a place: each text is one."""
        data, text, seen, count = self.data, self.first, 0, self.data.count
        found: list[Candidate] = []
        for place, pattern in places:
            if place != seen:
                text += count(b"\n", seen, place)
                seen = place
            if place and data[place - 1] != _LINE_END:
                found.append((text, pattern, pattern not in exact))
            else:
                found += self._at_a_start(text, pattern)
        return found

    def _by_start(self, places: Iterable[tuple[int, int]]) -> list[Candidate]:
        """Look up the text that a place lies in: some have line ends of their own."""
        sizes = self.column.sizes(self.first, self.last)
        starts = list(accumulate((size + 1 for size in sizes), initial=0))
        found: list[Candidate] = []
        for place, pattern in places:
            number = bisect_right(starts, place) - 1
            if place == starts[number]:
                found += self._at_a_start(self.first + number, pattern)
            else:
                found.append((self.first + number, pattern, True))
        return found

    def _at_a_start(self, text: int, pattern: int) -> Iterator[Candidate]:
        if text < self.last:  # behind the last line end no text lies
            yield text, pattern, True
        if text > self.first:
            yield text - 1, pattern, True


def slices(column: Column) -> Iterator[tuple[int, int, Packed | None]]:
    """Yield (first, last and one, the texts between as one buffer), None for those beyond ASCII."""
    for first in range(0, len(column), MOST):
        last = min(first + MOST, len(column))
        data = column.joined(first, last)
        yield first, last, Packed(column, first, last, data) if data.isascii() else None


def is_scannable(text: str) -> bool:
    """Whether a text by itself may be scanned: beyond ASCII the two notions of a letter may differ."""
    return text.isascii() and ODD not in text
