"""Is an order given as a table surveyed as the same order in XML is: stage, seller, day and verdict?"""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import Context
from phaseout.domain.purchase import Stage
from phaseout.intake import readers_with
from phaseout.intake.columns_file import read_columns
from phaseout.register.query import Register
from phaseout.survey import Options, survey

DAY = date(2026, 11, 23)
FEDERAL = Context(roles=("ca/federal-department",))
GOC = "ca/goc-hikvision-prohibition"
ROWS = (
    ("{number}", "Line", "Description", "Quantity", "Supplier", "{day}"),
    ("N-1", "1", "Hikvision DS-2CD2143G2-I dome camera", "12", "Bluewater Supply LLC", "2026-03-02"),
    ("N-1", "2", "Hikvision DS-2CD2143G2-I dome camera", "-2", "Bluewater Supply LLC", "2026-03-02"),
)


def written(path: Path, number: str, day: str) -> Path:
    rows = [[cell.format(number=number, day=day) for cell in row] for row in ROWS]
    if path.suffix == ".csv":
        path.write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            assert book.active is not None
            book.active.append(row)
        book.save(path)
    return path


def lines(path: Path, register: Register, **options: object) -> dict[str, Asset]:
    document = survey([str(path)], register, FEDERAL, DAY, options=Options(**options))  # type: ignore[arg-type]
    return {asset.keys.ref[0]: asset for asset in document.assets()}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    ("number", "day", "stage", "done"),
    [
        ("PO Number", "Order date", Stage.ORDERED, "2026-03-02"),
        ("Quote No", "Date", Stage.OFFERED, None),
        ("Invoice No", "Invoice date", Stage.BOUGHT, "2026-03-02"),
        ("No de commande / PO Number", "Date de commande / Order date", Stage.ORDERED, "2026-03-02"),
        ("Bestellnummer", "Bestelldatum", Stage.ORDERED, "2026-03-02"),
    ],
)
def test_a_table_of_purchases_has_stage_seller_and_day(
    suffix: str, number: str, day: str, stage: Stage, done: str | None, tmp_path: Path, register: Register
) -> None:
    found = lines(written(tmp_path / f"own{suffix}", number, day), register)
    bought = found["N-1/1"].purchase
    assert bought is not None
    assert (bought.stage, bought.number, bought.line) == (stage, "N-1", "1")
    assert (bought.suppliers, bought.day) == (("Bluewater Supply LLC",), "2026-03-02")
    answer = next(a for a in found["N-1/1"].determinations if (a.measure, a.act) == (GOC, "procure"))
    assert (answer.outcome, answer.done) == (Outcome.APPLIES, done)


def test_less_than_nothing_in_a_table_is_given_back(tmp_path: Path, register: Register) -> None:
    back = lines(written(tmp_path / "own.csv", "Invoice No", "Date"), register)["N-1/2"]
    assert back.purchase is not None
    assert back.purchase.stage is Stage.TAKEN_BACK
    assert back.determinations == ()


def test_a_table_that_a_profile_explains_is_a_purchase_and_no_inventory(
    tmp_path: Path, register: Register
) -> None:
    profile = tmp_path / "own.toml"
    profile.write_text(
        '[columns]\nBeleg = "order.number"\nWare = "order.text"\nHaus = "order.supplier"\nTag = "order.date"\n'
    )
    sheet = tmp_path / "own.csv"
    sheet.write_text("Beleg;Ware;Haus;Tag\nB-1;Hikvision Kamera;Kamera Nord GmbH;13.10.2026\n")
    asset = lines(sheet, register, readers=readers_with((read_columns(profile),)))["B-1"]
    assert asset.is_only_bought
    assert asset.purchase is not None
    assert asset.purchase.stage is Stage.ORDERED
    assert asset.purchase.suppliers == ("Kamera Nord GmbH",)
    assert asset.purchase.day == "2026-10-13"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Unit price", "-240.00"),
        ("Line total", "(480.00)"),
        ("Montant (CAD)", "−480,00"),
        ("Prix", "240,00-"),
    ],
)
def test_a_line_for_which_money_comes_back_buys_nothing_however_many_it_counts(
    column: str, cell: str, tmp_path: Path, register: Register
) -> None:
    path = tmp_path / "credits.csv"
    text = "Allowance for Hikvision DS-2CD2143G2-I dome cameras"
    head = f"PO Number;Line;Description;Quantity;{column};Order date"
    path.write_text(f"{head}\nN-7;1;{text};2;{cell};2026-03-02\nN-7;2;{text};2;480;2026-03-02\n", "utf-8")
    found = lines(path, register)
    back, paid = found["N-7/1"], found["N-7/2"]
    assert back.purchase is not None
    assert (back.purchase.stage, back.determinations, back.is_open) == (Stage.NOTHING, (), False)
    assert paid.is_open


def test_a_day_that_can_be_read_in_two_ways_is_not_taken_for_today(
    tmp_path: Path, register: Register
) -> None:
    path = tmp_path / "either.csv"
    path.write_text(
        "PO Number;Line;Description;Quantity;Order date\nN-8;1;Hikvision DS-2CD2143G2-I camera;2;05/08/2025\n"
        "N-9;1;Hikvision DS-2CD2143G2-I camera;2;04/07/2025\n", "utf-8"
    )  # fmt: skip
    found = lines(path, register)
    outcomes = [
        next(one.outcome for one in found[ref].determinations if (one.measure, one.act) == (GOC, "procure"))
        for ref in ("N-8/1", "N-9/1")
    ]
    assert outcomes == [Outcome.UNDETERMINED, Outcome.UNDETERMINED]
