"""Which things does a table list, and what does it say of each?"""

import re
from collections.abc import Generator, Iterable, Iterator
from itertools import chain, islice

from phaseout.domain.counting import counted
from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.cell import is_ordinary_name
from phaseout.intake.column_meanings import KEYS, NAMES, Meaning
from phaseout.intake.column_names import meaning_of
from phaseout.intake.column_profile import Profiles
from phaseout.intake.column_profiles import BUILT_IN
from phaseout.intake.columns import Columns, columns_of
from phaseout.intake.delimited import CUT
from phaseout.intake.grid import Grid, Row, one_line
from phaseout.intake.order.order_header import OrderHeader
from phaseout.intake.order.order_rows import OrderRows
from phaseout.intake.order.order_table import order_header_in
from phaseout.intake.table_header import ROWS_SEARCHED, Header, find_header, header_of

_NAME_STARTS = frozenset(name.strip()[:2] for key in KEYS for name in NAMES.get(key, "").split(","))
_WORDS_ALONE = re.compile(r"[^\d@=:]{1,40}")
_NAMES_SHOWN = 12
_ROW_OF_DATA = 3
_NEEDED = (
    "one column at least must be named Manufacturer, Brand, Model, Part number, Serial number, "
    "MAC address, IP address or Description "
    "(Fabricant, Marque, Modèle, Numéro de pièce, Numéro de série, Adresse MAC, Adresse IP)"
)


def read_table(rows: Iterable[Row | Unread], grid: Grid, profiles: Profiles = BUILT_IN) -> Iterator[Reading]:
    """Return what a sheet says: its header is looked for, and a later header begins another table."""
    return chain.from_iterable(_runs(iter(rows), grid, profiles))


def _runs(rest: Iterator[Row | Unread], grid: Grid, profiles: Profiles) -> Iterator[Iterable[Reading]]:
    """Yield what each row says."""
    searched = list(islice(rest, ROWS_SEARCHED))
    rows = [row for row in searched if not isinstance(row, Unread) and any(row[1])]
    if (orders := order_header_in(rows, profiles)) is not None:
        yield from _orders_said(orders, searched, rest, grid)
        return
    header = find_header(rows, profiles)
    if header is None:
        yield tuple(row for row in searched if isinstance(row, Unread))
        if rows:
            yield (Unread(grid.row(rows[0][0]), _no_header(rows)),)
        return
    place = next(i for i, row in enumerate(searched) if not isinstance(row, Unread) and row[0] == header.row)
    yield _above(searched[:place], header.row, grid)
    following: Header | None = header
    below = [row for row in searched[place + 1 :] if isinstance(row, Unread) or any(row[1])]
    second = header_of(below[0], profiles) if below and not isinstance(below[0], Unread) else None
    if second is not None and len(second.titles) == len(header.titles):
        following = header.joined(second)
        del below[0]
    remaining = chain(below, rest)
    while following is not None:
        following = yield from _rows_said(following, remaining, grid, profiles)


def _orders_said(
    header: OrderHeader, searched: list[Row | Unread], rest: Iterator[Row | Unread], grid: Grid
) -> Iterator[Iterable[Reading]]:
    """Yield what the rows of a table of purchases, or of a list of firms, say."""
    place = next(i for i, row in enumerate(searched) if not isinstance(row, Unread) and row[0] == header.row)
    yield _above(searched[:place], header.row, grid)
    below = searched[place + 1 :]
    sample = [row for row in below if not isinstance(row, Unread)]
    yield OrderRows(header, grid, sample).readings(chain(below, rest))


def _above(rows: Iterable[Row | Unread], header: int, grid: Grid) -> list[Reading]:
    """Return what is to be said of the rows above the header: a title is nothing, a table is unread."""
    said: list[Reading] = [row for row in rows if isinstance(row, Unread)]
    full = [row[0] for row in rows if not isinstance(row, Unread) and sum(map(bool, row[1])) >= _ROW_OF_DATA]
    if len(full) > 1:
        said.append(Unread(grid.row(full[0]), _headless(len(full), header)))
    return said


def _rows_said(
    header: Header, rows: Iterator[Row | Unread], grid: Grid, profiles: Profiles
) -> Generator[Iterable[Reading], None, Header | None]:
    """Yield what each row under one header says; return the header that ends them, if one does."""
    columns = columns_of(header, grid)
    # A row makes half a dozen observations and a file has a million rows, so a row is one list.
    read, has_more = columns.read, bool(columns.credentials or columns.stand_ins)
    for row in _table_rows(rows, header, columns, grid, profiles):
        if isinstance(row, Unread):
            yield (row,)
            continue
        if isinstance(row, Header):
            return row
        number, cells = str(row[0]), row[1]
        subject, said = _subject(cells, columns, number, grid)
        for index, before, after, say in read:
            if cell := cells[index]:
                found, unread, dropped = say(cell)
                for trait, value in found:
                    said.append(Observation(subject, trait, value, f"{before}{number}{after}"))
                if unread or dropped:
                    said.extend(_troubles(f"{before}{number}{after}", unread, dropped))
        if has_more:
            said.extend(_more(cells, columns, subject, number))
        if not said and subject.ref is not None and not subject.ref.isdigit():
            said.append(Unread(grid.row(row[0]), f"names “{one_line(subject.ref)}” and says nothing of it"))
        yield said
    return None


def _table_rows(
    rows: Iterator[Row | Unread], header: Header, columns: Columns, grid: Grid, profiles: Profiles
) -> Iterator[Row | Unread | Header]:
    """Yield rows with as many cells as the header, and the header of a table that follows."""
    width, probe, title = columns.width, columns.probe, columns.probe_title
    cut_at = ""
    for row in rows:
        if isinstance(row, Unread):
            cut_at = row.locator if row.why in CUT else cut_at
            yield row
            continue
        cells = _without_tail(row[1], columns)
        fits = len(cells) == width
        if not fits and not any(cells):
            continue
        name = cells[probe] if fits else ""
        if not fits or (name and (name == title or name[:2].lower() in _NAME_STARTS)):
            may_be = not fits or name == title or meaning_of(name) is not Meaning.UNKNOWN
            other = header_of(row, profiles) if may_be else None
            if other is not None and header.covers(other):
                continue
            if other is not None:
                yield other
                return
        if fits:
            yield row[0], cells
            continue
        fitted, why = _fitted(cells, columns)
        if why and (columns.credentials or grid.row(row[0]) != cut_at):
            yield Unread(grid.row(row[0]), why)
        if fitted is not None:
            yield row[0], fitted


def _headless(count: int, header: int) -> str:
    has = "has" if count == 1 else "have"
    return f"{counted(count, 'row')} above the header row {header} {has} no header"


def _without_tail(cells: list[str], columns: Columns) -> list[str]:
    """Leave off the separators at the end of a row, which many programs write.

    Not where a password may have a separator in it and have pushed the others to the right.
    """
    width = columns.width
    return cells if len(cells) <= width or columns.credentials or any(cells[width:]) else cells[:width]


def _fitted(cells: list[str], columns: Columns) -> tuple[list[str] | None, str]:
    """Return as much of a row as stands under its header, and what is wrong with it."""
    count, width = len(cells), columns.width
    wrong = f"{counted(count, 'cell')} where the header has {width}"
    if columns.credentials:
        # One separator too many or too few, and a password stands under "Model": to the right of its
        # place in a row too long, to the left in a row too short.
        safe = min(columns.credentials).at - max(0, width - count)
        if safe <= 0:
            return None, f"{wrong}; not read, lest a password be taken for something else"
        why = f"{wrong}; only the first {safe} are read, lest a password be taken for something else"
        return cells[:safe] + [""] * (width - safe), why
    if count < width:
        if count == 1:
            return None, "one cell by itself; taken for a remark"
        missing = f"{wrong}; read from the left" if count <= columns.last_read else ""
        return cells + [""] * (width - count), missing
    surplus = any(cell.strip() for cell in cells[width:])
    return cells[:width], f"{wrong}; read from the left, the rest left out" if surplus else ""


def _subject(cells: list[str], columns: Columns, number: str, grid: Grid) -> tuple[Subject, list[Reading]]:
    """Return what the row speaks of, and what was wrong with its name or its site."""
    odd: list[Reading] = []
    ref = site = None
    is_tagged = False
    for index, before, after, say in columns.refs:
        if cell := cells[index]:
            is_tagged = index in columns.tags
            if is_ordinary_name(cell):
                ref = cell
                break
            found, unread, dropped = say(cell)
            odd.extend(_troubles(f"{before}{number}{after}", unread, dropped))
            if found:
                ref = found[0][1]
                break
    if columns.site is not None and (cell := cells[columns.site.at]):
        found, unread, dropped = columns.site.say(cell)
        site = found[0][1] if found else None
        if unread or dropped:
            odd.extend(_troubles(f"{columns.site.before}{number}{columns.site.after}", unread, dropped))
    return Subject(grid.before_row + number, ref, site, None, is_tagged and ref is not None), odd


def _more(cells: list[str], columns: Columns, subject: Subject, number: str) -> Iterator[Reading]:
    """Yield what columns say that depend on another one, and which credentials were not looked at."""
    for other, (index, before, after, alone), beside in columns.stand_ins:
        if cell := cells[index]:
            found, unread, dropped = (beside if cells[other].strip() else alone)(cell)
            for trait, value in found:
                yield Observation(subject, trait, value, before + number + after)
            yield from _troubles(before + number + after, unread, dropped)
    for index, before, after, what in columns.credentials:
        if cells[index].strip():
            yield Dropped(before + number + after, what)


def _troubles(locator: str, unread: Iterable[str], dropped: Iterable[str]) -> Iterator[Unread | Dropped]:
    for why in unread:
        yield Unread(locator, why)
    for what in dropped:
        yield Dropped(locator, what)


def _no_header(rows: list[Row]) -> str:
    """Say why the table is not read, with the names in it if names they are."""
    names = next((cells for _, cells in rows if sum(map(bool, cells)) > 1), [])
    filled = [one_line(cell) for cell in names if cell.strip()]
    # The first row of a table without a header is data, in which a password may stand.
    seen = ""
    if filled and all(map(_WORDS_ALONE.fullmatch, filled)):
        seen = "; found: " + ", ".join(filled[:_NAMES_SHOWN])
    return f"no row names columns of an inventory{seen}; {_NEEDED}"
