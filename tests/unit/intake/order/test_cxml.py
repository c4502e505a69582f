"""What is read of orders, carts and invoices in cXML."""

from collections.abc import Callable, Sequence

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.order import cxml
from phaseout.intake.reader import SourceStream

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]


def said(readings: Sequence[Reading]) -> list[tuple[str, str]]:
    return [(r.trait, r.value) for r in readings if isinstance(r, Observation)]


def lines_of(readings: list[Reading]) -> list[Observation]:
    return [r for r in readings if isinstance(r, Observation) and not r.subject.is_beside]


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


def dropped(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.what) for r in readings if isinstance(r, Dropped)]


def read(data: bytes, stream_of: StreamOf) -> list[Reading]:
    return list(cxml.READER.read(stream_of(data)))


def test_an_order_goes_to_the_supplier_and_its_secret_goes_nowhere(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("cxml/order.xml"), stream_of)
    assert said(lines_of(readings)) == [
        ("order.document", "order"),
        ("order.number", "4500012345"),
        ("order.line", "1"),
        ("order.buyer", "City of Example"),
        ("order.supplier", "Example Reseller Inc."),
        ("order.supplier-identifier", "duns:123456789"),
        ("order.text", "Turret camera 4 MP turret camera, CMIP1042W-28M"),
        ("order.text", "Leave at the door"),
        ("order.text", "Warranty: 2 years"),
        ("order.manufacturer", "LT Security"),
        ("order.part-number", "CMIP1042W-28M"),
        ("order.sku", "LTS-8842"),
        ("order.sku", "BASKET-5"),
        ("order.code", "unspsc:46171610"),
        ("order.quantity", "5 EA"),
        ("order.date", "2024-03-18"),
    ]
    assert {(r.subject.ref, r.subject.site) for r in lines_of(readings)} == {("4500012345/1", "Fire hall 2")}
    assert dropped(readings) == [
        ("line 19, OrderRequest 1 SharedSecret", "SharedSecret"),
        ("line 19, OrderRequest 1 PCard", "number of a payment card"),
        ("line 27, ItemOut 1", "extrinsic Web password"),
    ]
    assert "PLANTED" not in repr(readings)
    assert told(readings) == []


def test_a_comment_on_the_whole_order_stands_beside_its_lines(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("cxml/order.xml"), stream_of)
    assert "ZTE" not in repr(lines_of(readings))
    beside = [r for r in readings if isinstance(r, Observation) and r.subject.is_beside]
    assert ("order.text", "Do not send anything made by ZTE.") in said(beside)
    assert {r.subject.ref for r in beside} == {None}


@pytest.mark.parametrize(
    ("within", "found"),
    [
        (
            "<SupplierPartAuxiliaryID>DS-2CD2143G2-I</SupplierPartAuxiliaryID>",
            ("order.sku", "DS-2CD2143G2-I"),
        ),
        ("<BuyerPartID>DS-2CD2143G2-I</BuyerPartID>", ("order.sku", "DS-2CD2143G2-I")),
    ],
)
def test_other_numbers_of_an_item_are_looked_at_as_designations(
    within: str, found: tuple[str, str], fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    data = fixture_bytes("cxml/order.xml").replace(
        b"</SupplierPartID>", b"</SupplierPartID>" + within.encode()
    )
    assert found in said(read(data, stream_of))


@pytest.mark.parametrize(
    ("within", "found"),
    [
        ("<URL>https://maker.example/en/DS-2CD2143G2-I</URL>", "maker example en DS-2CD2143G2-I"),
        ('<Classification domain="Model">DS-2CD2143G2-I</Classification>', "DS-2CD2143G2-I"),
        (
            '<ItemDetailIndustry><Characteristic domain="model" value="DS-2CD2143G2-I"/></ItemDetailIndustry>',
            "DS-2CD2143G2-I",
        ),
        ('<Segment type="a" id="1" description="Ship Hikvision cameras"/>', "Ship Hikvision cameras"),
        (
            '<SpendDetail><Extrinsic name="m">Ship Hikvision cameras</Extrinsic></SpendDetail>',
            "Ship Hikvision cameras",
        ),
    ],
)
def test_what_no_field_of_an_item_takes_is_text_of_its_line(
    within: str, found: str, fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    data = fixture_bytes("cxml/order.xml").replace(b"</ItemDetail>", within.encode() + b"</ItemDetail>")
    texts = [
        value
        for trait, value in said(lines_of(read(data, stream_of)))
        if trait in ("order.text", "order.sku")
    ]
    assert found in texts


def test_an_attachment_of_an_item_is_counted(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    attachment = b"<Comments>see <Attachment><URL>cid:cameras@x</URL></Attachment></Comments></ItemOut>"
    data = fixture_bytes("cxml/order.xml").replace(b"</ItemOut>", attachment)
    assert any(
        "attachments are not looked into: 1 (cid:cameras@x)" in why for _, why in told(read(data, stream_of))
    )


def test_a_cart_comes_from_the_supplier_and_its_lines_are_numbered_in_their_order(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("cxml/cart.xml"), stream_of)
    number = "958074700772@reseller.example"
    assert said(lines_of(readings))[:9] == [
        ("order.document", "quote"),
        ("order.number", number),
        ("order.line", "1"),
        ("order.supplier-identifier", "duns:123456789"),
        ("order.text", "Routeur Huawei AX3"),
        ("order.sku", "WEB-1"),
        ("order.code", "unspsc:43222609"),
        ("order.quantity", "1 EA"),
        ("order.date", "2024-05-02"),
    ]
    assert {r.subject.ref for r in lines_of(readings)} == {f"{number}/1", f"{number}/2"}
    assert told(readings) == []


def test_a_credit_memo_names_serial_number_origin_and_amount(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("cxml/invoice.xml"), stream_of)
    assert said(lines_of(readings)) == [
        ("order.document", "credit-note"),
        ("order.number", "SI-88"),
        ("order.line", "1"),
        ("order.buyer", "Example Council"),
        ("order.supplier", "Reseller plc"),
        ("order.supplier-identifier", "vat:GB123456789"),
        ("order.text", "Network video recorder"),
        ("order.manufacturer", "Dahua Technology"),
        ("order.part-number", "DHI-NVR4108HS-8P"),
        ("order.sku", "R-7"),
        ("order.serial", "6F0456BPAZ12345"),
        ("order.quantity", "-1 EA"),
        ("order.amount", "-310.00 GBP"),
        ("order.date", "2024-06-01"),
        ("order.origin", "CN"),
    ]
    assert told(readings) == []


def test_an_order_that_deletes_another_buys_nothing(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    data = fixture_bytes("cxml/order.xml").replace(b'type="new"', b'type="delete"')
    readings = read(data, stream_of)
    assert said(lines_of(readings)) == []
    assert told(readings) == [
        ("line 19, OrderRequest 1", "the message deletes an order; its items are not read")
    ]


def test_a_price_in_another_currency_than_the_total_is_told(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    data = fixture_bytes("cxml/order.xml").replace(b'"USD">270', b'"EUR">270')
    assert told(read(data, stream_of)) == [("line 27, ItemOut 1", "the price is in EUR, the document in USD")]


def test_a_message_that_names_no_supplier_is_told(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    data = fixture_bytes("cxml/order.xml").replace(b"<To>", b"<Elsewhere>").replace(b"</To>", b"</Elsewhere>")
    assert told(read(data, stream_of)) == [("line 19, OrderRequest 1", "the document names no supplier")]


def test_a_message_about_something_else_is_told(stream_of: StreamOf) -> None:
    data = b'<cXML payloadID="1"><Request><ProfileRequest/></Request></cXML>'
    assert told(read(data, stream_of)) == [
        ("line 1", "none of InvoiceDetailRequest, OrderRequest, PunchOutOrderMessage is in it")
    ]
