"""How do the lines of a document for people become things bought, and the text beside them none?"""

from collections.abc import Iterator, Sequence

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.order.order_line import OrderLine
from phaseout.intake.quote.labelled import Labelled, heading_of, total_of
from phaseout.intake.quote.row_cells import RowCells
from phaseout.intake.quote.text_line import FIRST_LINES, document_of

MOST_IN_ONE = 500
"""Lines of other text that are one thing at most."""


class QuoteLines:
    """Each line of a purchase is a thing of its own; the other text of a page or passage stands beside them.

    So nothing that is written goes unread, and the prose of a contract is not a thousand things. Who knows
    names tells whether the text beside names anything; where it does not it is no thing. What labels
    among the first lines say of the document is said of each of its things, with the place of the label.
    """

    def __init__(self, first: Sequence[tuple[str, str]]) -> None:
        """Begin with the first lines, each (place, text)."""
        self._document = document_of(text for _, text in first[:FIRST_LINES])
        self._heading = heading_of(first[:FIRST_LINES], self._document)
        # The total names the currency of the rows above it, of which each has a bare number.
        self._currency = self._heading.value(Labelled.CURRENCY) or total_of(first, self._heading)[1]
        self._told = False
        self._has_told_currency = False
        self._book = OrderBook(is_numbered=False, refers=False)
        self._other: list[tuple[str, str]] = []
        """(place, text)."""

    def line(self, place: str, text: str) -> Iterator[Reading]:
        """Yield a line of a purchase."""
        yield from self._book.enter(self._entered(((place, text),), is_beside=False))
        yield from self._faults()

    def row(self, place: str, cells: RowCells) -> Iterator[Reading]:
        """Yield a row of a table whose columns say what each of its cells is."""
        heading = self._heading
        currency = cells.currency or self._currency
        # A bare dollar is anybody's, and in every row: said once.
        amount = cells.amount if currency or not self._has_told_currency else ""
        self._has_told_currency = self._has_told_currency or bool(amount and not currency)
        yield from self._book.enter(
            OrderLine(
                locator=place,
                document=self._document,
                number=heading.value(Labelled.NUMBER),
                line=cells.line,
                supplier=heading.value(Labelled.SUPPLIER),
                texts=cells.texts,
                manufacturer=cells.manufacturer,
                brand=cells.brand,
                part_numbers=cells.part_numbers,
                skus=cells.skus,
                quantity=cells.quantity,
                unit=cells.unit,
                amount=amount,
                currency=currency,
                date=heading.value(Labelled.DATE),
                serials=cells.serials,
                elsewhere={f"order.{what}": found.place for what, found in heading.said.items()},
            )
        )
        for why in cells.faults:
            yield Unread(place, why)
        yield from self._faults()

    def other(self, place: str, text: str) -> Iterator[Reading]:
        """Take a line of other text; yield what waits if that is much."""
        self._other.append((place, text))
        if len(self._other) >= MOST_IN_ONE:
            yield from self.passage()

    def passage(self) -> Iterator[Reading]:
        """Yield the other text that waits, as one thing: a page or a passage has ended."""
        waiting, self._other = self._other, []
        if not waiting:
            return
        yield from self._book.enter(self._entered(waiting, total_of(waiting, self._heading), is_beside=True))
        yield from self._faults()

    def _entered(
        self,
        lines: Sequence[tuple[str, str]],
        total: tuple[str, str, str] = ("", "", ""),
        *,
        is_beside: bool,
    ) -> OrderLine:
        heading, (amount, currency, at) = self._heading, total
        places = {f"order.{what}": found.place for what, found in heading.said.items()}
        return OrderLine(
            locator=lines[0][0],
            document=self._document,
            number=heading.value(Labelled.NUMBER),
            supplier=heading.value(Labelled.SUPPLIER),
            texts=tuple(text for _, text in lines),
            amount=amount,
            currency=currency,
            date=heading.value(Labelled.DATE),
            places=tuple(place for place, _ in lines),
            elsewhere={**places, **({"order.amount": at} if at else {})},
            is_beside=is_beside,
        )

    def _faults(self) -> Iterator[Reading]:
        """Yield what is wrong with the labels, once."""
        if not self._told:
            self._told = True
            yield from self._heading.faults
