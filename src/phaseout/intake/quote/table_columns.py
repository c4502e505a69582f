"""Where on a page stand the columns of a table of goods, and what does each hold?

The words of its head say it, as they do in a table of purchases; its columns end where a strip is free of
text between the words of two heads.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from types import MappingProxyType
from typing import NamedTuple

from phaseout.intake.order.order_fields import OrderField, field_of
from phaseout.intake.order.order_header import OrderHeader, order_header_of
from phaseout.intake.quote.placed import Piece, baselines

_MOST_LINES = 5
"""Baselines of a head whose words wrap."""
_WRAPPED = 1.6
"""Heights of letters from one line of a head to the next, at most."""
_NUMBERS = frozenset(("#", "no", "no.", "n°", "nº", "nr", "nr.", "num", "num."))
"""What heads the numbers of lines where it stands alone in the first column."""
_MOST_HEADS, _MOST_TRIED = 20, 200
"""Of a page; no page that people read has more."""
_STRIPS = 3
_SEVERAL = 5
"""Pairs of columns with more than one strip that are tried together."""
_LINES_TRIED = 40
_Strip = tuple[float, float]


class TableHead(NamedTuple):
    """The head of a table of goods."""

    header: OrderHeader
    spans: tuple[tuple[float, float], ...]
    """Where the words of each column begin and end."""
    pieces: tuple[Piece, ...]

    @property
    def top(self) -> float:
        """The baseline of its first line."""
        return min(piece.down for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """The baseline of its last line."""
        return max(piece.down for piece in self.pieces)


class Columns(NamedTuple):
    """The columns of a table of goods."""

    fields: Mapping[OrderField, tuple[int, ...]]
    titles: tuple[str, ...]
    bounds: tuple[float, ...]
    """Where each column but the last ends."""
    left: float
    """Where the text of the first begins."""

    def of(self, piece: Piece) -> int:
        """Return the column in which a piece stands, from 0."""
        middle = (piece.left + piece.right) / 2
        return sum(bound < middle for bound in self.bounds)

    def crosses(self, piece: Piece) -> bool:
        """Whether a piece reaches over the end of a column."""
        slack = piece.height / 4
        return any(piece.left < bound - slack and piece.right > bound + slack for bound in self.bounds)


def heads_in(pieces: Sequence[Piece]) -> tuple[list[TableHead], int]:
    """Return the heads of tables of goods on a page, from the top, and how many places were tried."""
    lines = baselines(pieces)
    heads: list[TableHead] = []
    start = tried = 0
    while start < len(lines) and len(heads) < _MOST_HEADS and tried < _MOST_TRIED:
        if not any(field_of(piece.text.strip()) for piece in lines[start]):
            start += 1
            continue
        tried += 1
        if _best_from(lines, [start]) is None:
            start += 1
            continue
        # A line above may have been taken for one of its lines.
        best = _best_from(lines, range(start, min(start + _MOST_LINES, len(lines))))
        if best is None:
            break
        heads.append(best[1])
        start = best[2]
    return heads, tried


_Best = tuple[tuple[int, int], TableHead, int]


def _best_from(lines: list[list[Piece]], starts: Iterable[int]) -> _Best | None:
    """Return the head that names the most columns and no other, and the baseline after it."""
    best: _Best | None = None
    for start in starts:
        for end, window in _windows(lines, start):
            head = _head(window)
            if head is not None:
                known = sum(map(len, head.header.fields.values()))
                score = (2 * known - len(head.spans), end - start)
                if best is None or score > best[0]:
                    best = (score, head, end)
    return best


def _windows(lines: list[list[Piece]], start: int) -> Iterator[tuple[int, list[Piece]]]:
    window: list[Piece] = []
    for end in range(start, min(start + _MOST_LINES, len(lines))):
        is_near = end == start or lines[end][0].down - lines[end - 1][0].down < _WRAPPED * max(
            lines[end][0].height, lines[end - 1][0].height
        )
        if not is_near or any(not any(map(str.isalpha, p.text)) and _has_digit(p.text) for p in lines[end]):
            return
        window.extend(lines[end])
        yield end + 1, window


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _head(window: Sequence[Piece]) -> TableHead | None:
    stacks = _stacks(window)
    if len(stacks) < 3:  # noqa: PLR2004  # what is bought, how many, and what it costs
        return None
    titles = [_title(stack) for stack in stacks]
    if titles[0].lower() in _NUMBERS:
        titles[0] = "Line"
    header = order_header_of(1, titles)
    if header is None or header.document is None:
        return None
    spans = tuple((min(p.left for p in stack), max(p.right for p in stack)) for stack in stacks)
    return TableHead(header, spans, tuple(window))


def _stacks(window: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces of each column: those that stand one below the other."""
    stacks: list[list[Piece]] = []
    right = float("-inf")
    for piece in sorted(window, key=lambda piece: piece.left):
        if stacks and piece.left < right:
            stacks[-1].append(piece)
        else:
            stacks.append([piece])
        right = max(right, piece.right) if len(stacks[-1]) > 1 else piece.right
    return [sorted(stack, key=lambda piece: piece.down) for stack in stacks]


def _title(stack: Sequence[Piece]) -> str:
    texts = [piece.text.strip() for piece in stack]
    whole = " ".join(texts)
    # “Descriptio” above “n”: a narrow column breaks words anywhere.
    return "".join(texts) if field_of(whole) is None and field_of("".join(texts)) is not None else whole


def spans_columns(piece: Piece, head: TableHead) -> bool:
    """Whether a piece stands below the words of several columns, and so is in none of them."""
    return sum(piece.left < right and piece.right > left for left, right in head.spans) > 1


def columns_of(head: TableHead, body: Sequence[Piece]) -> Columns | None:
    """Return the columns of a table by its head and the pieces below; None where no strip parts two."""
    choices = [list(_strips(one[1], two[0], body)) for one, two in pairwise(head.spans)]
    if not all(choices):
        return None
    several = sum(len(strips) > 1 for strips in choices)
    most = 1 if several > _SEVERAL else _STRIPS
    lines = baselines(body)
    tried = ([sum(strip) / 2 for strip in strips] for strips in product(*(one[:most] for one in choices)))
    # Of those as good the first, whose strips are the widest.
    bounds = min(tried, key=lambda one: _crowded(one, lines))
    left = min(piece.left for piece in (*body, *head.pieces))
    fields = MappingProxyType(dict(head.header.fields))
    return Columns(fields, head.header.titles, tuple(bounds), left)


def _strips(start: float, end: float, body: Sequence[Piece]) -> Iterator[_Strip]:
    """Yield the strips between two heads that no piece of the body touches, the widest first."""
    found: list[_Strip] = []
    at = start
    for piece in sorted(body, key=lambda piece: piece.left):
        if piece.right > start and piece.left < end:
            if piece.left > at:
                found.append((at, piece.left))
            at = max(at, piece.right)
    if at < end:
        found.append((at, end))
    found.sort(key=lambda strip: strip[0] - strip[1])
    yield from found[:_STRIPS]


def _crowded(bounds: Sequence[float], lines: Sequence[Sequence[Piece]]) -> int:
    """Return how often two pieces stand side by side in one column."""
    count = 0
    for line in lines[:_LINES_TRIED]:
        columns = [sum(bound < (piece.left + piece.right) / 2 for bound in bounds) for piece in line]
        count += len(columns) - len(set(columns))
    return count
