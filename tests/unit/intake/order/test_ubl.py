"""What is read of orders, catalogues and invoices in UBL."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.order import ubl
from phaseout.intake.reader import Sniff, SourceStream

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]
NAMESPACES = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" '
    'xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
)


def lines_of(readings: list[Reading]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for reading in readings:
        if isinstance(reading, Observation) and not reading.subject.is_beside:
            found.setdefault(reading.locator, []).append((reading.trait, reading.value))
    return found


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


def document(root: str, body: str) -> bytes:
    return f"<{root} {NAMESPACES.format(root=root)}>{body}</{root}>".encode()


def read(data: bytes, stream_of: StreamOf) -> list[Reading]:
    return list(ubl.READER.read(stream_of(data)))


def test_an_order_says_what_who_and_how_many_of_each_line(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("ubl/order.xml"), stream_of)
    whole = [
        ("order.buyer", "Ville d’Exemple"),
        ("order.supplier", "Example Integrator GmbH"),
        ("order.supplier", "Integrator Security"),
        ("order.supplier-identifier", "duns:123456789"),
        ("order.supplier-identifier", "vat:DE123456789"),
        ("order.supplier-identifier", "iso6523-0088:4012345000009"),
    ]
    assert lines_of(readings) == {
        "line 34, OrderLine 1": [
            ("order.document", "order"),
            ("order.number", "PO-2024-0117"),
            ("order.line", "1"),
            *whole,
            ("order.text", "Network camera"),
            ("order.text", "Caméra dôme 4 MP, extérieure"),
            ("order.text", "Lens: 2.8 mm"),
            ("order.text", "For the north entrance"),
            ("order.manufacturer", "Hangzhou Hikvision Digital Technology Co., Ltd."),
            ("order.brand", "Hikvision"),
            ("order.part-number", "311315702"),
            ("order.part-number", "DS-2CD2143G2-I"),
            ("order.sku", "INT-77120"),
            ("order.sku", "CAM-OUT-4"),
            ("order.code", "gtin:06941264088000"),
            ("order.code", "unspsc:46171610"),
            ("order.code", "cpv:32323500"),
            ("order.serial", "G12345678"),
            ("order.serial", "G12345679"),
            ("order.quantity", "12 EA"),
            ("order.amount", "2388.00 CAD"),
            ("order.date", "2024-03-18"),
            ("order.origin", "CN"),
        ],
        "line 68, OrderLine 2": [
            ("order.document", "order"),
            ("order.number", "PO-2024-0117"),
            ("order.line", "2"),
            *whole,
            ("order.text", "Removal of existing cameras"),
            ("order.quantity", "8 HUR"),
            ("order.date", "2024-03-18"),
        ],
    }
    subjects = {r.subject[1:3] for r in readings if isinstance(r, Observation) and not r.subject.is_beside}
    assert subjects == {("PO-2024-0117/1", "City hall"), ("PO-2024-0117/2", "City hall")}
    assert [r for r in readings if isinstance(r, Dropped)] == [
        ("line 34, OrderLine 1", "property Default password")
    ]
    assert told(readings) == []


def test_what_the_seller_sends_instead_is_a_line_of_its_own(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("ubl/order-response.xml"), stream_of)
    assert [
        (r.subject.ref, r.value) for r in readings if isinstance(r, Observation) and r.trait == "order.text"
    ] == [("RESP-9/1", "AXIS P3245-V"), ("RESP-9/1 SellerSubstitutedLineItem", "Annke C800 dome camera")]


def test_many_documents_of_one_file_are_kept_apart(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(fixture_bytes("ubl/invoices.xml"), stream_of)
    shown = {
        place: [dict(line).get(f"order.{what}") for what in ("document", "text", "quantity", "amount")]
        for place, line in lines_of(readings).items()
    }
    assert shown == {
        "line 25, InvoiceLine 1": ["invoice", "EZVIZ C3TN", "-2 C62", "-180.50 EUR"],
        "line 36, SubInvoiceLine 3": ["invoice", "Vis", "4 C62", "2.00 EUR"],
        "line 31, InvoiceLine 2": ["invoice", "Support mural", "1 C62", "99.00 USD"],
        "line 49, CreditNote 2 CreditNoteLine 1": ["credit-note", "EZVIZ C3TN", "2 C62", "180.50 EUR"],
    }
    assert told(readings) == [
        ("line 31, InvoiceLine 2", "the amount is in USD, the document in EUR"),
        ("line 5, Invoice 1", "attachments are not looked into: 1 (invoice.pdf)"),
        ("line 46, CreditNote 2", "the document names no supplier"),
        ("line 49, CreditNote 2 CreditNoteLine 1", "the document has no date"),
    ]
    suppliers = [dict(line).get("order.supplier") for line in lines_of(readings).values()]
    assert suppliers == ["Fournisseur SARL"] * 3 + [None]


def beside(readings: list[Reading], *traits: str) -> list[tuple[str | None, str]]:
    return [
        (r.subject.ref, r.value)
        for r in readings
        if isinstance(r, Observation) and r.subject.is_beside and r.trait in traits
    ]


def test_a_note_on_the_whole_document_stands_beside_its_lines(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("ubl/invoices.xml"), stream_of)
    assert "Dahua" not in repr(lines_of(readings))
    assert beside(readings, "order.text") == [(None, "Cameras of Dahua were not in stock.")]


@pytest.mark.parametrize(
    ("root", "line", "kind"),
    [
        ("OrderChange", "a:OrderLine><a:LineItem>{}</a:LineItem></a:OrderLine", "order"),
        ("Catalogue", "a:CatalogueLine>{}</a:CatalogueLine", "catalogue"),
        ("Quotation", "a:QuotationLine><a:LineItem>{}</a:LineItem></a:QuotationLine", "quote"),
        ("RequestForQuotation", "a:RequestForQuotationLine>{}</a:RequestForQuotationLine", "tender"),
        ("Tender", "a:TenderLine>{}</a:TenderLine", "quote"),
        ("DebitNote", "a:DebitNoteLine>{}</a:DebitNoteLine", "invoice"),
        ("SelfBilledCreditNote", "a:CreditNoteLine>{}</a:CreditNoteLine", "credit-note"),
        ("DespatchAdvice", "a:DespatchLine>{}</a:DespatchLine", "delivery"),
        ("ReceiptAdvice", "a:ReceiptLine>{}</a:ReceiptLine", "delivery"),
    ],
)
def test_every_document_whose_lines_have_items_is_read(
    root: str, line: str, kind: str, stream_of: StreamOf
) -> None:
    item = "<b:ID>5</b:ID><a:Item><b:Name>Camera</b:Name></a:Item>"
    data = document(root, f"<b:ID>D-1</b:ID><{line.format(item)}>")
    assert ubl.READER.sniff(data, "x.xml") is Sniff.MINE
    (found,) = lines_of(read(data, stream_of)).values()
    assert [found[0], ("order.line", "5") in found, ("order.text", "Camera") in found] == [
        ("order.document", kind),
        True,
        True,
    ]


def test_an_invoice_whose_type_is_a_credit_note_is_one(stream_of: StreamOf) -> None:
    line = "<a:InvoiceLine><b:ID>1</b:ID><a:Item><b:Name>Camera</b:Name></a:Item></a:InvoiceLine>"
    data = document("Invoice", f"<b:ID>1</b:ID><b:InvoiceTypeCode>381</b:InvoiceTypeCode>{line}")
    (found,) = lines_of(read(data, stream_of)).values()
    assert found[0] == ("order.document", "credit-note")


def test_a_line_of_a_catalogue_may_name_another_supplier_than_the_catalogue(stream_of: StreamOf) -> None:
    party = "<a:Party><a:PartyName><b:Name>{}</b:Name></a:PartyName></a:Party>"
    provider = f"<a:ProviderParty>{party.format('Portal')}</a:ProviderParty>"
    seller = f"<a:SellerSupplierParty>{party.format('Seller')}</a:SellerSupplierParty>"
    item = "<a:Item><b:Name>Camera</b:Name></a:Item>"
    lines = "".join(
        f"<a:CatalogueLine><b:ID>{n}</b:ID>{own}{item}</a:CatalogueLine>"
        for n, own in enumerate((seller, ""), 1)
    )
    found = lines_of(read(document("Catalogue", f"<b:ID>C</b:ID>{provider}{lines}"), stream_of)).values()
    assert [dict(line)["order.supplier"] for line in found] == ["Seller", "Portal"]


def test_a_document_without_any_namespace_is_perhaps_one(stream_of: StreamOf) -> None:
    data = (
        b"<Invoice><ID>1</ID><IssueDate>2024-03-18</IssueDate><AccountingSupplierParty><Party><PartyName><Name>S</Name></PartyName></Party>"
        b"</AccountingSupplierParty><InvoiceLine><ID>1</ID><Item><Name>Camera</Name></Item></InvoiceLine>"
        b"</Invoice>"
    )
    assert ubl.READER.sniff(data, "x.xml") is Sniff.MAYBE
    (found,) = lines_of(read(data, stream_of)).values()
    assert ("order.supplier", "S") in found
    assert ("order.text", "Camera") in found


def test_an_order_of_another_format_is_not_claimed() -> None:
    assert ubl.READER.sniff(b"<Order><OrderLine><Sku>1</Sku></OrderLine></Order>", "x") is Sniff.NOT_MINE


def test_what_is_mandatory_and_missing_is_told(stream_of: StreamOf) -> None:
    line = (
        "<a:InvoiceLine><b:LineExtensionAmount>5.00</b:LineExtensionAmount>"
        "<a:Item><b:Name>Camera</b:Name></a:Item></a:InvoiceLine>"
    )
    readings = read(document("Invoice", line * 2), stream_of)
    assert told(readings) == [
        ("line 1, Invoice 1", "the document names no supplier"),
        ("line 1, InvoiceLine 1", "the line has no number"),
        ("line 1, InvoiceLine 1", "the document has no date"),
        ("line 1, InvoiceLine 1", "the document has no number"),
        ("line 1, InvoiceLine 1", "amount 5.00 without a currency"),
        ("line 1, InvoiceLine 2", "the line has no number"),
        ("line 1, InvoiceLine 2", "amount 5.00 without a currency"),
    ]
    assert [r.value for r in readings if isinstance(r, Observation) and r.trait == "order.text"] == [
        "Camera",
        "Camera",
    ]


def test_a_document_without_lines_is_told(stream_of: StreamOf) -> None:
    assert ("line 1, Order 1", "the document has no lines") in told(
        read(document("Order", "<b:ID>1</b:ID>"), stream_of)
    )


def test_markup_left_in_a_text_parts_no_word(stream_of: StreamOf) -> None:
    item = "<a:Item><b:Description>Switch <x>24</x><b>Hua</b>wei</b:Description><b:Name>x</b:Name></a:Item>"
    line = f"<a:OrderLine><a:LineItem><b:ID>1</b:ID>{item}</a:LineItem></a:OrderLine>"
    readings = read(document("Order", line), stream_of)
    texts = [r.value for r in readings if isinstance(r, Observation) and r.trait == "order.text"]
    assert texts == ["x", "Switch 24 Huawei"]
