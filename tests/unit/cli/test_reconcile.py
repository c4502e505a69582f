"""Does ``phaseout reconcile`` compare the orders of a site with its scan?"""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from phaseout.cli import group

ORDER = """<?xml version="1.0" encoding="UTF-8"?>
<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>PO-7</cbc:ID><cbc:IssueDate>2022-03-01</cbc:IssueDate>
<cac:SellerSupplierParty><cac:Party><cac:PartyName><cbc:Name>Acme Security</cbc:Name></cac:PartyName>
</cac:Party></cac:SellerSupplierParty>
<cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:Quantity unitCode="EA">10</cbc:Quantity>
<cac:Item><cbc:Name>Network camera</cbc:Name><cbc:BrandName>Hikvision</cbc:BrandName>
<cac:ManufacturersItemIdentification><cbc:ID>DS-2CD2143G2-I</cbc:ID></cac:ManufacturersItemIdentification>
</cac:Item></cac:LineItem></cac:OrderLine>
<cac:OrderLine><cac:LineItem><cbc:ID>2</cbc:ID><cbc:Quantity unitCode="EA">1</cbc:Quantity>
<cac:Item><cbc:Name>Video recorder</cbc:Name><cbc:BrandName>Dahua</cbc:BrandName>
<cac:ManufacturersItemIdentification><cbc:ID>NVR4216-4KS2</cbc:ID></cac:ManufacturersItemIdentification>
<cac:ItemInstance><cbc:SerialID>4K0A1B2PAZ00011</cbc:SerialID></cac:ItemInstance>
</cac:Item></cac:LineItem></cac:OrderLine>
</Order>
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with an order of ten cameras and a recorder, and a scan that saw seven, the recorder and one more."""
    (tmp_path / "order.xml").write_text(ORDER)
    lines = []
    for number in range(7):
        name = f"cam-{number}"
        lines.append((name, "mac", f"44:19:b6:00:00:{number:02x}"))
        lines.append((name, "onvif.manufacturer", "HIKVISION"))
        lines.append((name, "onvif.model", "DS-2CD2143G2-I"))
    lines.append(("nvr", "dhip.json", '{"deviceType":"NVR4216-4KS2","serialNo":"4K0A1B2PAZ00011"}'))
    lines += [("door", "onvif.manufacturer", "Lorex"), ("door", "onvif.model", "E892AB")]
    lines.append(("host", "ip", "10.0.0.9"))
    rows = ({"asset": asset, "trait": trait, "value": value} for asset, trait, value in lines)
    (tmp_path / "scan.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["reconcile", *arguments], catch_exceptions=False)


def test_ten_bought_and_seven_seen_are_three_not_seen(site: Path) -> None:
    found = run(str(site / "order.xml"), "--with", str(site / "scan.jsonl"), "-o", "json")
    assert found.exit_code == 0
    document = json.loads(found.stdout)
    by_article = {one["article"]: one for one in document["positions"]}
    assert set(by_article) == {"Hikvision DS-2CD2143G2-I", "Dahua NVR4216-4KS2", "Lorex E892AB"}
    assert by_article["Hikvision DS-2CD2143G2-I"]["not_seen"] == {"least": 3, "most": 3}
    assert by_article["Lorex E892AB"]["not_bought"] == {"least": 1, "most": 1}
    recorder = by_article["Dahua NVR4216-4KS2"]
    assert [unit["serial"] for unit in recorder["units"]] == ["4K0A1B2PAZ00011"]
    assert document["unidentified"] == 1


def test_a_saved_survey_serves_as_well_as_its_sources(site: Path) -> None:
    saved = site / "site.json"
    arguments = ["survey", str(site / "scan.jsonl"), "--role", "ca/municipality", "-q", "-o", f"json={saved}"]
    CliRunner().invoke(group, arguments, catch_exceptions=False)
    order, scan = str(site / "order.xml"), str(site / "scan.jsonl")
    rows = [run(order, "--with", one, "-o", "csv").stdout for one in (scan, str(saved))]
    assert rows[0] == rows[1]


def test_one_saved_survey_may_hold_both_the_orders_and_the_things(site: Path) -> None:
    saved = site / "both.json"
    sources = [str(site / "order.xml"), str(site / "scan.jsonl")]
    CliRunner().invoke(group, ["survey", *sources, "-q", "-o", f"json={saved}"], catch_exceptions=False)
    document = json.loads(run(str(saved), "--with", str(saved), "-o", "json").stdout)
    recorder = next(one for one in document["positions"] if "NVR" in one["article"])
    assert recorder["bought"] == {"least": 1, "most": 1}
    assert recorder["seen"] == 1


def test_a_unit_that_was_billed_and_given_back_is_neither_missing_nor_owed(site: Path) -> None:
    rows = []
    for name, document in (("IN-1/1", "invoice"), ("CN-1/1", "credit-note")):
        said = (("order.document", document), ("order.number", name), ("order.serial", "AB12345678"))
        more = (
            ("order.manufacturer", "Axis"),
            ("order.part-number", "P3265-LVE"),
            ("order.quantity", "1 EA"),
        )
        rows += [
            json.dumps({"asset": name, "trait": trait, "value": value}) for trait, value in (*said, *more)
        ]
    (site / "back.jsonl").write_text("\n".join(rows))
    found = run(str(site / "back.jsonl"), "--with", str(site / "scan.jsonl"), "-o", "json")
    axis = next(one for one in json.loads(found.stdout)["positions"] if "Axis" in one["article"])
    zero = {"least": 0, "most": 0}
    assert (axis["bought"], axis["returned"], axis["not_seen"], axis["not_bought"]) == (
        zero,
        zero,
        zero,
        zero,
    )
    assert axis["remarks"] == []


@pytest.mark.parametrize(("lang", "said"), [("en", "3 not seen"), ("fr", "3 non vus")])
def test_the_table_says_it_in_both_languages(site: Path, lang: str, said: str) -> None:
    found = run(str(site / "order.xml"), "--with", str(site / "scan.jsonl"), "--lang", lang)
    assert said in found.stdout


def test_csv_and_workbook_hold_every_position(site: Path) -> None:
    workbook = site / "out.xlsx"
    order, scan = str(site / "order.xml"), str(site / "scan.jsonl")
    found = run(order, "--with", scan, "-o", "csv", "-o", f"xlsx={workbook}")
    rows = list(csv.reader(io.StringIO(found.stdout.removeprefix("\ufeff"))))
    assert len(rows) == 4
    assert load_workbook(workbook).worksheets[0].max_row == 4


def test_a_workbook_is_the_same_bytes_each_time(site: Path) -> None:
    order, scan = str(site / "order.xml"), str(site / "scan.jsonl")
    for name in ("one.xlsx", "two.xlsx"):
        run(order, "--with", scan, "-o", f"xlsx={site / name}")
    assert (site / "one.xlsx").read_bytes() == (site / "two.xlsx").read_bytes()


def test_a_side_with_nothing_in_it_ends_with_its_own_code(site: Path) -> None:
    (site / "empty.jsonl").write_text("")
    found = run(str(site / "order.xml"), "--with", str(site / "empty.jsonl"))
    assert found.exit_code in (3, 6)


def test_orders_that_read_as_an_inventory_are_no_purchases_and_that_is_told(site: Path) -> None:
    orders = site / "orders.csv"
    orders.write_text(
        "order_id,description,manufacturer,model,quantity,site\nP1,IP camera,Hikvision,DS-2CD2143G2-I,5,a\n"
    )
    found = run(str(orders), "--with", str(site / "scan.jsonl"))
    assert found.exit_code == 6
    assert "1 in ORDERS are things, not lines of a purchase: they count as seen" in found.stderr
    assert "no line of a purchase in ORDERS" in found.stderr


def test_a_report_is_not_written_over_a_source(site: Path) -> None:
    order = str(site / "order.xml")
    with pytest.raises(Exception, match="overwrite"):
        run(order, "--with", str(site / "scan.jsonl"), "-o", f"csv={order}")


def test_text_of_a_quote_that_names_nothing_is_no_line_and_is_told(site: Path) -> None:
    quote = Path(__file__).parents[2] / "fixtures" / "pdf" / "quote.pdf"
    found = run(str(quote), "--with", str(site / "scan.jsonl"), "-o", "json")
    assert "phaseout: 2 texts beside the lines of purchases that name nothing" in found.stderr
    assert "We deliver within four weeks." not in found.stdout


RETURNS = """Invoice Number,Line,Date,Description,Quantity,Unit Price,Currency
I1,1,2024-01-05,Hikvision DS-2CD2143G2-I camera,10,100,CAD
I2,1,2025-01-05,Removal of 4 Hikvision DS-2CD2143G2-I cameras,1,100,CAD
I3,1,2025-02-05,Caméra Hikvision DS-2CD2143G2-I retournée,-1,100,CAD
"""


@pytest.fixture
def returns(site: Path) -> dict[str, object]:
    (site / "invoices.csv").write_text(RETURNS, encoding="utf-8")
    found = run(str(site / "invoices.csv"), "--with", str(site / "scan.jsonl"), "-o", "json")
    document: dict[str, object] = json.loads(found.stdout)
    return document


def test_a_unit_that_a_text_says_is_returned_is_taken_off_its_model(returns: dict[str, object]) -> None:
    positions = returns["positions"]
    assert isinstance(positions, list)
    (cameras,) = (one for one in positions if one["article"] == "Hikvision DS-2CD2143G2-I")
    told = (cameras[name]["least"] for name in ("bought", "returned", "not_seen"))
    assert (*told, cameras["seen"]) == (10, 1, 2, 7)


def test_a_removal_is_set_aside_and_what_it_names_may_be_gone(returns: dict[str, object]) -> None:
    positions = returns["positions"]
    assert isinstance(positions, list)
    (cameras,) = (one for one in positions if one["article"] == "Hikvision DS-2CD2143G2-I")
    assert "perhaps-removed" in cameras["remarks"]
    assert returns["aside"] == [{"line": "invoice I2/1", "why": "takes-away"}]


def test_a_removal_is_said_in_french(site: Path) -> None:
    (site / "invoices.csv").write_text(RETURNS, encoding="utf-8")
    found = run(str(site / "invoices.csv"), "--with", str(site / "scan.jsonl"), "--lang", "fr")
    assert "ce qu’il enlève" in found.stdout


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "ledger.csv line 1: no column says in which currency amounts are"),
        ("fr", "ledger.csv ligne 1 : aucune colonne ne dit dans quelle devise sont les montants"),
    ],
)
def test_why_something_is_not_read_is_told_beside_how_much(site: Path, lang: str, said: str) -> None:
    ledger = site / "ledger.csv"
    ledger.write_text(
        "PO,Line,Vendor,Description,Qty,Amount\n7,1,A,Hikvision camera,1,5.00\n7,2,A,x,1,5.00\n"
    )
    text = run(str(ledger), "--with", str(site / "scan.jsonl"), "--lang", lang).stdout
    assert said in text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_workbook_names_lines_in_the_language_of_its_reader(site: Path) -> None:
    target = site / "rec.xlsx"
    run(str(site / "order.xml"), "--with", str(site / "scan.jsonl"), "-o", f"xlsx={target}", "--lang", "fr")
    cells = [cell for row in load_workbook(target).worksheets[0].iter_rows(values_only=True) for cell in row]
    assert any(str(cell).startswith("commande PO-7/") for cell in cells)
    assert not any("order PO-7" in str(cell) for cell in cells)
