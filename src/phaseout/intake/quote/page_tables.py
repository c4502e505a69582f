"""Which rows of goods does a page hold, put together by where its words stand?"""

from collections.abc import Sequence
from typing import NamedTuple

from phaseout.intake.order.order_cells import decimal_mark
from phaseout.intake.order.order_fields import OrderField
from phaseout.intake.quote.placed import Piece, baselines, cells_in, parts_in
from phaseout.intake.quote.row_cells import CellTexts, RowCells, row_cells
from phaseout.intake.quote.table_columns import Columns, TableHead, columns_of, heads_in, spans_columns
from phaseout.intake.quote.table_rows import is_number, rows_in
from phaseout.intake.quote.text_line import is_sum, is_sum_of_all

_FARTHEST = 4.5
"""Heights of letters between two lines of a table, at most."""
_CLOSE = 1.45
_FEWEST_THAT_SAY_WHAT = 0.7
_MONEY = (OrderField.QUANTITY, OrderField.PRICE, OrderField.AMOUNT)


class TableRow(NamedTuple):
    """A row of a table of goods."""

    lines: tuple[int, ...]
    """The lines of the page it stands in, from 1."""
    cells: RowCells


class PageTables(NamedTuple):
    """What the tables of a page say."""

    rows: tuple[TableRow, ...]
    beside: frozenset[int]
    """Lines of tables that are of no thing: their heads, remarks between rows."""
    goes_on: Columns | None
    """The columns of a table that no sum ended, so that it may go on overleaf."""
    failed: tuple[int, ...]
    """The lines of heads whose tables could not be put together."""
    heads: int
    tried: int
    """How many places were tried for a head, which takes about 5 ms each."""


def tables_of(pieces: Sequence[Piece], above: Columns | None) -> PageTables:
    """Return the rows of a page. ``above`` are the columns of a table that may go on from the page before."""
    found = _tables(cells_in(pieces), above)
    if found.rows and found.heads and not found.failed:
        return found
    again = _tables(parts_in(pieces), above)
    # A head whose words nearly touch is found by its parts alone, and without it is taken for a row.
    is_better = bool(again.rows) and (again.heads, len(again.rows)) > (found.heads, len(found.rows))
    return (again if is_better else found)._replace(tried=found.tried + again.tried)


def _tables(cells: Sequence[Piece], above: Columns | None) -> PageTables:
    heads, tried = heads_in(cells)
    tops = [head.top for head in heads]
    rows: list[TableRow] = []
    beside: set[int] = set()
    failed: list[int] = []
    goes_on: Columns | None = None
    if above is not None and cells:
        ended, found, goes_on = _continued(_below(cells, float("-inf"), tops), above)
        rows.extend(found)
        beside |= ended
    for head in heads:
        table = _table(head, _below(cells, head.bottom, tops))
        if table is None:
            failed.append(min(piece.line for piece in head.pieces))
            goes_on = None
        else:
            found, others, goes_on = table
            rows.extend(found)
            beside |= others | {piece.line for piece in head.pieces}
    used = {line for row in rows for line in row.lines}
    return PageTables(tuple(rows), frozenset(beside - used), goes_on, tuple(failed), len(heads), tried)


_Table = tuple[list[TableRow], set[int], Columns | None]


def _below(cells: Sequence[Piece], top: float, tops: Sequence[float]) -> list[Piece]:
    """Return what stands below a head and above the next."""
    end = min((one for one in tops if one > top), default=float("inf"))
    return [piece for piece in cells if top < piece.down < end]


def _table(head: TableHead, below: Sequence[Piece]) -> _Table | None:
    whole, has_sum = _body(below)
    inside = [piece for piece in whole if not spans_columns(piece, head)]
    for body in (inside, _trimmed(inside)):
        columns = columns_of(head, body) if body else None
        if columns is not None and (table := _rows(body, columns)) is not None:
            rows, others = table
            return rows, others, None if has_sum else columns
    return None


def _continued(below: Sequence[Piece], above: Columns) -> tuple[set[int], list[TableRow], Columns | None]:
    """Return the rows of a table that goes on without a head; none where its columns do not fit."""
    body, has_sum = _body(below)
    # Places of a page are counted from its leftmost word, which need not be the same on the next.
    for moved in (0.0, above.left):
        placed = [piece._replace(left=piece.left + moved, right=piece.right + moved) for piece in body]
        inside = [piece for piece in placed if not above.crosses(piece)]
        if inside and (table := _rows(inside, above)) is not None:
            rows, others = table
            return others, rows, None if has_sum else above
    return set(), [], None


def _body(below: Sequence[Piece]) -> tuple[list[Piece], bool]:
    """Return what stands below a head up to a sum, or to a wide gap, and whether a sum is what ends it."""
    body: list[Piece] = []
    for line in baselines(below):
        if _adds_up(line):
            return body, True
        if body and line[0].down - body[-1].down > _FARTHEST * max(line[0].height, body[-1].height):
            return body, False
        body.extend(line)
    return body, False


def _adds_up(line: Sequence[Piece]) -> bool:
    """Whether a line is a sum, a tax or the freight: “Remise en état | 1 | 400 | 400” is a row."""
    text = line[0].text
    numbers = sum(is_number(piece.text) for piece in line)
    has_number = numbers > 0 or (is_sum(text) and any(map(str.isdigit, text)))
    return is_sum(text) and has_number and (numbers <= 1 or is_sum_of_all(text))


def _trimmed(body: Sequence[Piece]) -> list[Piece]:
    """Return a body without what stands below its last number and farther than a line."""
    lines = baselines(body)
    last = max((at for at, line in enumerate(lines) if any(is_number(p.text) for p in line)), default=-1)
    kept = [piece for line in lines[: last + 1] for piece in line]
    for line in lines[last + 1 :]:
        if not kept or line[0].down - kept[-1].down > _CLOSE * line[0].height:
            break
        kept.extend(line)
    return kept


def _rows(body: Sequence[Piece], columns: Columns) -> tuple[list[TableRow], set[int]] | None:
    """Return the rows of a body and the lines that are of none; None where they cannot be told apart."""
    groups = rows_in(body, columns)
    if groups is None:
        return None
    counted = {column for field in _MONEY for column in columns.fields.get(field, ())}
    texts = CellTexts(columns, body)
    written = [(group, texts.of(group)) for group in groups]
    decimal = decimal_mark(cells[column] for _, cells in written for column in counted)
    rows: list[TableRow] = []
    others: set[int] = set()
    for group, cells in written:
        lines = tuple(sorted({piece.line for piece in group}))
        found = row_cells(cells, columns, decimal)
        if is_sum(next(filter(None, cells), "")) and not (found.line or found.quantity):
            others |= set(lines)
        elif found.line or any(is_number(cells[column]) for column in counted):
            rows.append(TableRow(lines, found))
        else:
            others |= set(lines)
    saying = sum(row.cells.says_what for row in rows)
    return (rows, others) if rows and saying >= _FEWEST_THAT_SAY_WHAT * len(rows) else None
