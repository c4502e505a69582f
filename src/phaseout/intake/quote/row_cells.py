"""What does each cell of a row say, whose text is broken over lines, and what does the row buy?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from phaseout.intake.order.order_cells import number_of
from phaseout.intake.order.order_fields import OrderField
from phaseout.intake.quote.placed import Piece, baselines
from phaseout.intake.quote.table_columns import Columns

_DESIGNATIONS = frozenset((OrderField.PART_NUMBER, OrderField.SKU, OrderField.SERIAL))
_NUMBERS = frozenset((OrderField.QUANTITY, OrderField.PRICE, OrderField.AMOUNT))
_READ = frozenset(
    (
        *(*_DESIGNATIONS, *_NUMBERS, OrderField.LINE, OrderField.UNIT, OrderField.CURRENCY),
        *(OrderField.TEXT, OrderField.ITEM, OrderField.MANUFACTURER, OrderField.BRAND),
    )
)
"""Fields that are read for themselves; what other columns hold is said of the thing in words."""
_LETTER = 0.7
"""Heights of letters that the widest letter takes."""
_COUNTED = re.compile(r"(\S{1,20})\s+([^\W\d_][\w.]{0,19})")
_LINE_NUMBER = re.compile(r"[A-Za-z]?\d{1,5}(?:\.\d{1,3}){0,3}[.)]?")
_HYPHEN = re.compile(r"\S[-\u00ad]$")
"""At the end of a line: the next goes on with the word."""
_CURRENCY = re.compile(r"\b(?:CAD|USD|EUR|GBP|CHF|AUD|NZD|MXN)\b")
_SOFT = "\u00ad"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCells:
    """What a row of a table buys, as written; numbers have a decimal point. Empty is what it does not say."""

    line: str = ""
    texts: tuple[str, ...] = ()
    manufacturer: str = ""
    brand: str = ""
    part_numbers: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()
    quantity: str = ""
    unit: str = ""
    amount: str = ""
    currency: str = ""
    faults: tuple[str, ...] = ()
    """Why a number is none."""

    @property
    def says_what(self) -> bool:
        """Whether the row says what is bought."""
        return any((*self.texts, *self.part_numbers, *self.skus))


class CellTexts:
    """Puts the texts of cells together again. Make one per table."""

    def __init__(self, columns: Columns, body: Iterable[Piece]) -> None:
        self._columns = columns
        self._rights = [0.0] * len(columns.titles)
        """How far the text of each column reaches."""
        self._keeps_blanks = False
        for piece in body:
            column = columns.of(piece)
            self._rights[column] = max(self._rights[column], piece.right)
            self._keeps_blanks = self._keeps_blanks or piece.text.endswith(" ")
        self._codes = {column for field in _DESIGNATIONS for column in columns.fields.get(field, ())}

    def of(self, row: Iterable[Piece]) -> tuple[str, ...]:
        """Return the text of each cell of a row."""
        cells: list[list[Piece]] = [[] for _ in self._rights]
        for piece in row:
            cells[self._columns.of(piece)].append(piece)
        return tuple(
            _whole(baselines(cell), right, is_code=column in self._codes, keeps_blanks=self._keeps_blanks)
            for column, (cell, right) in enumerate(zip(cells, self._rights, strict=True))
        )


def _whole(lines: Sequence[Sequence[Piece]], right: float, *, is_code: bool, keeps_blanks: bool) -> str:
    """Return the text of a cell from its lines. ``right`` is how far the text of its column reaches."""
    whole, above = "", ""
    ends_full = False
    for line in lines:
        text = " ".join(piece.text.strip() for piece in line)
        # One word that fills its line is broken anywhere: a code, or, below it, what begins small.
        is_cut = ends_full and " " not in above and (is_code or (keeps_blanks and text[:1].islower()))
        is_one = is_cut or _HYPHEN.search(above) is not None
        whole = whole.removesuffix(_SOFT) + ("" if is_one or not whole else " ") + text
        last = line[-1]
        ends_full = last.right > right - _LETTER * last.height and not last.text.endswith(" ")
        above = text
    return " ".join(whole.split())


def row_cells(cells: Sequence[str], columns: Columns, decimal: str) -> RowCells:
    """Return what a row says by what its columns hold."""
    said = _by_field(cells, columns)
    line, texts = "", list(said.get(OrderField.TEXT, ()))
    for item in (*said.get(OrderField.LINE, ()), *said.get(OrderField.ITEM, ())):
        if _LINE_NUMBER.fullmatch(item):
            line = line or item.rstrip(".)")
        else:
            texts.insert(0, item)
    used = {column for field in _READ for column in columns.fields.get(field, ())}
    texts.extend(cell for column, cell in enumerate(cells) if cell and column not in used)
    quantity, unit, fault = _quantity(said, decimal)
    amount, currency, why = _amount(said, decimal)
    return RowCells(
        line=line,
        texts=tuple(dict.fromkeys(texts)),
        manufacturer=_first(said, OrderField.MANUFACTURER),
        brand=_first(said, OrderField.BRAND),
        part_numbers=said.get(OrderField.PART_NUMBER, ()),
        skus=said.get(OrderField.SKU, ()),
        serials=said.get(OrderField.SERIAL, ()),
        quantity=quantity,
        unit=_first(said, OrderField.UNIT) or unit,
        amount=amount,
        currency=currency or _first(said, OrderField.CURRENCY) or _currency_in(columns),
        faults=tuple(filter(None, (fault, why))),
    )


_Said = Mapping[OrderField, tuple[str, ...]]


def _by_field(cells: Sequence[str], columns: Columns) -> _Said:
    found = {
        field: tuple(cells[column] for column in places if cells[column])
        for field, places in columns.fields.items()
    }
    return MappingProxyType({field: values for field, values in found.items() if values})


def _first(said: _Said, field: OrderField) -> str:
    return next(iter(said.get(field, ())), "")


def _quantity(said: _Said, decimal: str) -> tuple[str, str, str]:
    written = _first(said, OrderField.QUANTITY)
    if not written:
        return "", "", ""
    number, _, why = number_of(written, decimal)
    if why and (counted := _COUNTED.fullmatch(written)):
        number, _, why = number_of(counted[1], decimal)
        return number, "" if why else counted[2], why
    return number, "", why


def _currency_in(columns: Columns) -> str:
    """Return the currency that the head of the amounts names: ``Total (CAD)``."""
    titles = (columns.titles[column] for column in columns.fields.get(OrderField.AMOUNT, ()))
    return next((match[0] for title in titles if (match := _CURRENCY.search(title))), "")


def _amount(said: _Said, decimal: str) -> tuple[str, str, str]:
    written = _first(said, OrderField.AMOUNT)
    return number_of(written, decimal) if written else ("", "", "")
