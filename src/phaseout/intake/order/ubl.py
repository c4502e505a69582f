"""What was bought, according to an order, catalogue, quote, invoice or advice in UBL?"""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import assert_never

from phaseout.domain.observation import Dropped, Reading, Unread
from phaseout.intake.order.document_types import document_of
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.ubl_beside import Head, beside, charges, remarks_in
from phaseout.intake.order.ubl_item import item_of
from phaseout.intake.order.ubl_party import identifiers_of, names_of, party_of
from phaseout.intake.order.xml_path import Node, child, children, first_text, text, text_of, texts
from phaseout.intake.order.xml_stream import Closed, Headed, Line, Shape, purchases
from phaseout.intake.reader import Reader, Sniff, SourceStream

_DOCUMENTS = MappingProxyType(
    {
        "Order": OrderDocument.ORDER,
        "OrderChange": OrderDocument.ORDER,
        "OrderResponse": OrderDocument.ORDER,
        "Catalogue": OrderDocument.CATALOGUE,
        "CatalogueItemSpecificationUpdate": OrderDocument.CATALOGUE,
        "Quotation": OrderDocument.QUOTE,
        "Tender": OrderDocument.QUOTE,
        "RequestForQuotation": OrderDocument.TENDER,
        "CallForTenders": OrderDocument.TENDER,
        "Invoice": OrderDocument.INVOICE,
        "SelfBilledInvoice": OrderDocument.INVOICE,
        "DebitNote": OrderDocument.INVOICE,
        "CreditNote": OrderDocument.CREDIT_NOTE,
        "SelfBilledCreditNote": OrderDocument.CREDIT_NOTE,
        "DespatchAdvice": OrderDocument.DELIVERY,
        "ReceiptAdvice": OrderDocument.DELIVERY,
    }
)
_LINES = frozenset(
    (
        *("OrderLine", "CatalogueLine", "CatalogueItemSpecificationUpdateLine"),
        *("QuotationLine", "RequestForQuotationLine"),
        *("TenderLine", "SubTenderLine", "RequestForTenderLine", "SubRequestForTenderLine"),
        *("InvoiceLine", "SubInvoiceLine", "DebitNoteLine", "SubDebitNoteLine"),
        *("CreditNoteLine", "SubCreditNoteLine", "DespatchLine", "ReceiptLine"),
    )
)
_PASSED_OVER = frozenset(
    (
        *("Signature", "ItemPriceExtension", "PaymentMeans"),
        *("TaxTotal", "ClassifiedTaxCategory", "LegalMonetaryTotal"),
    )
)
_SHAPE = Shape(frozenset(_DOCUMENTS), _LINES, frozenset({"EmbeddedDocumentBinaryObject"}), _PASSED_OVER)
# What is ordered stands beside what the seller sends in its place.
_INNER = (
    "LineItem",
    "SellerProposedSubstituteLineItem",
    "SellerSubstitutedLineItem",
    "BuyerProposedSubstituteLineItem",
)
_PART = "SubLineItem"
_SUPPLIERS = ("AccountingSupplierParty", "SellerSupplierParty", "DespatchSupplierParty")
_MORE_SUPPLIERS = ("TendererParty", "ProviderParty")
_BUYERS = ("AccountingCustomerParty", "BuyerCustomerParty", "ContractorCustomerParty", "ContractingParty")
_MORE_BUYERS = ("DeliveryCustomerParty", "OriginatorCustomerParty", "ReceiverParty")
_QUANTITIES = (
    *("InvoicedQuantity", "CreditedQuantity", "DebitedQuantity"),
    *("Quantity", "DeliveredQuantity", "ReceivedQuantity"),
)
_NAMESPACE = b"urn:oasis:names:specification:ubl:schema:xsd:"
_ROOT = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:%s)[\s>]" % b"|".join(name.encode() for name in sorted(_DOCUMENTS))
)
_TELLING = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:UBLVersionID|CustomizationID|DocumentCurrencyCode|%s|%s)[\s>]"
    % (
        b"|".join(name.encode() for name in (*_SUPPLIERS, *_BUYERS)),
        b"|".join(name.encode() for name in sorted(_LINES - {"OrderLine"})),
    )
)


def sniff(head: bytes, name: str) -> Sniff:
    """Claim a document by its namespace, one without by elements that only UBL has."""
    plain = head.replace(b"\0", b"")
    if not _ROOT.search(plain):
        return Sniff.NOT_MINE
    if _NAMESPACE in plain:
        return Sniff.MINE
    return Sniff.MAYBE if _TELLING.search(plain) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """UBL 2 and Peppol (XML): orders, catalogues, quotes, invoices, credit notes, despatch advices.

    Each line that has an item is one thing: names, descriptions, properties and notes of the line are its
    text; a brand, a maker and a maker's part number count as such. What the seller puts in the place of
    what was ordered is a line of its own, and so is a sub-line. What no other field takes is text of its line
    too; notes on the whole document, charges and discounts are text beside the lines, attachments are
    counted. One file may hold many documents.
    """
    book, head = OrderBook(is_dated=True), None
    for met in purchases(stream, _SHAPE):
        match met:
            case Headed():
                head = _head(met.document)
                yield from _lacks(head, met.place)
                yield from beside(met.before, head, met.place, book)
            case Line():
                if head is not None:
                    yield from _line(met, head, book)
            case Closed():
                if not met.lines:
                    yield Unread(met.place, "the document has no lines")
                elif head is not None:
                    yield from beside(met.document, head, f"{met.place} end", book)
            case Unread():
                yield met
            case _:
                assert_never(met)


def _head(document: Node) -> Head:
    kind = _DOCUMENTS[document.name]
    if kind is OrderDocument.INVOICE:
        kind = document_of(text(document, "InvoiceTypeCode"), kind)
    supplier = party_of(document, *_SUPPLIERS, *_MORE_SUPPLIERS)
    buyer = party_of(document, *_BUYERS, *_MORE_BUYERS)
    return Head(
        document=kind,
        number=text(document, "ID"),
        date=first_text(document, (("IssueDate",), ("OrderResponseIssueDate",)))[:10],
        currency=first_text(document, (("DocumentCurrencyCode",), ("PricingCurrencyCode",))),
        supplier=names_of(supplier),
        identifiers=identifiers_of(supplier),
        buyer=next(iter(names_of(buyer)), ""),
        site=_site(document),
    )


def _site(element: Node) -> str:
    """Return the name of the place of delivery."""
    delivery = child(element, "Delivery")
    party = names_of(child(delivery, "DeliveryParty"))
    return text(delivery, "DeliveryLocation", "Name") or next(iter(party), "")


def _lacks(head: Head, place: str) -> Iterator[Unread]:
    if not head.supplier and not head.identifiers and head.document is not OrderDocument.TENDER:
        yield Unread(place, "the document names no supplier")


def _line(met: Line, head: Head, book: OrderBook) -> Iterator[Reading]:
    inner = [found for name in _INNER for found in children(met.element, name)]
    for one in inner or (met.element,):
        place = met.place if one is met.element or one.name == _INNER[0] else f"{met.place} {one.name}"
        yield from _entered(one, met.element, place, head, book)
    if inner:
        yield from _parts(met.element, met.place, head, book)


def _parts(line: Node, place: str, head: Head, book: OrderBook) -> Iterator[Reading]:
    """Yield what is bought within a line: sub-lines, then what is charged beside it."""
    for number, part in enumerate(children(line, _PART), 1):
        yield from _entered(part, part, f"{place} {_PART} {number}", head, book)
    yield from charges(line, head, place, book)


def _entered(one: Node, around: Node, place: str, head: Head, book: OrderBook) -> Iterator[Reading]:
    item = item_of(child(one, "Item"))
    quantity, amount = _quantity(one), child(one, "LineExtensionAmount")
    currency = (amount.get("currencyID") if amount is not None else None) or head.currency
    supplier = party_of(one, "SellerSupplierParty")
    names = names_of(supplier) or head.supplier
    if not (number := _number(one)):
        yield Unread(place, "the line has no number")
    yield from book.enter(
        OrderLine(
            locator=place,
            document=head.document,
            number=head.number,
            line=number,
            buyer=head.buyer,
            supplier=next(iter(names), ""),
            supplier_names=names[1:],
            supplier_identifiers=identifiers_of(supplier) or head.identifiers,
            texts=(*item.texts, *texts(one, "Note"), *(texts(around, "Note") if one is not around else ())),
            manufacturer=item.manufacturer,
            brand=item.brand,
            part_numbers=item.part_numbers,
            skus=item.skus,
            codes=item.codes,
            quantity=text_of(quantity),
            unit=(quantity.get("unitCode") or "") if quantity is not None else "",
            amount=text_of(amount),
            currency=currency,
            date=head.date,
            origin=item.origin,
            serials=item.serials,
            site=_site(one) or head.site or None,
            remarks=remarks_in(one, *((around,) if one is not around else ())),
        )
    )
    for name in item.dropped:
        yield Dropped(place, f"property {name}")
    if head.currency and currency.upper() != head.currency.upper():
        yield Unread(place, f"the amount is in {currency[:10]}, the document in {head.currency[:10]}")
    yield from _parts(one, place, head, book)


def _number(one: Node) -> str:
    """Return the number of a line; what stands in the place of another has the number of that one."""
    number = text(one, "ID")
    return f"{number} {one.name}".strip() if "Substitute" in one.name else number


def _quantity(one: Node) -> Node | None:
    return next((found for name in _QUANTITIES if (found := child(one, name)) is not None), None)


READER = Reader(name="ubl", sniff=sniff, read=read)
