"""Is whatever is wrong with a purchase told once with its place, and is nothing taken silently?"""

import csv
import io
from collections.abc import Callable

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake import READERS
from phaseout.intake.reader import Sniff, SourceStream

StreamOf = Callable[..., SourceStream]
Fixture = Callable[[str], bytes]

TABLE = (
    "No de commande,Ligne,Description,Quantité,Montant,Devise,Fournisseur\n"
    "BC-1,1,Caméra réseau,2,10.00,CAD,Société Éclair\n"
)
X12 = (
    "ISA*00*          *00*          *ZZ*B              *ZZ*S              *261101*1200*U*00401*000000001*0*P*>~"
    "GS*PO*B*S*20261101*1200*1*X*004010~ST*850*0001~BEG*00*SA*45**20261101~CUR*BY*USD~N1*SE*SELLER LLC~"
    "PO1*1*10*EA*149.00**VP*BW-1~PID*F****Caméra réseau~CTT*1~SE*8*0001~GE*1*1~IEA*1*000000001~"
)
EDIFACT = (
    "UNB+UNOY:3+S:14+B:14+261012:1030+1'UNH+1+ORDERS:D:96A:UN'BGM+220+B-1+9'DTM+137:20261012:102'"
    "NAD+SU+1::9++SELLER GMBH'CUX+2:EUR:9'LIN+1'IMD+F++:::Caméra réseau'QTY+21:8:PCE'MOA+203:9'UNS+S'CNT+2:1'"
    "UNT+12+1'UNZ+1+1'"
)
OCDS = (
    '{"releases":[{"ocid":"o-1","date":"2026-05-01","buyer":{"name":"B"},"awards":[{"id":"A","title":"Caméra réseau",'
    '"suppliers":[{"name":"S"}]}]}]}'
)
_CBC = 'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
_CAC = 'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"'
UBL = (
    f'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" {_CBC} {_CAC}>\n'
    "<cbc:ID>I-1</cbc:ID><cbc:IssueDate>2026-03-01</cbc:IssueDate>"
    "<cbc:DocumentCurrencyCode>USD</cbc:DocumentCurrencyCode>"
    "<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Seller LLC</cbc:Name></cac:PartyName>"
    "</cac:Party></cac:AccountingSupplierParty>\n"
    '<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="EA">1</cbc:InvoicedQuantity>'
    '<cbc:LineExtensionAmount currencyID="USD">5</cbc:LineExtensionAmount>'
    "<cac:Item><cbc:Name>Caméra réseau</cbc:Name></cac:Item></cac:InvoiceLine>\n</Invoice>"
)
FORMS = {"o.csv": TABLE, "o.x12": X12, "o.edi": EDIFACT, "o.json": OCDS, "o.xml": UBL}


def read(name: str, data: bytes, stream_of: StreamOf) -> list[Reading]:
    claims = [(reader.sniff(data[:4096], name), reader) for reader in READERS]
    mine = next((reader for claim, reader in claims if claim is Sniff.MINE), None)
    reader = mine or next(reader for claim, reader in claims if claim is not Sniff.NOT_MINE)
    return list(reader.read(stream_of(data, name=name)))


def values(readings: list[Reading], trait: str) -> list[str]:
    return [r.value for r in readings if isinstance(r, Observation) and r.trait == trait]


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


@pytest.mark.parametrize("name", FORMS)
def test_a_sound_purchase_gives_no_diagnosis(name: str, stream_of: StreamOf) -> None:
    readings = read(name, FORMS[name].encode(), stream_of)
    assert values(readings, "order.text") == ["Caméra réseau"]
    assert told(readings) == []


@pytest.mark.parametrize("name", FORMS)
def test_utf_16_without_a_mark_is_read_as_what_it_is(name: str, stream_of: StreamOf) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        readings = read(name, FORMS[name].encode(encoding), stream_of)
        assert values(readings, "order.text") == ["Caméra réseau"], encoding


@pytest.mark.parametrize("name", FORMS)
def test_windows_1252_is_read_as_what_it_is(name: str, stream_of: StreamOf) -> None:
    readings = read(name, FORMS[name].encode("cp1252"), stream_of)
    assert values(readings, "order.text") == ["Caméra réseau"]
    assert len(told(readings)) <= 1


@pytest.mark.parametrize("name", FORMS)
def test_letters_that_were_damaged_before_are_told_once_and_kept(name: str, stream_of: StreamOf) -> None:
    readings = read(name, FORMS[name].replace("Caméra réseau", "CamÃ©ra rÃ©seau").encode(), stream_of)
    assert values(readings, "order.text") == ["CamÃ©ra rÃ©seau"]
    ((place, why),) = told(readings)
    assert why == "letters were damaged before: “CamÃ©ra” was “Caméra”; read as written"
    assert place


@pytest.mark.parametrize(
    ("name", "left_out", "why"),
    [
        ("o.xml", "<cbc:ID>I-1</cbc:ID>", "the document has no number"),
        ("o.xml", "<cbc:IssueDate>2026-03-01</cbc:IssueDate>", "the document has no date"),
        ("o.xml", "<cbc:Name>Seller LLC</cbc:Name>", "the document names no supplier"),
        ("o.xml", "<cbc:Name>Caméra réseau</cbc:Name>", "the line does not say what is bought"),
        ("o.edi", "DTM+137:20261012:102'", "the document has no date"),
        ("o.edi", "NAD+SU+1::9++SELLER GMBH'", "the document names no supplier"),
        ("o.x12", "N1*SE*SELLER LLC~", "the document names no supplier"),
        ("o.csv", "Société Éclair", "the document names no supplier"),
    ],
)
def test_what_must_be_there_and_is_not_is_told(
    name: str, left_out: str, why: str, stream_of: StreamOf
) -> None:
    readings = read(name, FORMS[name].replace(left_out, "").encode(), stream_of)
    assert why in [said for _, said in told(readings)]
    assert all(place for place, _ in told(readings))


def test_a_second_currency_in_one_document_is_told_at_its_line(stream_of: StreamOf) -> None:
    mixed = read("o.xml", UBL.replace('currencyID="USD"', 'currencyID="EUR"').encode(), stream_of)
    assert [why for _, why in told(mixed)] == ["the amount is in EUR, the document in USD"]
    assert values(mixed, "order.amount") == ["5 EUR"]
    two = TABLE + "BC-1,2,Caméra,1,7.00,USD,Société Éclair\n"
    assert values(read("o.csv", two.encode(), stream_of), "order.amount") == ["10.00 CAD", "7.00 USD"]


@pytest.mark.parametrize("name", FORMS)
def test_a_cut_file_says_so_and_keeps_what_stands_before(name: str, stream_of: StreamOf) -> None:
    data = FORMS[name].encode()
    readings = read(name, data[: len(data) - 34], stream_of)
    assert told(readings)


def test_a_bilingual_table_of_eighty_columns_is_read_by_those_it_knows(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    narrow = fixture_bytes("csv/canadabuys-awards.csv")
    rows = list(csv.reader(io.StringIO(narrow.decode("utf-8-sig"))))
    more = 80 - len(rows[0])
    titles = [f"extraField{n}-champSupplementaire{n}-eng" for n in range(more)]
    wide = io.StringIO()
    csv.writer(wide).writerows([[*(titles if n == 0 else ["x"] * more), *row] for n, row in enumerate(rows)])
    found, known = (
        [(r.trait, r.value) for r in read("a.csv", data, stream_of) if isinstance(r, Observation)]
        for data in (wide.getvalue().encode(), narrow)
    )
    assert found == known
    assert ("order.document", "award") in found
