"""What is read of purchases and of lists of firms in tables, and how they are told from inventories."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake import csv_inventory, xlsx_inventory
from phaseout.intake.columns_file import read_columns
from phaseout.intake.grid import Grid
from phaseout.intake.order.order_header import order_header_of
from phaseout.intake.order.order_line import OrderDocument
from phaseout.intake.reader import Sniff
from phaseout.intake.sheet import read_table

Read = Callable[[str | bytes], list[Reading]]
Fixture = Callable[[str], bytes]


@pytest.fixture
def read(stream_of: Callable[..., object]) -> Read:
    def reading(data: str | bytes) -> list[Reading]:
        raw = data.encode() if isinstance(data, str) else data
        return list(csv_inventory.READER.read(stream_of(raw)))  # type: ignore[arg-type]

    return reading


def at(readings: list[Reading], key: str) -> list[tuple[str, str]]:
    return [(r.trait, r.value) for r in readings if isinstance(r, Observation) and r.subject.key == key]


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


def kind_of(header: str) -> OrderDocument | str | None:
    found = order_header_of(1, header.split(", "))
    return None if found is None else found.document or "firms"


def test_a_ledger_out_of_an_erp_is_read_as_lines_of_orders(read: Read, fixture_bytes: Fixture) -> None:
    readings = read(fixture_bytes("csv/purchase-ledger.csv"))
    assert at(readings, "line 2") == [
        ("order.document", "order"),
        ("order.number", "4500012345"),
        ("order.line", "10"),
        ("order.supplier", "Example Integrator"),
        ("order.supplier-identifier", "party:10023"),
        ("order.text", "M-100"),
        ("order.text", "Dome camera"),
        ("order.part-number", "DS-2CD2143G2-I"),
        ("order.quantity", "12 EA"),
        ("order.amount", "2388.00 CAD"),
        ("order.date", "2024-03-18"),
        ("order.origin", "CN"),
    ]
    assert dict(at(readings, "line 3"))["order.amount"] == "1200 CAD"  # "1,200": the others show the mark
    assert dict(at(readings, "line 4"))["order.quantity"] == "-1 EA"
    assert dict(at(readings, "line 4"))["order.amount"] == "-199.00 CAD"
    subjects = [r.subject[1:3] for r in readings if isinstance(r, Observation) and not r.subject.is_beside]
    assert list(dict.fromkeys(subjects)) == [
        ("4500012345/10", "Arena"),
        ("4500012345/20", "Arena"),
        ("4500012346/10", "Arena"),
    ]
    either = "“03/04/2024” may be 2024-03-04 or 2024-04-03; write dates as 2024-04-30"
    assert told(readings) == [
        ("line 4, column Document Date", either),
        ("line 5", "a total or a remark: it names neither an article nor a quantity"),
    ]


def test_a_french_table_in_windows_1252_is_read(read: Read, fixture_bytes: Fixture) -> None:
    readings = read(fixture_bytes("csv/bons-de-commande-windows-1252.csv"))
    assert at(readings, "line 2") == [
        ("order.document", "order"),
        ("order.number", "BC-1"),
        ("order.supplier", "Société Exemple"),
        ("order.supplier-identifier", "vat:FR12345678901"),
        ("order.text", "Caméra dôme"),
        ("order.quantity", "12"),
        ("order.amount", "2388.00 EUR"),
        ("order.date", "2024-03-18"),
    ]
    assert dict(at(readings, "line 3"))["order.amount"] == "1234 EUR"
    assert told(readings) == []  # that no line is numbered is not told of each


@pytest.mark.parametrize(
    ("name", "document", "said"),
    [
        (
            "angebot",
            "quote",
            {"order.sku": "77120", "order.quantity": "12 Stk", "order.amount": "2388.00 EUR"},
        ),
        ("pedido", "order", {"order.supplier-identifier": "nif:B12345678", "order.origin": "CN"}),
        ("quote", "quote", {"order.text": "Hikvision DS-2CD2143", "order.quantity": "12"}),
    ],
)
def test_tables_in_german_spanish_and_without_numbers_are_read(
    name: str, document: str, said: dict[str, str], read: Read, fixture_bytes: Fixture
) -> None:
    line = dict(at(read(fixture_bytes(f"csv/{name}.csv")), "line 2"))
    assert line["order.document"] == document
    assert said.items() <= line.items()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("PO Number, Supplier, Description, Quantity", OrderDocument.ORDER),
        ("PO Number, Supplier, Order date, Amount", OrderDocument.ORDER),
        ("Invoice No, PO Number, Line, Description, Serial number, Amount", OrderDocument.INVOICE),
        ("Contract number, Vendor, Description, Contract value", OrderDocument.CONTRACT),
        ("Line, Location, Description, Qty", OrderDocument.QUOTE),
        ("Purchase order / Bon de commande, Quantity / Quantité, Description / Libellé", OrderDocument.ORDER),
        ("Model, Serial, Supplier, Order Date", None),
        ("Model, Supplier, Order Date, PO Number", None),
        ("Asset Tag, PO Number, Supplier, Model, Quantity, Purchase Cost", None),
        ("Model, IP address, PO Number, Quantity, Cost", None),
        ("Description, Serial number, PO Number, Cost", None),
        ("Description, Location, PO Number, Cost", None),
        ("Model, Quantity, Location", None),
        ("Description, Status, Quantity", None),
        ("Vendor No, Vendor Name, Country", "firms"),
        ("Supplier, City, Phone", "firms"),
        ("Name, LEI, Country", "firms"),
        ("Fournisseur, Numéro de TVA, Ville", "firms"),
        ("Vendor, Model, Country", None),
        ("Name, Country, City", None),
    ],
)
def test_the_header_decides_whether_a_table_is_one_of_purchases_of_firms_or_an_inventory(
    header: str, expected: OrderDocument | str | None
) -> None:
    assert kind_of(header) == expected


def test_an_inventory_with_a_supplier_and_an_order_date_stays_an_inventory(read: Read) -> None:
    readings = read("Model,Serial,Supplier,Order date\nDS-2CD2143G2-I,G12345678,Example Ltd,2024-01-02\n")
    assert at(readings, "line 2") == [
        ("inventory.model", "DS-2CD2143G2-I"),
        ("inventory.serial", "G12345678"),
        ("order.supplier", "Example Ltd"),
        ("order.date", "2024-01-02"),
    ]


def test_a_list_of_vendors_is_parties_and_no_equipment(read: Read, fixture_bytes: Fixture) -> None:
    readings = read(fixture_bytes("csv/vendors.csv"))
    assert at(readings, "line 2") == [
        ("party.name", "Example Integrator Ltd."),
        ("party.identifier", "party:10023"),
        ("party.identifier", "duns:123456789"),
        ("party.identifier", "bn:123456789RT0001"),
    ]
    assert {r.trait for r in readings if isinstance(r, Observation)} == {"party.name", "party.identifier"}
    assert told(readings) == [("line 5", "a firm without a name; only its number is read")]


@pytest.mark.parametrize("document", ["awards", "history"])
def test_bilingual_notices_of_canadabuys_are_read(document: str, read: Read, fixture_bytes: Fixture) -> None:
    readings = read(fixture_bytes(f"csv/canadabuys-{document}.csv"))
    number = {"awards": "CW0000001", "history": "CW0000001-C"}[document]
    assert at(readings, "line 2") == [
        ("order.document", {"awards": "award", "history": "contract"}[document]),
        ("order.number", number),
        ("order.line", "000"),
        ("order.buyer", "Department of Examples"),
        ("order.supplier", "Example Security Ltd."),
        ("order.supplier", "Sécurité Exemple ltée"),
        ("order.text", "Surveillance cameras, Hikvision"),
        ("order.text", "Caméras de surveillance, Hikvision"),
        ("order.text", "Twelve dome cameras.\n\nWith brackets."),
        ("order.text", "Douze caméras dôme."),
        ("order.code", "unspsc:46171610"),
        ("order.code", "unspsc:46171621"),
        ("order.code", "gsin:N5836"),
        ("order.code", "gsin:N6350"),
        ("order.amount", "12345.67 CAD"),
        ("order.date", "2024-04-30"),
    ]
    assert dict(at(readings, "line 10"))["order.amount"] == "-345.67 CAD"
    assert told(readings) == []


def test_eighty_columns_are_claimed_by_a_head_that_does_not_hold_them_all(
    read: Read, fixture_bytes: Fixture
) -> None:
    rows = list(csv.reader(io.StringIO(fixture_bytes("csv/canadabuys-awards.csv").decode("utf-8-sig"))))
    while len(rows[0]) < 80:
        rows[0].append(f"furtherInformationOfTheNotice{len(rows[0])}-autresRenseignementsAvis-eng")
        rows[1].append("")
        rows[2].append("")
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    data = written.getvalue().encode("utf-8-sig")
    assert len(data.split(b"\n")[0]) > 3000
    for length in (2000, 4096):
        assert csv_inventory.READER.sniff(data[:length], "x.csv") is Sniff.MINE
    assert len({r.subject.ref for r in read(data) if isinstance(r, Observation)}) == 2


def test_a_tender_has_no_supplier_and_none_is_missed(read: Read, fixture_bytes: Fixture) -> None:
    readings = read(fixture_bytes("csv/canadabuys-tenders.csv"))
    assert ("order.document", "tender") in at(readings, "line 2")
    assert ("order.text", "Twelve dome cameras.\n\nWith brackets.") in at(readings, "line 2")
    assert told(readings) == []


def test_the_label_of_an_economic_object_is_no_product(read: Read, fixture_bytes: Fixture) -> None:
    readings = read(fixture_bytes("csv/proactive-disclosure.csv"))
    texts = [r.value for r in readings if isinstance(r, Observation) and r.trait == "order.text"]
    assert texts == ["Twelve Dahua cameras."]
    assert ("order.code", "economic-object:1260") in at(readings, "line 3")
    assert ("order.amount", "45000.00 CAD") in at(readings, "line 3")
    assert [place for place, why in told(readings) if "labels of economic object codes" in why] == ["line 1"]
    assert len(told(readings)) == 1


def test_a_transaction_of_usaspending_is_read(read: Read, fixture_bytes: Fixture) -> None:
    readings = read(fixture_bytes("csv/usaspending.csv"))
    assert at(readings, "line 2") == [
        ("order.document", "contract"),
        ("order.number", "W000121P0001"),
        ("order.line", "0"),
        ("order.buyer", "Department of the Army"),
        ("order.supplier", "EXAMPLE RESELLER INC"),
        ("order.supplier-identifier", "uei:ABCDEF123456"),
        ("order.supplier-identifier", "cage:1AB23"),
        ("order.text", "LOREX 4K CAMERAS"),
        ("order.text", "LOREX CAMERA SYSTEM"),
        ("order.code", "psc:5836"),
        ("order.code", "naics:334310"),
        ("order.amount", "-1234.5 USD"),
        ("order.date", "2021-05-02"),
        ("order.origin", "CN"),
    ]


def test_a_table_that_says_only_who_sells_says_so_once(read: Read) -> None:
    readings = read("PO No,Supplier,Amount,Currency\n1,Hytera,5.00,CAD\n2,Axis,6.00,USD\n")
    assert [dict(at(readings, f"line {n}"))["order.amount"] for n in (2, 3)] == ["5.00 CAD", "6.00 USD"]
    why = "the table has no column that says what is bought; of its lines only the supplier is read"
    assert told(readings) == [("line 1", why)]


@pytest.mark.parametrize(
    ("amount", "kept"), [("-12.50", "-12.50"), ("12.50", None), ("-0.00", None), ("0", None)]
)
def test_an_amount_without_a_currency_says_no_more_than_that_it_is_less_than_nothing(
    read: Read, amount: str, kept: str | None
) -> None:
    readings = read(f"PO No,Line,Supplier,Description,Amount\n1,1,A,Camera,{amount}\n")
    assert dict(at(readings, "line 2")).get("order.amount") == kept
    assert told(readings)


@pytest.mark.parametrize(("second", "refs"), [("A", 1), ("B", 2)])
def test_lines_of_two_suppliers_may_have_one_number(read: Read, second: str, refs: int) -> None:
    rows = f"PO-7,1,A,Camera,2\nPO-7,1,{second},Recorder,3\n"
    readings = read(f"PO No,Line,Supplier,Description,Quantity\n{rows}")
    found = {r.subject.ref for r in readings if isinstance(r, Observation) and r.subject.ref}
    lines = {r.subject.key for r in readings if isinstance(r, Observation) and r.subject.ref}
    assert (found, len(lines)) == ({"PO-7/1"}, refs)


def test_what_is_missing_or_mangled_is_told_with_its_place(read: Read) -> None:
    header = "PO No,Line,Supplier,Description,Part no,Quantity,Amount,Currency,Origin,Password\n"
    rows = (
        "1,1,,Camera,1.23E+11,twelve,#REF!,CAD,Atlantis,hunter2\n"
        "1,1,A,Camera,,1,12.50,,CN,\n"
        ",2,A,,,1,,,,\n"
        "1,2,A,Camera,,1\n"
    )
    readings = read(header + rows)
    whys = {(place, why.partition(";")[0]) for place, why in told(readings)}
    assert {
        ("line 2", "the document names no supplier"),
        ("line 2, column Quantity", "“twelve” is no number"),
        ("line 2", "origin “ATLANTIS” is no country code of two letters"),
        ("line 3", "amount 12.50 without a currency"),
        ("line 4", "the document has no number"),
        ("line 4", "the line does not say what is bought"),
        ("line 5", "6 cells where the header has 10"),
    } <= whys
    assert any(place == "line 2, column Part no" for place, _ in whys)
    assert any(place == "line 2, column Amount" for place, _ in whys)
    assert [r.what for r in readings if isinstance(r, Dropped)] == ["column Password"]
    assert not any("hunter2" in str(r) for r in readings)
    assert at(readings, "line 5") == []


def test_a_cut_file_and_a_lost_letter_are_told(read: Read) -> None:
    readings = read('PO No,Line,Supplier,Description,Quantity\n1,1,A,Cam\ufffdra,1\n1,2,A,"Camera')
    assert dict(at(readings, "line 2"))["order.text"] == "Cam\ufffdra"
    assert [place for place, _ in told(readings)] == ["line 2", "line 3"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1,2", "2 cells where the header has 5; read from the left\n"),
        ("1,2,A", "the file ends inside this row; its last cell is not read"),
        ('1,2,"A', "a quote is opened and not closed; read without it"),
        ("1", "the file ends inside this row; its last cell is not read"),
    ],
)
def test_a_row_that_is_cut_is_told_once_and_not_for_each_cell_it_lacks(
    row: str, why: str, read: Read
) -> None:
    end = "\n" if why.endswith("\n") else ""
    readings = read(f"PO No,Line,Description,Quantity,Supplier\n1,1,Camera,1,A\n{row}{end}")
    assert told(readings) == [("line 3", why.strip())]


def test_in_a_sheet_a_number_is_what_it_says() -> None:
    rows = [(1, ["PO No", "Line", "Description", "Quantity"]), (2, ["1", "1", "Cable", "1.125"])]
    readings = list(read_table(rows, Grid.of_sheet("Orders", 0)))
    assert dict(at(readings, "Orders!2:2"))["order.quantity"] == "1.125"
    assert xlsx_inventory.READER.name == "xlsx"


def test_other_dates_of_the_column_say_which_number_is_the_day(read: Read) -> None:
    rows = "PO Number,Description,Quantity,Order date\nA,Camera,1,03/04/2024\nB,Camera,1,25/04/2024\n"
    assert dict(at(read(rows.encode()), "line 2"))["order.date"] == "2024-04-03"


PROFILE = """
name = "Shop export"
others = "by-name"
[columns]
"Beleg"   = "order.number"
"Zeile"   = "order.line"
"Ware"    = "order.text"
"Zahl"    = "order.quantity"
"Haendler" = "order.supplier"
"Tag"     = "order.date"
"Geld"    = "asset.funding"
"Kennung" = "credential"
"""
OWN = (
    "Beleg;Zeile;Ware;Zahl;Haendler;Tag;Geld;Kennung\n"
    "B-1;1;Kamera Hikvision DS-2CD2143G2-I;12 Stk;Kamera Nord GmbH;13.10.2026;own;geheim\n"
)


def profiled(profile: str, sheet: str, folder: Path, stream_of: Callable[..., object]) -> list[Reading]:
    (folder / "own.toml").write_text(profile, encoding="utf-8")
    reader = csv_inventory.reader_with((read_columns(folder / "own.toml"),))
    return list(reader.read(stream_of(sheet.encode())))  # type: ignore[arg-type]


def test_a_profile_of_columns_of_orders_makes_lines_of_an_order(
    tmp_path: Path, stream_of: Callable[..., object]
) -> None:
    readings = profiled(PROFILE, OWN, tmp_path, stream_of)
    assert at(readings, "line 2") == [
        ("order.document", "order"),
        ("order.number", "B-1"),
        ("order.line", "1"),
        ("order.supplier", "Kamera Nord GmbH"),
        ("order.text", "Kamera Hikvision DS-2CD2143G2-I"),
        ("order.quantity", "12 Stk"),
        ("order.date", "2026-10-13"),
        ("asset.funding", "own"),
    ]
    assert [r.subject.ref for r in readings if isinstance(r, Observation)][:1] == ["B-1/1"]
    assert [r for r in readings if isinstance(r, Dropped)] == [
        Dropped("line 2, column Kennung", "column Kennung")
    ]
    assert told(readings) == []


@pytest.mark.parametrize(
    ("said", "document", "unread"),
    [("invoice", "invoice", 0), ("Contract", "contract", 0), ("Rechnung", "order", 1)],
)
def test_a_profile_may_say_which_column_names_the_kind_of_document(
    said: str, document: str, unread: int, tmp_path: Path, stream_of: Callable[..., object]
) -> None:
    profile = PROFILE + '"Art" = "order.document"\n'
    sheet = OWN.replace("Kennung\n", "Kennung;Art\n").replace("geheim\n", f"geheim;{said}\n")
    readings = profiled(profile, sheet, tmp_path, stream_of)
    assert dict(at(readings, "line 2"))["order.document"] == document
    assert len(told(readings)) == unread


def test_a_profile_that_names_a_model_beside_a_day_of_order_is_of_an_inventory(
    tmp_path: Path, stream_of: Callable[..., object]
) -> None:
    profile = '[columns]\n"Typ" = "inventory.model"\n"Tag" = "order.date"\n"Ware" = "order.text"\n'
    readings = profiled(profile, "Typ;Tag;Ware\nDS-2CD2143G2-I;2024-01-02;Kamera\n", tmp_path, stream_of)
    assert ("inventory.model", "DS-2CD2143G2-I") in at(readings, "line 2")
    assert "order.document" not in dict(at(readings, "line 2"))


def test_a_table_without_currencies_is_told_of_once_and_its_lines_are_read(read: Read) -> None:
    rows = "".join(f"{n},1,A,Camera,1,{n}.50\n" for n in range(1, 4))
    readings = read("PO,Line,Vendor,Description,Qty,Amount\n" + rows)
    why = "no column says in which currency amounts are, so that no amount is read; the lines are"
    assert told(readings) == [("line 1", why)]
    assert sum(isinstance(one, Observation) and one.trait == "order.text" for one in readings) == 3


def test_an_amount_that_bears_its_currency_is_read_though_no_column_says_one(read: Read) -> None:
    readings = read("PO,Line,Vendor,Description,Qty,Amount\n1,1,A,Camera,1,12.50 CAD\n1,2,A,Camera,1,3.00\n")
    assert ("order.amount", "12.50 CAD") in at(readings, "line 2")
    assert [place for place, _ in told(readings)] == ["line 1"]


@pytest.mark.parametrize("between", ["\n", " / "])
def test_an_order_whose_headings_stand_in_two_languages_is_an_order(read: Read, between: str) -> None:
    names = (
        ("No d’article", "Item No."), ("Désignation", "Item description"), ("Fabricant", "Manufacturer"),
        ("Quantité commandée", "Quantity ordered"), ("Date de commande", "Order date"),
    )  # fmt: skip
    head = ";".join(f'"{between.join(pair)}"' for pair in names)
    found = read(f"{head}\nZ-77;Enregistreur 8 voies;Hikvision;3;2026-11-12\n".encode())
    said = {one.trait: one.value for one in found if isinstance(one, Observation)}
    assert (said["order.document"], said["order.sku"], said["order.quantity"]) == ("order", "Z-77", "3")
    assert (said["order.text"], said["order.date"]) == ("Enregistreur 8 voies", "2026-11-12")


def test_a_column_of_numbers_called_article_or_item_is_not_what_is_bought(read: Read) -> None:
    rows = "Article / Item;Description;Qté / Qty;Prix / Price\n1;Caméra dôme;3;100\n"
    said = [(one.trait, one.value) for one in read(rows.encode()) if isinstance(one, Observation)]
    assert [value for trait, value in said if trait == "order.text"] == ["Caméra dôme"]
    assert ("order.line", "1") in said
