"""Which pieces of text below the head of a table are one row, when cells wrap?

One row has one number in the column that counts or numbers things. A row ends where the lines of no cell
follow each other closely; where rows stand as close as lines, it ends at that number: above it where cells
are aligned at their top, below it where at their bottom, and as far below it as it began above where in
the middle. What leaves a row with two numbers is no answer.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from phaseout.intake.order.order_cells import number_of
from phaseout.intake.order.order_fields import OrderField
from phaseout.intake.quote.placed import Piece, baselines
from phaseout.intake.quote.table_columns import Columns

_NUMBERED = (OrderField.LINE, OrderField.ITEM)
_COUNTED = (OrderField.QUANTITY, OrderField.AMOUNT, OrderField.PRICE)
_LINE_NUMBER = re.compile(r"[A-Za-z]?\d{1,5}(?:\.\d{1,3}){0,3}[.)]?")
_COUNT = re.compile(r"(\S{1,20})\s+[^\W\d_][\w.]{0,19}")
"""``12 Stk``: a quantity and its unit in one cell."""
_WIDER = (1.3, 1.12, 1.03)
"""How much further than a line of a cell the next row stands, the surest first."""
_LEAST, _MOST = 0.8, 1.8
"""Heights of letters from one line of a cell to the next."""
_USUAL = 1.2
_GOES_ON = 1.6
"""How much further than another line one may stand that goes on with the row above."""
_SLACK = 0.25
_CLOSER = 0.9
"""How much nearer than the next row a line stands that goes on with this one."""
_MOST_OF_THEM = 0.6
Group = list[Piece]


def is_number(text: str) -> bool:
    """Whether a cell is a number, maybe of money or with a unit."""
    text = text.strip()
    counted = _COUNT.fullmatch(text)
    return not number_of(text, ".")[2] or (counted is not None and not number_of(counted[1], ".")[2])


def rows_in(body: Sequence[Piece], columns: Columns) -> list[Group] | None:
    """Return the pieces of each row, of a remark between them too; None where nobody can tell."""
    anchors = anchors_of(body, columns)
    if not anchors:
        return None
    leading = leading_of(body, columns)
    for groups in _parted(body, anchors, leading):
        if _is_answer(groups, anchors):
            return _with_what_goes_on(groups, frozenset(anchors), columns, leading)
    return None


def anchors_of(body: Sequence[Piece], columns: Columns) -> list[Piece]:
    """Return the numbers of which each row has one, from the top."""
    found = []
    for field in (*_NUMBERED, *_COUNTED):
        fits = _LINE_NUMBER.fullmatch if field in _NUMBERED else is_number
        for column in columns.fields.get(field, ()):
            inside = [piece for piece in body if columns.of(piece) == column and fits(piece.text.strip())]
            found.append(sorted(inside, key=lambda piece: piece.down))
    most = max(map(len, found), default=0)
    return next((numbers for numbers in found if numbers and len(numbers) >= _MOST_OF_THEM * most), [])


def leading_of(body: Sequence[Piece], columns: Columns) -> float:
    """Return how far a line of a cell stands below the one above it."""
    height = max(piece.height for piece in body)
    steps: list[float] = []
    for column in range(len(columns.titles)):
        downs = sorted(piece.down for piece in body if columns.of(piece) == column)
        steps.extend(below - above for above, below in pairwise(downs))
    return min((step for step in steps if _LEAST * height < step < _MOST * height), default=_USUAL * height)


def _parted(body: Sequence[Piece], anchors: Sequence[Piece], leading: float) -> Iterator[list[Group]]:
    """Yield the ways in which a body may be parted into rows, the surest first."""
    lines = baselines(body)
    for wider in _WIDER:
        yield list(_by_gaps(lines, wider * leading))
    first, last = anchors[0], anchors[-1]
    slack = _SLACK * leading
    if lines[0][0].down > first.down - slack:
        yield _by_cuts(lines, [anchor.down - slack for anchor in anchors[1:]])
    if lines[-1][0].down < last.down + slack:
        yield _by_cuts(lines, [anchor.down + slack for anchor in anchors[:-1]])
    yield _by_cuts(lines, list(_middles(lines, anchors, slack)))


def _by_gaps(lines: Sequence[Group], gap: float) -> Iterator[Group]:
    group: Group = []
    for line in lines:
        if group and line[0].down - group[-1].down > gap:
            yield group
            group = []
        group.extend(line)
    yield group


def _by_cuts(lines: Sequence[Group], cuts: Sequence[float]) -> list[Group]:
    groups: list[Group] = [[] for _ in range(len(cuts) + 1)]
    for line in lines:
        for piece in line:
            groups[bisect_left(cuts, piece.down)].append(piece)
    return [group for group in groups if group]


def _middles(lines: Sequence[Group], anchors: Sequence[Piece], slack: float) -> Iterator[float]:
    """Yield where rows end whose numbers stand in their middle: as far below as they began above."""
    downs = [line[0].down for line in lines]
    start = downs[0]
    for anchor in anchors[:-1]:
        end = 2 * anchor.down - start + slack
        yield end
        start = next((down for down in downs if down > end), end)


def _is_answer(groups: Sequence[Group], anchors: Sequence[Piece]) -> bool:
    numbers = set(anchors)
    counts = [len(numbers.intersection(group)) for group in groups]
    lines = [{piece.line for piece in group} for group in groups]
    are_apart = all(above.isdisjoint(below) for above, below in pairwise(lines))
    return max(counts) == 1 and are_apart


def _with_what_goes_on(
    groups: Sequence[Group], numbers: frozenset[Piece], columns: Columns, leading: float
) -> list[Group]:
    """Return rows with the lines of text that follow them after a little more space, and no farther ones."""
    closest = _closest(groups, numbers, _GOES_ON * leading)
    rows: list[Group] = []
    for group in groups:
        is_row = not numbers.isdisjoint(group) or any(is_number(piece.text) for piece in group)
        if rows and not is_row and _goes_on(rows[-1], group, columns, _CLOSER * closest):
            rows[-1] = [*rows[-1], *group]
            continue
        rows.extend(_near(group, numbers, columns, (_GOES_ON + _SLACK) * leading))
    return rows


def _near(group: Group, numbers: frozenset[Piece], columns: Columns, most: float) -> Iterator[Group]:
    """Yield a row, then what stands farther below it than its lines from each other: a remark."""
    near: Group = []
    has_number = False
    for line in baselines(group):
        begins = numbers.isdisjoint(line)
        is_far = near and line[0].down - near[-1].down > most
        if has_number and begins and (is_far or _begins_below(line, columns)):
            yield near
            near, has_number = [], False
        near.extend(line)
        has_number = has_number or not begins
    yield near


def _begins_below(line: Group, columns: Columns) -> bool:
    """Whether words stand where the numbers of the lines do: a remark below the table."""
    numbered = columns.fields.get(OrderField.LINE, ())
    return any(columns.of(piece) in numbered and any(map(str.isalpha, piece.text)) for piece in line)


def _closest(groups: Sequence[Group], numbers: frozenset[Piece], default: float) -> float:
    """Return the least space between two rows that follow each other."""
    steps = [
        below[0].down - max(piece.down for piece in above)
        for above, below in pairwise(groups)
        if not numbers.isdisjoint(above) and not numbers.isdisjoint(below)
    ]
    return min(steps, default=default)


def _goes_on(row: Group, group: Group, columns: Columns, most: float) -> bool:
    """Whether a group is one column's text that begins where that of the row above does, and close to it."""
    met = {columns.of(piece) for piece in group}
    above = [piece for piece in row if {columns.of(piece)} == met]
    if not above or len(met) > 1:
        return False
    gap = min(piece.down for piece in group) - max(piece.down for piece in row)
    starts = abs(min(piece.left for piece in group) - min(piece.left for piece in above))
    return gap < most and starts < above[0].height
