"""How do rows of text fit into so many columns of a terminal?"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from unicodedata import combining, east_asian_width

GAP = 2
BULLET = "• "
NARROW = 72
"""Below this many columns a table would be all line breaks, and each row is written as a list instead."""
Cell = Sequence[str]
"""The lines of a cell; each is wrapped on its own."""


class Grid:
    """Columns of fixed shares of a width."""

    def __init__(self, *, heads: Sequence[str], shares: Sequence[int], width: int) -> None:
        """Take the headings, the weight of each column and the columns of the terminal."""
        self._heads = heads
        self._width = max(width, 20)
        room = self._width - GAP * len(heads)
        self._widths = [room * share // sum(shares) for share in shares]

    def head(self) -> Iterator[str]:
        """Yield the line of headings and the rule below it."""
        if self._width >= NARROW:
            yield from self._beside([[head] for head in self._heads], bullet="  ")
            yield "  " + "─" * (self._width - GAP)

    def row(self, cells: Sequence[Cell]) -> Iterator[str]:
        """Yield the lines of one row."""
        if self._width >= NARROW:
            yield from self._beside(cells, bullet=BULLET)
            return
        bullet = BULLET
        for head, cell in zip(self._heads, cells, strict=True):
            for line in wrapped(f"{head} {'; '.join(cell)}" if any(cell) else "", self._width - GAP):
                yield f"{bullet}{line}"
                bullet = "  "

    def _beside(self, cells: Sequence[Cell], *, bullet: str) -> Iterator[str]:
        columns = [
            [part for line in cell for part in wrapped(line, width)]
            for cell, width in zip(cells, self._widths, strict=True)
        ]
        for parts in zip_longest(*columns, fillvalue=""):
            filled = (
                part + " " * (width - columns_of(part))
                for part, width in zip(parts, self._widths, strict=True)
            )
            yield f"{bullet}{(' ' * GAP).join(filled)}".rstrip()
            bullet = " " * GAP


def columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes; an ideograph takes two."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield a text in lines of at most ``width`` columns, cut at blanks where that can be."""
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if columns_of(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        *pieces, line = _pieces(word, width)
        yield from pieces
    if line:
        yield line


def _pieces(word: str, width: int) -> list[str]:
    """Cut a word that is too long, after a separator where one comes late enough."""
    pieces = []
    while columns_of(word) > width:
        end = _fitting(word, width)
        late = max(word.rfind(char, end // 4, end) for char in "/-:_.,;")
        cut = late + 1 if late > 0 else end
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]


def _fitting(word: str, width: int) -> int:
    taken = 0
    for place, char in enumerate(word):
        taken += columns_of(char)
        if taken > width:
            return max(place, 1)
    return len(word)
