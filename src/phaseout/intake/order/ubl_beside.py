"""What does a document of UBL say beside its lines, and a line beside its fields?"""

from collections.abc import Iterator
from typing import NamedTuple

from phaseout.domain.observation import Reading
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.remarks import words_in
from phaseout.intake.order.xml_path import Node, child, children, text_of, texts

_OF_THE_ITEM = "InformationContentProviderParty"
_PARTIES = ("Party", "Address", "Contact", "Location")
"""How the names of elements end that say who and where; the fields of a line take what counts of them."""
_APART = frozenset(
    (
        *("AllowanceCharge", "SubLineItem", "LineItem", "SellerProposedSubstituteLineItem"),
        *("SellerSubstitutedLineItem", "BuyerProposedSubstituteLineItem"),
    )
)
"""What is entered by itself."""


class Head(NamedTuple):
    """What a document says of all its lines."""

    document: OrderDocument
    number: str
    date: str
    currency: str
    supplier: tuple[str, ...]
    identifiers: tuple[str, ...]
    buyer: str
    site: str


def remarks_in(*elements: Node) -> tuple[str, ...]:
    """Return every text in elements that says neither who nor where."""
    return tuple(said for one in elements for said in words_in(one, _is_passed))


def beside(document: Node, head: Head, place: str, book: OrderBook) -> Iterator[Reading]:
    """Yield what stands in a document beside its lines: notes, terms, extensions; then its charges."""
    yield from book.enter(_beside(head, place, remarks=remarks_in(document)))
    yield from charges(document, head, place, book)


def charges(element: Node, head: Head, place: str, book: OrderBook) -> Iterator[Reading]:
    """Yield what is charged or taken off with a reason in words, each by itself with its amount."""
    for number, charge in enumerate(children(element, "AllowanceCharge"), 1):
        amount = child(charge, "Amount")
        yield from book.enter(
            _beside(
                head,
                f"{place} AllowanceCharge {number}",
                texts=texts(charge, "AllowanceChargeReason"),
                remarks=remarks_in(charge),
                amount=text_of(amount),
                currency=(amount.get("currencyID") if amount is not None else "") or head.currency,
            )
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
        buyer=head.buyer,
        supplier=next(iter(head.supplier), ""),
        supplier_names=head.supplier[1:],
        supplier_identifiers=head.identifiers,
        texts=texts,
        amount=amount,
        currency=currency,
        date=head.date,
        site=head.site or None,
        remarks=remarks,
        is_beside=True,
    )


def _is_passed(name: str) -> bool:
    return name in _APART or (name.endswith(_PARTIES) and name != _OF_THE_ITEM)
