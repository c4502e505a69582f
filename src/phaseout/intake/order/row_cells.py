"""What do the cells of one row of a table of purchases say?"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from phaseout.domain.observation import Dropped, Reading, Unread
from phaseout.intake.cell_text import LOST, LOST_LETTERS, is_error, plain, shown_error, what_mangled
from phaseout.intake.days import read_span
from phaseout.intake.order.order_cells import number_of
from phaseout.intake.order.order_fields import OrderField
from phaseout.intake.order.order_line import OrderDocument
from phaseout.intake.order.schemes import item_code, listed_in, party_identifier

if TYPE_CHECKING:
    from phaseout.intake.order.order_rows import OrderRows

DESIGNATIONS = (OrderField.PART_NUMBER, OrderField.SKU, OrderField.SERIAL)
_DOCUMENTS = frozenset(OrderDocument)
_COUNTED = re.compile(r"(\S{1,20})\s+([^\W\d_][\w.]{0,19})")
"""``12 Stk``: a quantity and its unit in one cell."""


class RowCells:
    """What the cells of one row say, and what is wrong with them."""

    def __init__(self, rows: "OrderRows", number: int, cells: list[str], beyond: Sequence[str] = ()) -> None:
        self._rows = rows
        self._beyond = beyond
        self._number = number
        self._cells = cells
        self.unread_day = ""
        self.faults: list[Reading] = [
            Dropped(rows.cell_place(index, number), f"column {title}")
            for index, title in rows.secret
            if cells[index].strip()
        ]

    def texts(self, field: OrderField) -> tuple[str, ...]:
        """Return every value of a field, each once."""
        return tuple(dict.fromkeys(value for _, value in self._values(field)))

    def first(self, field: OrderField) -> str:
        """Return the best value of a field."""
        return next((value for _, value in self._values(field)), "")

    def number(self, field: OrderField) -> tuple[str, str]:
        """Return a number with a decimal point and the currency, or of a quantity the unit, beside it."""
        for index, value in self._values(field):
            number, currency, why = number_of(value, self._rows.decimal)
            if not why:
                return number, currency
            if field is OrderField.QUANTITY and (counted := _COUNTED.fullmatch(value)):
                number, _, why = number_of(counted[1], self._rows.decimal)
                if not why:
                    return number, counted[2]
            self.faults.append(Unread(self._rows.cell_place(index, self._number), why))
        return "", ""

    def day(self) -> str:
        """Return the day, month or year of the document."""
        for index, value in self._values(OrderField.DATE):
            day, why = read_span(value, self._rows.day_order(index))
            if day is not None:
                return day
            self.unread_day = self.unread_day or value
            self.faults.append(Unread(self._rows.cell_place(index, self._number), why or ""))
        return ""

    def document(self) -> OrderDocument | None:
        """Return the kind of document a column names, in the words of the trait ``order.document``."""
        for index, value in self._values(OrderField.DOCUMENT):
            if value.lower() in _DOCUMENTS:
                return OrderDocument(value.lower())
            place = self._rows.cell_place(index, self._number)
            why = f"“{value[:40]}” is no kind of document; write one of {', '.join(sorted(_DOCUMENTS))}"
            self.faults.append(Unread(place, why))
        return None

    def rest(self) -> tuple[str, ...]:
        """Return what stands in columns that no field takes, and beyond the last column."""
        own = (self._cells[index] for index in self._rows.untaken)
        return tuple(plain(cell.strip()) for cell in (*own, *self._beyond) if cell.strip())

    def stated(self) -> tuple[tuple[str, str], ...]:
        """Return what somebody states of the thing beside the purchase, (trait, value) each."""
        found = ((trait, plain(self._cells[index].strip())) for index, trait in self._rows.header.stated)
        return tuple((trait, value) for trait, value in found if value)

    def identifiers(self) -> tuple[str, ...]:
        """Return the numbers of the supplier, ``scheme:value`` each."""
        schemes = self._rows.header.schemes
        found = (
            party_identifier(schemes.get(index, ""), value, "party")
            for index, value in self._values(OrderField.SUPPLIER_ID)
        )
        return tuple(dict.fromkeys(filter(None, found)))

    def codes(self) -> tuple[str, ...]:
        """Return the commodity codes, ``scheme:value`` each."""
        schemes = self._rows.header.schemes
        found = (item_code(schemes.get(index, ""), value) for index, value in self._values(OrderField.CODE))
        return tuple(dict.fromkeys(filter(None, found)))

    def _values(self, field: OrderField) -> Iterator[tuple[int, str]]:
        columns = self._rows.header.fields.get(field, ())
        return chain.from_iterable(self._of_column(field, index) for index in columns)

    def _of_column(self, field: OrderField, index: int) -> Iterator[tuple[int, str]]:
        """Yield the values of a cell."""
        cell = self._cells[index]
        for part in listed_in(cell) if cell else ():
            value = plain(part)
            if value and (why := self._why_not(field, value)):
                self._fault(Unread(self._rows.cell_place(index, self._number), why))
            elif value:
                yield index, value

    def _why_not(self, field: OrderField, value: str) -> str:
        if is_error(value):
            return shown_error(value)
        if field in DESIGNATIONS:
            return what_mangled(value) or ""
        if LOST in value:
            self._fault(Unread(self._rows.row_place(self._number), LOST_LETTERS))
        return ""

    def _fault(self, fault: Unread) -> None:
        if fault not in self.faults:
            self.faults.append(fault)
