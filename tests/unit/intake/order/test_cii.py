"""What is read of cross industry invoices and orders."""

from collections.abc import Callable, Sequence

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.order import cii
from phaseout.intake.reader import SourceStream

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]


def said(readings: Sequence[Reading]) -> list[tuple[str, str]]:
    return [(r.trait, r.value) for r in readings if isinstance(r, Observation)]


def lines_of(readings: list[Reading]) -> list[Observation]:
    return [r for r in readings if isinstance(r, Observation) and not r.subject.is_beside]


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


def read(data: bytes, stream_of: StreamOf) -> list[Reading]:
    return list(cii.READER.read(stream_of(data)))


def test_an_invoice_gives_each_line_the_seller_that_stands_behind_the_lines(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("cii/invoice.xml"), stream_of)
    assert said(lines_of(readings)) == [
        ("order.document", "invoice"),
        ("order.number", "RE-471"),
        ("order.line", "1"),
        ("order.buyer", "Stadt Beispiel"),
        ("order.supplier", "Lieferant GmbH"),
        ("order.supplier", "Lieferant Sicherheit"),
        ("order.supplier-identifier", "tax:201/113/40209"),
        ("order.supplier-identifier", "vat:DE123456789"),
        ("order.supplier-identifier", "iso6523-0088:4000001123452"),
        ("order.text", "Netzwerkkamera"),
        ("order.text", "Dome, 4 MP"),
        ("order.text", "Objektiv: 2,8 mm"),
        ("order.text", "Lager Nord"),
        ("order.brand", "Dahua"),
        ("order.part-number", "IPC-HDBW2431E-S"),
        ("order.sku", "A-100"),
        ("order.code", "gtin:06923172000000"),
        ("order.code", "cpv:32323500"),
        ("order.serial", "5G0123APAG00001"),
        ("order.quantity", "3 H87"),
        ("order.amount", "450.00 EUR"),
        ("order.date", "2024-04-02"),
        ("order.origin", "CN"),
    ]
    place = "line 12, IncludedSupplyChainTradeLineItem 1"
    assert {(r.locator, r.subject.ref, r.subject.site) for r in lines_of(readings)} == {
        (place, "RE-471/1", "Rathaus")
    }
    assert [r for r in readings if isinstance(r, Dropped)] == [(place, "characteristic Kennwort")]
    assert told(readings) == []


def test_an_order_x_is_an_order(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    assert said(read(fixture_bytes("cii/order-x.xml"), stream_of)) == [
        ("order.document", "order"),
        ("order.number", "CMD-12"),
        ("order.line", "10"),
        ("order.buyer", "Commune d’Exemple"),
        ("order.supplier", "Vendeur SA"),
        ("order.text", "Enregistreur vidéo 16 canaux"),
        ("order.quantity", "1 C62"),
        ("order.date", "2024-02-19"),
    ]


def test_the_first_generation_of_zugferd_is_read(stream_of: StreamOf) -> None:
    data = b"""<r:CrossIndustryDocument xmlns:r="x" xmlns:m="y"><r:HeaderExchangedDocument><m:ID>1</m:ID>
        <m:TypeCode>381</m:TypeCode><m:IssueDateTime>20240318</m:IssueDateTime></r:HeaderExchangedDocument><r:SpecifiedSupplyChainTradeTransaction>
        <m:ApplicableSupplyChainTradeAgreement><m:SellerTradeParty><m:Name>Seller</m:Name></m:SellerTradeParty>
        </m:ApplicableSupplyChainTradeAgreement><m:ApplicableSupplyChainTradeSettlement>
        <m:InvoiceCurrencyCode>EUR</m:InvoiceCurrencyCode></m:ApplicableSupplyChainTradeSettlement>
        <m:IncludedSupplyChainTradeLineItem><m:AssociatedDocumentLineDocument><m:LineID>1</m:LineID>
        </m:AssociatedDocumentLineDocument><m:SpecifiedSupplyChainTradeDelivery>
        <m:BilledQuantity unitCode="C62">2</m:BilledQuantity></m:SpecifiedSupplyChainTradeDelivery>
        <m:SpecifiedSupplyChainTradeSettlement><m:SpecifiedTradeSettlementMonetarySummation>
        <m:LineTotalAmount currencyID="EUR">9.00</m:LineTotalAmount></m:SpecifiedTradeSettlementMonetarySummation>
        </m:SpecifiedSupplyChainTradeSettlement><m:SpecifiedTradeProduct><m:Name>Kamera</m:Name>
        </m:SpecifiedTradeProduct></m:IncludedSupplyChainTradeLineItem>
        <m:IncludedSupplyChainTradeLineItem><m:SpecifiedTradeProduct><m:Name>Kabel</m:Name>
        </m:SpecifiedTradeProduct></m:IncludedSupplyChainTradeLineItem>
        </r:SpecifiedSupplyChainTradeTransaction></r:CrossIndustryDocument>"""
    readings = read(data, stream_of)
    assert said(readings)[:7] == [
        ("order.document", "credit-note"),
        ("order.number", "1"),
        ("order.line", "1"),
        ("order.supplier", "Seller"),
        ("order.text", "Kamera"),
        ("order.quantity", "2 C62"),
        ("order.amount", "9.00 EUR"),
    ]
    assert told(readings) == [
        ("line 13, IncludedSupplyChainTradeLineItem 2", "the line has no number"),
    ]


def test_lines_of_an_invoice_cut_short_are_kept_without_their_seller(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    whole = fixture_bytes("cii/invoice.xml")
    readings = read(whole[: whole.index(b"<ram:SellerTradeParty>")], stream_of)
    assert ("order.part-number", "IPC-HDBW2431E-S") in said(readings)
    assert "order.supplier" not in dict(said(readings))
    assert [why for _, why in told(readings)] == [
        "amount 450.00 without a currency",
        "the file ends early; the lines that end before it were read",
    ]


def test_an_amount_in_another_currency_than_the_document_is_told(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    data = fixture_bytes("cii/invoice.xml").replace(
        b"<ram:LineTotalAmount>", b'<ram:LineTotalAmount currencyID="USD">'
    )
    readings = read(data, stream_of)
    assert ("order.amount", "450.00 USD") in said(readings)
    assert [why for _, why in told(readings)] == ["the amount is in USD, the document in EUR"]


def test_an_invoice_without_a_seller_is_told(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    data = fixture_bytes("cii/invoice.xml").replace(b"SellerTradeParty", b"OtherTradeParty")
    readings = read(data, stream_of)
    assert told(readings) == [("line 4, CrossIndustryInvoice 1", "the document names no supplier")]


def test_lines_past_what_memory_is_for_wait_in_a_file_and_lose_nothing(stream_of: StreamOf) -> None:
    line = (
        "<IncludedSupplyChainTradeLineItem><AssociatedDocumentLineDocument><LineID>{}</LineID>"
        "</AssociatedDocumentLineDocument><SpecifiedTradeProduct><Name>Camera {}</Name><Description>{}"
        "</Description></SpecifiedTradeProduct></IncludedSupplyChainTradeLineItem>"
    )
    lines = "".join(line.format(n, n, "long " * 1200) for n in range(3000))
    data = (
        "<CrossIndustryInvoice><ExchangedDocument><ID>1</ID></ExchangedDocument>"
        f"<SupplyChainTradeTransaction>{lines}<ApplicableHeaderTradeAgreement><SellerTradeParty>"
        "<Name>Seller</Name></SellerTradeParty></ApplicableHeaderTradeAgreement>"
        "</SupplyChainTradeTransaction></CrossIndustryInvoice>"
    ).encode()
    assert len(data) > 16 << 20
    found = [r.subject.ref for r in read(data, stream_of) if r[1:3] == ("order.supplier", "Seller")]
    assert found == [f"1/{n}" for n in range(3000)]


def test_a_note_on_the_whole_document_and_a_charge_stand_beside_its_lines(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    charge = (
        b"<SpecifiedTradeAllowanceCharge><ActualAmount>2000</ActualAmount>"
        b"<Reason>10 x Hikvision dome camera</Reason></SpecifiedTradeAllowanceCharge>"
    )
    data = fixture_bytes("cii/invoice.xml")
    end = data.rindex(b"</", 0, data.rindex(b"</", 0, data.rindex(b"</")))
    readings = read(data[:end] + charge + data[end:], stream_of)
    beside = [r for r in readings if isinstance(r, Observation) and r.subject.is_beside]
    assert [r.value for r in beside if r.trait in {"order.text", "order.amount"}] == [
        "Thank you for buying Dahua.",
        "10 x Hikvision dome camera",
        "2000 EUR",
    ]
