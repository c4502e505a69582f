"""How do the lines of a document for people become things bought?"""

from collections.abc import Iterator

from phaseout.domain.observation import Reading
from phaseout.intake.order.order_line import OrderBook, OrderDocument, OrderLine

MOST_IN_ONE = 500
"""Lines of other text that are one thing at most."""


class QuoteLines:
    """Each line of a purchase is a thing of its own; the other text of a page or passage is one thing.

    So nothing that is written goes unread, and the prose of a contract is not a thousand things.
    """

    def __init__(self, document: OrderDocument) -> None:
        self._book = OrderBook(is_numbered=False)
        self._document = document
        self._other: list[tuple[str, str]] = []
        """(place, text)."""

    def line(self, place: str, text: str) -> Iterator[Reading]:
        """Yield a line of a purchase."""
        yield from self._book.enter(OrderLine(locator=place, document=self._document, texts=(text,)))

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
        first = waiting[0][0]
        yield from self._book.enter(
            OrderLine(
                locator=first,
                document=self._document,
                texts=tuple(text for _, text in waiting),
                places=tuple(place for place, _ in waiting),
            )
        )
