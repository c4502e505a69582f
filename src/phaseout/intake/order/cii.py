"""What was bought, according to a cross industry invoice or order of UN/CEFACT?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple, assert_never

from phaseout.domain.observation import Dropped, Reading, Unread
from phaseout.intake.order.cii_beside import Head, beside, charges, remarks_in
from phaseout.intake.order.cii_product import agreed_party, identifiers_of, names_of, product_of
from phaseout.intake.order.document_types import document_of
from phaseout.intake.order.held_lines import HeldLines
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.xml_path import Node, child, first_text, text, text_of, texts
from phaseout.intake.order.xml_stream import Closed, Headed, Line, Shape, purchases
from phaseout.intake.reader import Reader, Sniff, SourceStream

_DOCUMENTS = MappingProxyType(
    {
        "CrossIndustryInvoice": OrderDocument.INVOICE,
        "CrossIndustryDocument": OrderDocument.INVOICE,
        "CrossIndustryOrder": OrderDocument.ORDER,
        "SCRDMCCBDACIOMessageStructure": OrderDocument.ORDER,
        "CrossIndustryQuotation": OrderDocument.QUOTE,
        "CrossIndustryCatalogue": OrderDocument.CATALOGUE,
    }
)
_SHAPE = Shape(
    frozenset(_DOCUMENTS),
    frozenset({"IncludedSupplyChainTradeLineItem"}),
    frozenset({"AttachmentBinaryObject"}),
    frozenset({"ApplicableTradeTax", "SpecifiedTradeSettlementPaymentMeans"}),
)
_ROOT = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:%s)[\s>]" % b"|".join(name.encode() for name in sorted(_DOCUMENTS))
)
_TRANSACTIONS = ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
_DELIVERIES = ("ApplicableHeaderTradeDelivery", "ApplicableSupplyChainTradeDelivery")
_SETTLEMENTS = ("ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
_LINE_DELIVERIES = ("SpecifiedLineTradeDelivery", "SpecifiedSupplyChainTradeDelivery")
_LINE_SETTLEMENTS = ("SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement")
_SUMMATIONS = (
    "SpecifiedTradeSettlementLineMonetarySummation",
    "SpecifiedTradeSettlementMonetarySummation",
)
_QUANTITIES = ("BilledQuantity", "AgreedQuantity", "RequestedQuantity", "DespatchedQuantity")
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(?:(\d\d)\d{0,6})?", re.ASCII)


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the root element, whatever its prefix."""
    return Sniff.MINE if _ROOT.search(head.replace(b"\0", b"")) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """UN/CEFACT cross industry invoices and orders (XML): CII of EN 16931, ZUGFeRD, Factur-X, Order-X.

    Each line item is one thing: name, description, characteristics and notes of the line are its text; a
    brand, a maker and a maker's part number count as such. What no other field takes is text of its line too;
    notes on the whole document, charges and discounts are text beside the lines, attachments are counted.
    Of a Factur-X PDF, read the XML that is attached to it.
    """
    book = OrderBook(is_dated=True)
    with HeldLines() as held:
        head = agreed = None
        for met in purchases(stream, _SHAPE):
            match met:
                case Headed():
                    head, agreed = _head(met.document), _agreed(met.document)
                    _hold(held, beside(met.before, met.place, head))
                case Line():
                    if head is not None:
                        held.add(_line(met, head))
                        _hold(held, charges(met.element, met.place, head))
                case Closed():
                    if agreed is not None and head is not None:
                        if met.lines:
                            _hold(held, beside(met.document, f"{met.place} end", head))
                        agreed = _either(agreed, _agreed(met.document))
                        yield from _closed(met, agreed, held, book)
                case Unread():
                    # Of a document that is cut or damaged mostly nobody knows who sold what.
                    if agreed is not None:
                        yield from _entered(held, agreed, book)
                    yield met
                case _:
                    assert_never(met)


def _hold(held: HeldLines, lines: Iterable[OrderLine]) -> None:
    for line in lines:
        held.add((line, ()))


class _Agreed(NamedTuple):
    """What holds for all lines; it stands behind them, in the first generation before them."""

    supplier: tuple[str, ...]
    identifiers: tuple[str, ...]
    buyer: str
    currency: str
    site: str


def _head(document: Node) -> Head:
    exchanged = child(document, "ExchangedDocument")
    if exchanged is None:
        exchanged = child(document, "HeaderExchangedDocument")
    kind = _DOCUMENTS[document.name]
    issued = first_text(
        exchanged, (("IssueDateTime", "DateTimeString"), ("IssueDateTime", "DateTime"), ("IssueDateTime",))
    )
    return Head(document_of(text(exchanged, "TypeCode"), kind), text(exchanged, "ID"), _day(issued))


def _day(written: str) -> str:
    """Return ``2021-03-26`` for ``20210326`` (format 102 of UNTDID 2379) and for an ISO date and time."""
    if (match := _COMPACT_DAY.fullmatch(written)) is not None:
        return "-".join(filter(None, match.groups()))
    return written[:10]


def _agreed(document: Node) -> _Agreed:
    supplier = agreed_party(document, "SellerTradeParty")
    buyer = agreed_party(document, "BuyerTradeParty")
    return _Agreed(
        supplier=names_of(supplier),
        identifiers=identifiers_of(supplier),
        buyer=next(iter(names_of(buyer)), ""),
        currency=first_text(
            document,
            (
                (one, settlement, code)
                for one in _TRANSACTIONS
                for settlement in _SETTLEMENTS
                for code in ("InvoiceCurrencyCode", "OrderCurrencyCode")
            ),
        ),
        site=first_text(
            document,
            ((one, two, "ShipToTradeParty", "Name") for one in _TRANSACTIONS for two in _DELIVERIES),
        ),
    )


def _either(before: _Agreed, behind: _Agreed) -> _Agreed:
    return _Agreed(
        supplier=behind.supplier or before.supplier,
        identifiers=behind.identifiers or before.identifiers,
        buyer=behind.buyer or before.buyer,
        currency=behind.currency or before.currency,
        site=behind.site or before.site,
    )


def _line(met: Line, head: Head) -> tuple[OrderLine, tuple[str, ...]]:
    """Return what a line says alone, and the credentials dropped from it."""
    line = met.element
    product = product_of(child(line, "SpecifiedTradeProduct"))
    quantity = _first(line, ((one, two) for one in _LINE_DELIVERIES for two in _QUANTITIES))
    amount = _first(line, ((one, two, "LineTotalAmount") for one in _LINE_SETTLEMENTS for two in _SUMMATIONS))
    about = "AssociatedDocumentLineDocument"
    said = OrderLine(
        locator=met.place,
        document=head.document,
        number=head.number,
        line=text(line, about, "LineID"),
        texts=(*product.texts, *texts(line, about, "IncludedNote", "Content")),
        manufacturer=product.manufacturer,
        brand=product.brand,
        part_numbers=product.part_numbers,
        skus=product.skus,
        codes=product.codes,
        quantity=text_of(quantity),
        unit=quantity.get("unitCode", "") if quantity is not None else "",
        amount=text_of(amount),
        currency=amount.get("currencyID", "") if amount is not None else "",
        date=head.date,
        origin=product.origin,
        serials=product.serials,
        site=first_text(line, ((one, "ShipToTradeParty", "Name") for one in _LINE_DELIVERIES)) or None,
        remarks=remarks_in(line),
    )
    return said, product.dropped


def _first(element: Node, paths: Iterator[tuple[str, ...]]) -> Node | None:
    return next((found for path in paths if (found := child(element, *path)) is not None), None)


def _closed(met: Closed, agreed: _Agreed, held: HeldLines, book: OrderBook) -> Iterator[Reading]:
    if not met.lines:
        yield Unread(met.place, "the document has no lines")
    if not agreed.supplier and not agreed.identifiers:
        yield Unread(met.place, "the document names no supplier")
    yield from _entered(held, agreed, book)


def _entered(held: HeldLines, agreed: _Agreed, book: OrderBook) -> Iterator[Reading]:
    for line, dropped in held.taken():
        if not line.line and not line.is_beside:
            yield Unread(line.locator, "the line has no number")
        yield from book.enter(_completed(line, agreed))
        for name in dropped:
            yield Dropped(line.locator, f"characteristic {name}")
        if line.currency and agreed.currency and line.currency != agreed.currency:
            told = f"the amount is in {line.currency[:10]}, the document in {agreed.currency[:10]}"
            yield Unread(line.locator, told)


def _completed(line: OrderLine, agreed: _Agreed) -> OrderLine:
    return replace(
        line,
        buyer=agreed.buyer,
        supplier=next(iter(agreed.supplier), ""),
        supplier_names=agreed.supplier[1:],
        supplier_identifiers=agreed.identifiers,
        currency=line.currency or agreed.currency,
        site=line.site or agreed.site or None,
    )


READER = Reader(name="cii", sniff=sniff, read=read)
