"""What does a cross industry document say beside its lines, and a line beside its fields?"""

from collections.abc import Iterator
from typing import NamedTuple

from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.remarks import words_in
from phaseout.intake.order.xml_path import Node, child, everywhere, text_of, texts

_PARTIES = ("TradeParty", "TradeAddress", "TradeContact", "Location", "DocumentContext")
"""How the names of elements end that say who and where, or by which schema."""
_CHARGE = "SpecifiedTradeAllowanceCharge"


class Head(NamedTuple):
    """What stands before the lines."""

    document: OrderDocument
    number: str
    date: str


def remarks_in(element: Node) -> tuple[str, ...]:
    """Return every text in an element that says neither who nor where."""
    return tuple(words_in(element, _is_passed))


def beside(document: Node, place: str, head: Head) -> Iterator[OrderLine]:
    """Yield what stands in a document beside its lines, then its charges."""
    yield _beside(head, place, remarks=remarks_in(document))
    yield from charges(document, place, head)


def charges(element: Node, place: str, head: Head) -> Iterator[OrderLine]:
    """Yield what is charged or taken off with a reason in words, each by itself with its amount."""
    for number, charge in enumerate(everywhere(element, _CHARGE), 1):
        amount = child(charge, "ActualAmount")
        yield _beside(
            head,
            f"{place} {_CHARGE} {number}",
            texts=texts(charge, "Reason"),
            remarks=remarks_in(charge),
            amount=text_of(amount),
            currency=amount.get("currencyID") if amount is not None else "",
        )


def _beside(
    head: Head,
    place: str,
    *,
    texts: tuple[str, ...] = (),
    remarks: tuple[str, ...] = (),
    amount: str = "",
    currency: str = "",
) -> OrderLine:
    return OrderLine(
        locator=place,
        document=head.document,
        number=head.number,
        texts=texts,
        amount=amount,
        currency=currency,
        date=head.date,
        remarks=remarks,
        is_beside=True,
    )


def _is_passed(name: str) -> bool:
    return name == _CHARGE or name.endswith(_PARTIES)
