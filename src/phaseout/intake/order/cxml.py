"""What was ordered, put in a cart or invoiced, according to a message of cXML?"""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple, assert_never

from phaseout.domain.observation import Dropped, Reading, Unread
from phaseout.intake.order.cxml_item import NO_WORDS, item_of
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.remarks import words_in
from phaseout.intake.order.schemes import party_identifier
from phaseout.intake.order.xml_path import Node, child, children, everywhere, text, text_of
from phaseout.intake.order.xml_stream import Closed, Headed, Line, Shape, purchases
from phaseout.intake.reader import Reader, Sniff, SourceStream

_DOCUMENTS = MappingProxyType(
    {
        "OrderRequest": OrderDocument.ORDER,
        "PunchOutOrderMessage": OrderDocument.QUOTE,
        "InvoiceDetailRequest": OrderDocument.INVOICE,
    }
)
_SHAPE = Shape(
    documents=frozenset(_DOCUMENTS),
    lines=frozenset(("ItemOut", "ItemIn", "InvoiceDetailItem", "InvoiceDetailServiceItem")),
    attachments=frozenset({"Attachment"}),
    envelope="cXML",
)
_SECRETS = ("SharedSecret", "CredentialMac", "DigitalSignature")
_CREDITS = frozenset(("creditMemo", "lineLevelCreditMemo"))
_SUPPLIER_ROLES = frozenset(
    ("supplierCorporate", "supplierAccount", "supplierMasterAccount", "from", "issuerOfInvoice")
)
_BUYER_ROLES = frozenset(("soldTo", "billTo", "buyerCorporate", "buyer"))
_ROOT = re.compile(rb"<cXML[\s>]")


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the root element."""
    return Sniff.MINE if _ROOT.search(head.replace(b"\0", b"")) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """cXML: orders (OrderRequest), punch-out carts (PunchOutOrderMessage), invoices (InvoiceDetailRequest).

    Each item is one thing: description, comments and extrinsics of the item are its text, and what no other
    field takes; a maker's name and part number count as such. Comments and extrinsics of the header are text
    beside the items, attachments are counted. An order tells the price of a unit only: no amount of a line.
    Shared secrets, signatures and card numbers are dropped. An order that deletes an earlier one buys
    nothing: its items are unread.
    """
    book, head = OrderBook(), None
    for met in purchases(stream, _SHAPE):
        match met:
            case Headed():
                envelope = met.envelope or met.document
                head = _head(met.document, envelope)
                yield from _secrets(envelope, met.place)
                if head.is_withdrawn:
                    yield Unread(met.place, "the message deletes an order; its items are not read")
                    continue
                if not head.supplier and not head.identifiers:
                    yield Unread(met.place, "the document names no supplier")
                yield from _beside(met.before, head, met.place, book)
            case Line():
                if head is not None and not head.is_withdrawn:
                    yield from _line(met, head, book)
            case Closed():
                if not met.lines:
                    yield Unread(met.place, "the document has no lines")
                yield from _behind(met, head, book)
            case Unread():
                yield met
            case _:
                assert_never(met)


class _Head(NamedTuple):
    """What a message says of all its items."""

    document: OrderDocument
    number: str
    date: str
    currency: str
    supplier: str
    identifiers: tuple[str, ...]
    buyer: str
    site: str
    is_withdrawn: bool


def _head(document: Node, root: Node) -> _Head:
    kind, header = _DOCUMENTS[document.name], child(document, f"{document.name}Header")

    def said(*names: str) -> str:
        return next(filter(None, (header.get(name) for name in names)), "") if header is not None else ""

    if said("purpose") in _CREDITS:
        kind = OrderDocument.CREDIT_NOTE
    is_order = kind is OrderDocument.ORDER
    seller = child(root, "Header", "To" if is_order else "From")
    buyer = child(root, "Header", "From" if is_order else "To")
    return _Head(
        document=kind,
        # A cart has no number; the message that brings it has.
        number=said("orderID", "invoiceID") or root.get("payloadID", ""),
        date=(said("orderDate", "invoiceDate") or root.get("timestamp", ""))[:10],
        currency=_currency(header),
        supplier=_named(header, _SUPPLIER_ROLES) or text(seller, "Correspondent", "Contact", "Name"),
        identifiers=_identifiers(seller),
        buyer=_buyer(header) or text(buyer, "Correspondent", "Contact", "Name"),
        site=_site(header),
        is_withdrawn="delete" in {said("type").lower(), said("operation").lower()},
    )


def _currency(header: Node | None) -> str:
    total = child(header, "Total", "Money")
    return total.get("currency", "").upper() if total is not None else ""


def _contacts(header: Node | None) -> Iterator[Node]:
    yield from children(header, "Contact")
    yield from children(header, "InvoicePartner", "Contact")


def _named(header: Node | None, roles: frozenset[str]) -> str:
    named = (text(found, "Name") for found in _contacts(header) if found.get("role") in roles)
    return next(filter(None, named), "")


def _buyer(header: Node | None) -> str:
    return _named(header, _BUYER_ROLES) or text(header, "BillTo", "Address", "Name")


def _site(header: Node | None) -> str:
    shipped = (
        text(found, "Name")
        for found in children(header, "InvoiceDetailShipping", "Contact")
        if found.get("role") == "shipTo"
    )
    return text(header, "ShipTo", "Address", "Name") or next(filter(None, shipped), "")


def _identifiers(party: Node | None) -> tuple[str, ...]:
    found = (
        party_identifier(credential.get("domain", ""), text(credential, "Identity"))
        for credential in children(party, "Credential")
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _secrets(envelope: Node, place: str) -> Iterator[Dropped]:
    """Say which credentials stand in the envelope and in the payment of an order; none is kept anywhere."""
    for name in _SECRETS:
        for found in everywhere(envelope, name):
            if found.text or found.within:
                yield Dropped(f"{place} {name}", name)
    for _ in everywhere(envelope, "PCard"):
        yield Dropped(f"{place} PCard", "number of a payment card")


def _behind(met: Closed, head: _Head | None, book: OrderBook) -> Iterator[Reading]:
    """Yield what stands in a message behind its items."""
    if met.lines and head is not None and not head.is_withdrawn:
        yield from _beside(met.document, head, f"{met.place} end", book)


def _beside(document: Node, head: _Head, place: str, book: OrderBook) -> Iterator[Reading]:
    """Yield what stands in a message beside its items: comments and extrinsics of its header."""
    yield from book.enter(
        OrderLine(
            locator=place,
            document=head.document,
            number=head.number,
            buyer=head.buyer,
            supplier=head.supplier,
            supplier_identifiers=head.identifiers,
            date=head.date,
            site=head.site or None,
            remarks=tuple(words_in(document, NO_WORDS.__contains__)),
            is_beside=True,
        )
    )


def _line(met: Line, head: _Head, book: OrderBook) -> Iterator[Reading]:
    item = item_of(met.element, met.number)
    currency = item.currency or head.currency
    yield from book.enter(
        OrderLine(
            locator=met.place,
            document=head.document,
            number=head.number,
            line=item.line,
            buyer=head.buyer,
            supplier=head.supplier,
            supplier_identifiers=(*head.identifiers, *item.suppliers),
            texts=item.texts,
            manufacturer=item.manufacturer,
            part_numbers=item.part_numbers,
            skus=item.skus,
            codes=item.codes,
            quantity=item.quantity,
            unit=item.unit,
            amount=text_of(item.amount),
            price=text_of(item.price),
            currency=currency,
            date=head.date,
            origin=item.origin,
            serials=item.serials,
            site=item.site or head.site or None,
            remarks=item.remarks,
        )
    )
    for name in item.dropped:
        yield Dropped(met.place, f"extrinsic {name}")
    if head.currency and currency != head.currency:
        yield Unread(met.place, f"the price is in {currency[:10]}, the document in {head.currency[:10]}")


READER = Reader(name="cxml", sniff=sniff, read=read)
