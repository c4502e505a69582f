"""Which lines of purchases, or which firms, do the rows of a table say?"""

from collections.abc import Iterable, Iterator, Sequence

from phaseout.domain.counting import counted
from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.cell_text import plain
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_names import meaning_of
from phaseout.intake.credential import without_credentials
from phaseout.intake.days import Order, order_in, order_shown
from phaseout.intake.delimited import CUT
from phaseout.intake.grid import Grid, Row, one_line
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.order.order_cells import country_of, decimal_mark, less_than_nothing
from phaseout.intake.order.order_fields import OrderField
from phaseout.intake.order.order_header import OrderHeader
from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.row_cells import DESIGNATIONS, RowCells

_NUMBERS = (OrderField.QUANTITY, OrderField.PRICE, OrderField.AMOUNT)
_LONGEST_LINE_NUMBER = 6
_NO_CURRENCY = "no column says in which currency amounts are, so that no amount is read; the lines are"
_NO_PRODUCT = "the table has no column that says what is bought; of its lines only the supplier is read"


class OrderRows:
    """The rows under one header. Make one per table."""

    def __init__(self, header: OrderHeader, grid: Grid, sample: Sequence[Row] = ()) -> None:
        self._header = header
        self._grid = grid
        numbers_lines = any(field in header.fields for field in (OrderField.LINE, OrderField.ITEM))
        self._book = OrderBook(says_what=header.says_what, numbers_lines=numbers_lines)
        self._secret = [
            (index, one_line(title))
            for index, title in enumerate(header.titles)
            if meaning_of(title) is Meaning.CREDENTIAL or index in header.credentials
        ]
        self._untaken = _untaken(header, self._secret)
        self._places = [grid.around(index, title) for index, title in enumerate(header.titles)]
        numbers = [index for field in _NUMBERS for index in header.fields.get(field, ())]
        self._misses_currency = False
        self._decimal = "."
        if grid.first_column is None:
            # In a sheet a number is one; in text somebody wrote it.
            self._decimal = decimal_mark(
                plain(cells[index]) for _, cells in sample for index in numbers if index < len(cells)
            )
        self._has_currency = bool(header.currency) or OrderField.CURRENCY in header.fields
        self._day_orders = {
            index: order_in(header.titles[index])
            or order_shown(plain(cells[index]) for _, cells in sample if index < len(cells))
            for index in header.fields.get(OrderField.DATE, ())
        }

    def readings(self, rows: Iterable[Row | Unread]) -> Iterator[Reading]:
        """Yield what the rows say."""
        header = self._header
        if note := header.note or ("" if header.says_what or header.document is None else _NO_PRODUCT):
            yield Unread(self._grid.row(header.row), note)
        cut_at = ""
        for row in rows:
            if isinstance(row, Unread):
                cut_at = row.locator if row.why in CUT else cut_at
                yield row
            elif any(row[1]) and tuple(cell.strip() for cell in row[1]) != header.titles:
                yield from self._row(*row, is_cut=self._grid.row(row[0]) == cut_at)

    def _row(self, number: int, cells: list[str], *, is_cut: bool) -> Iterator[Reading]:
        """Yield what a row says; where it is cut, which was told, or lacks cells, that is told once."""
        place, width = self._grid.row(number), len(self._header.titles)
        if len(cells) != width and (len(cells) < width or any(map(str.strip, cells[width:]))):
            if sum(map(bool, cells)) <= 1:
                if not is_cut:
                    yield Unread(place, "one cell by itself; taken for a remark")
                yield from self._beside(place, () if self._secret else cells)
                return
            wrong = f"{counted(len(cells), 'cell')} where the header has {width}"
            lest = "not read, lest a password be taken for something else"
            why = f"{wrong}; {lest if self._secret else 'read from the left'}"
            if self._secret or not is_cut:
                yield Unread(place, why)
            if self._secret:
                return
        is_cut = is_cut or len(cells) < width
        said = RowCells(self, number, [*cells, *[""] * (width - len(cells))][:width], cells[width:])
        if self._header.document is None:
            yield from self._firm(said, place)
        else:
            yield from self._line(said, place, is_cut=is_cut)
        yield from said.faults

    def _firm(self, said: RowCells, place: str) -> Iterator[Reading]:
        names, numbers = said.texts(OrderField.SUPPLIER), said.identifiers()
        subject = Subject(place, None, None)
        for trait, values in (("party.name", names), ("party.identifier", numbers)):
            for value in values:
                kept, what = without_credentials(trait, value)
                if kept:
                    yield Observation(subject, trait, kept, place)
                if what:
                    yield Dropped(place, f"{trait}: {what}")
        if not names and numbers:
            yield Unread(place, "a firm without a name; only its number is read")

    def _line(self, said: RowCells, place: str, *, is_cut: bool) -> Iterator[Reading]:
        header = self._header
        line, texts = said.first(OrderField.LINE), said.texts(OrderField.TEXT)
        for item in said.texts(OrderField.ITEM):
            if item.isdigit() and len(item) <= _LONGEST_LINE_NUMBER:
                line = line or item
            else:
                texts = (item, *texts)
        names = said.texts(OrderField.SUPPLIER)
        quantity, unit = said.number(OrderField.QUANTITY)
        amount, currency = said.number(OrderField.AMOUNT)
        if amount and not currency and not self._has_currency:
            amount = less_than_nothing((amount,), ".")
            if not self._misses_currency:  # said once, not with each of a million lines
                yield Unread(self._grid.row(header.row), _NO_CURRENCY)
            self._misses_currency = True
        if self._is_total(said, texts, quantity):
            yield Unread(place, "a total or a remark: it names neither an article nor a quantity")
            yield from self._beside(place, (*texts, *said.rest()))
            return
        yield from self._book.enter(
            OrderLine(
                locator=place,
                document=said.document() or header.document or OrderDocument.ORDER,
                number=next(filter(None, map(said.first, header.number_fields())), ""),
                line=line,
                buyer=said.first(OrderField.BUYER),
                supplier=next(iter(names), ""),
                supplier_names=names[1:],
                supplier_identifiers=said.identifiers(),
                texts=texts,
                manufacturer=said.first(OrderField.MANUFACTURER),
                brand=said.first(OrderField.BRAND),
                part_numbers=said.texts(OrderField.PART_NUMBER),
                skus=said.texts(OrderField.SKU),
                codes=said.codes(),
                quantity=quantity,
                unit=said.first(OrderField.UNIT) or unit,
                amount=amount,
                price=less_than_nothing(said.texts(OrderField.PRICE), self._decimal),
                currency=currency or said.first(OrderField.CURRENCY) or header.currency,
                date=said.day(),
                date_unread=said.unread_day,
                origin=country_of(said.first(OrderField.ORIGIN)),
                serials=said.texts(OrderField.SERIAL),
                site=said.first(OrderField.SITE) or None,
                stated=said.stated(),
                is_cut=is_cut,
                remarks=said.rest(),
            )
        )
        needs_supplier = OrderField.SUPPLIER in header.fields and header.document is not OrderDocument.TENDER
        if needs_supplier and not names and not is_cut:
            yield Unread(place, "the document names no supplier")

    def _beside(self, place: str, cells: Iterable[str]) -> Iterator[Reading]:
        """Yield the words of a row that is no line."""
        words = tuple(map(plain, cells))
        document = self._header.document
        if document is not None:
            yield from self._book.enter(
                OrderLine(locator=place, document=document, remarks=words, is_beside=True)
            )

    def _is_total(self, said: RowCells, texts: Sequence[str], quantity: str) -> bool:
        """Whether a row of a table of articles names none: ``Total``, ``TVQ``, ``Sous-total``."""
        counts = OrderField.QUANTITY in self._header.fields
        named = any(said.first(field) for field in (*DESIGNATIONS, OrderField.LINE, OrderField.ITEM))
        numbered = any(map(said.first, self._header.number_fields()))
        return counts and not quantity and not named and not numbered and len(texts) <= 1

    def row_place(self, number: int) -> str:
        """Return the place of a row."""
        return self._grid.row(number)

    def cell_place(self, index: int, number: int) -> str:
        """Return the place of a cell."""
        before, after = self._places[index]
        return f"{before}{number}{after}"

    @property
    def header(self) -> OrderHeader:
        """What the columns hold."""
        return self._header

    @property
    def decimal(self) -> str:
        """The decimal mark of the table, "" if nobody knows."""
        return self._decimal

    def day_order(self, index: int) -> Order | None:
        """Return which number of a date comes first, by the name of its column or its other dates."""
        return self._day_orders.get(index)

    @property
    def untaken(self) -> tuple[int, ...]:
        """The columns that no field takes, but those of credentials."""
        return self._untaken

    @property
    def secret(self) -> list[tuple[int, str]]:
        """The columns of credentials, and their names."""
        return self._secret


def _untaken(header: OrderHeader, secret: Iterable[tuple[int, str]]) -> tuple[int, ...]:
    """Return the columns that no field takes, but those of credentials."""
    if header.is_published:
        return ()
    taken = {index for places in header.fields.values() for index in places}
    taken |= {index for index, _ in (*secret, *header.stated)}
    return tuple(index for index in range(len(header.titles)) if index not in taken)
