"""What is read of UBL beside the fields of a line and beside the lines of a document."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.order import ubl
from phaseout.intake.reader import SourceStream

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


def beside(readings: list[Reading], *traits: str) -> list[tuple[str | None, str]]:
    return [
        (r.subject.ref, r.value)
        for r in readings
        if isinstance(r, Observation) and r.subject.is_beside and r.trait in traits
    ]


ITEM = "<a:Item><b:Name>Dome camera</b:Name>{}</a:Item>"
ORDER = "<b:ID>7</b:ID>{}<a:OrderLine><a:LineItem><b:ID>1</b:ID>{}</a:LineItem>{}</a:OrderLine>{}"
SAID = "Ship Hikvision cameras"


@pytest.mark.parametrize(
    "within",
    [
        (
            f"<a:ItemSpecificationDocumentReference><b:DocumentDescription>{SAID}</b:DocumentDescription>"
            "</a:ItemSpecificationDocumentReference>"
        ),
        f"<a:TransactionConditions><b:Description>{SAID}</b:Description></a:TransactionConditions>",
        f"<a:Certificate><b:CertificateType>{SAID}</b:CertificateType></a:Certificate>",
        f"<a:Dimension><b:Description>{SAID}</b:Description></a:Dimension>",
        f"<a:AdditionalItemProperty><b:Name>Model</b:Name><b:ListValue>{SAID}</b:ListValue></a:AdditionalItemProperty>",
        (
            f'<a:CommodityClassification><b:ItemClassificationCode name="{SAID}">1</b:ItemClassificationCode>'
            "</a:CommodityClassification>"
        ),
        (
            f"<a:InformationContentProviderParty><a:PartyName><b:Name>{SAID}</b:Name></a:PartyName>"
            "</a:InformationContentProviderParty>"
        ),
    ],
)
def test_what_no_field_of_an_item_takes_is_text_of_its_line(within: str, stream_of: StreamOf) -> None:
    readings = read(document("Order", ORDER.format("", ITEM.format(within), "", "")), stream_of)
    (line,) = lines_of(readings).values()
    texts = [value for trait, value in line if trait == "order.text"]
    assert texts[0] == "Dome camera"
    assert texts.count(SAID) == 1


@pytest.mark.parametrize(
    "behind",
    [
        f"<a:DocumentReference><b:DocumentDescription>{SAID}</b:DocumentDescription></a:DocumentReference>",
        (
            f"<a:Delivery><a:Shipment><a:GoodsItem><b:Description>{SAID}</b:Description></a:GoodsItem></a:Shipment>"
            "</a:Delivery>"
        ),
    ],
)
def test_what_stands_behind_the_item_of_a_line_is_text_of_the_line(behind: str, stream_of: StreamOf) -> None:
    readings = read(document("Order", ORDER.format("", ITEM.format(""), behind, "")), stream_of)
    (line,) = lines_of(readings).values()
    assert ("order.text", SAID) in line


@pytest.mark.parametrize(
    "kind", ["BuyersItemIdentification", "StandardItemIdentification", "AdditionalItemIdentification"]
)
def test_a_number_of_no_public_list_is_looked_at_as_a_designation(kind: str, stream_of: StreamOf) -> None:
    number = f'<a:{kind}><b:ID schemeID="MF">DS-2CD2143G2-I</b:ID></a:{kind}>'
    readings = read(document("Order", ORDER.format("", ITEM.format(number), "", "")), stream_of)
    (line,) = lines_of(readings).values()
    assert ("order.sku", "DS-2CD2143G2-I") in line


CHARGE = (
    "<a:AllowanceCharge><b:ChargeIndicator>true</b:ChargeIndicator><b:AllowanceChargeReason>10 x Hikvision"
    '</b:AllowanceChargeReason><b:Amount currencyID="CAD">2000</b:Amount></a:AllowanceCharge>'
)


@pytest.mark.parametrize("place", [("", CHARGE, ""), ("", "", CHARGE), (CHARGE, "", "")])
def test_a_charge_with_a_reason_stands_beside_the_lines_with_its_amount(
    place: tuple[str, str, str], stream_of: StreamOf
) -> None:
    head, behind, end = place
    readings = read(document("Order", ORDER.format(head, ITEM.format(""), behind, end)), stream_of)
    assert beside(readings, "order.text", "order.amount") == [(None, "10 x Hikvision"), (None, "2000 CAD")]
    assert "Hikvision" not in repr(lines_of(readings))


def test_a_sub_line_is_a_line_of_its_own(stream_of: StreamOf) -> None:
    sub_line = f"<a:SubLineItem><b:ID>1.1</b:ID><a:Item><b:Name>{SAID}</b:Name></a:Item></a:SubLineItem>"
    readings = read(document("Order", ORDER.format("", ITEM.format(""), sub_line, "")), stream_of)
    texts = [
        (r.subject.ref, r.value) for r in readings if isinstance(r, Observation) and r.trait == "order.text"
    ]
    assert texts == [("7/1", "Dome camera"), ("7/1.1", SAID)]


def test_of_very_many_texts_that_no_field_takes_the_first_are_read_and_the_rest_counted(
    stream_of: StreamOf,
) -> None:
    many = "".join(f"<b:Remark>Remark number {number} of many</b:Remark>" for number in range(230))
    readings = read(document("Order", ORDER.format("", ITEM.format(""), many, "")), stream_of)
    (line,) = lines_of(readings).values()
    assert sum(trait == "order.text" for trait, _ in line) == 201
    assert any("more than 200 texts that no field takes; 30 left out" in why for _, why in told(readings))


def test_a_credential_among_what_no_field_takes_stays_out(stream_of: StreamOf) -> None:
    secret = "<a:Extra><b:Name>Admin password</b:Name><b:Remark>PLANTED words here</b:Remark></a:Extra>"
    readings = read(document("Order", ORDER.format(secret, ITEM.format(secret), secret, secret)), stream_of)
    assert "PLANTED" not in repr(readings)
