"""Does a row that names maker, brand and model in columns get what a survey says of it?"""

import csv
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from phaseout.batch import RulePack, screen
from phaseout.batch.reading import Uses, uses_of_orders
from phaseout.batch.runs import Job, run
from phaseout.batch.table import open_table
from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.domain.facts import Context
from phaseout.domain.problem import UsageError
from phaseout.intake.columns_file import read_columns
from phaseout.register.query import Register
from phaseout.survey import Options, survey

DAY = date(2026, 11, 26)
TITLES = ("PO number", "Item", "Manufacturer", "Brand", "Model", "Part number", "Qty")
ROWS = [
    ("switch", "Huawei", "", "S5735-L24T4S", "", "2"),
    ("switch", "", "Huawei", "S5735-L24T4S", "", "2"),
    ("IP camera", "Hikvision", "", "", "", "1"),
    ("IP camera", "HIKVISION DIGITAL TECHNOLOGY CO., LTD.", "Hikvision", "", "A-100", "1"),
    ("IP camera", "Axis", "", "P3265-LV", "", "1"),
    ("Hikvision camera", "Axis", "Axis", "P3265-LV", "", "1"),
    ("dome", "", "", "DS-2CD2143G2-I", "", "4"),
    ("dome", "", "", "", "DS-2CD2143G2-I", "4"),
    ("", "", "", "", "IPC-HFW2431S-S", "4"),
    ("", "Dahua", "", "", "X-100", "4"),
    ("", "Hikvision", "", "n/a", "DS-2CD2143G2-I", "1"),
    ("bracket", "Hikvision", "", "2-Dec", "", "1"),
    ("bracket", "Hik\u200bvision", "", "DS-2CD\u200b2143G2-I", "", "1"),
    ("camera, no Hikvision", "Hikvision", "", "", "", "1"),
    ("licence renewal", "Hikvision", "", "HikCentral", "", "1"),
    ("licence", "Hikvision", "", "HikCentral", "", "1"),
    ("camera", "Hikvision", "LTS", "CMIP1142", "", "1"),
    ("camera", "", "LTS", "CMIP1142", "", "1"),
    ("turret camera", "LTS", "", "CMIP3C42W-28M", "", "1"),
    ("bullet camera", "", "Lorex", "", "LNB8005", "1"),
    ("network video recorder", "", "", "", "N841A82", "1"),
    ("camera", "", "", "", "CMIP3C42W-28M", "1"),
    ("Lorex camera", "", "", "", "LNB8005", "1"),
    ("camera", "unknown", "n/a", "-", "tbd", "1"),
    ("camera", "#N/A", "", "", "", "1"),
    ("chair", "Acme Furniture", "", "C-1", "", "6"),
    ("radio", "Hytera?", "", "PD785", "", "6"),
    ("paper", "", "", "", "", "6"),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream)
        out.writerow(TITLES)
        out.writerows((f"P{number}", *row) for number, row in enumerate(ROWS))
    return path


def screened(path: Path, rules: RulePack, uses: Uses) -> list[dict[str, object]]:
    target = path.with_name("out.parquet")
    run(Job(source=path, target=target, rules=rules, uses=uses))
    found: list[dict[str, object]] = pq.read_table(target).to_pylist()
    return found


@pytest.mark.parametrize("role", ["ca/federal-department", "us/federal-agency"])
def test_each_row_gets_what_a_survey_of_the_same_table_says(
    table: Path, register: Register, role: str
) -> None:
    who = Context(roles=(role,))
    surveyed = {
        asset.keys.ref[0]: asset
        for asset in survey([str(table)], register, who, DAY, options=Options()).assets()
    }
    uses = uses_of_orders(open_table(table).titles, ())
    rows = screened(table, RulePack.of(register, who, DAY), uses)
    named = 0
    for row in rows:
        asset = surveyed[str(row["PO number"])]
        found = asset.identification
        leading = found.maker if found.maker.value is not None else found.brand
        outcomes = {answer.outcome for answer in asset.every_answer}
        gravest = next(outcome for outcome in GRAVEST_FIRST if outcome in outcomes)
        said = (row["maker"], row["brand"], row["grade"], row["outcome"])
        told = (found.maker.value, found.brand.value, leading.grade.value, gravest.value)
        assert said == told, row
        if leading.value is not None:
            named += 1
            assert row["model"] == found.model.value, row
        speaking = {a.measure for a in asset.every_answer if a.outcome is gravest}
        assert set(row["measures"]) in (speaking, set())  # type: ignore[call-overload]
    assert (len(rows), named) == (len(ROWS), 23)


def test_columns_of_makers_are_known_by_the_names_that_a_survey_knows_them_by() -> None:
    uses = uses_of_orders(["Fabricant", "Marque", "Modèle", "Référence", "Article", "Qté"], ())
    assert uses.looked_at == {
        "Fabricant": "manufacturer",
        "Marque": "brand",
        "Modèle": "mpn",
        "Référence": "sku",
        "Article": "text",
        "Qté": "quantity",
    }
    assert uses_of_orders(["brand"], ()).looked_at == {"brand": "brand"}


def test_an_item_a_kind_or_a_remark_is_the_text_only_where_no_other_column_is() -> None:
    assert uses_of_orders(["Note", "Item", "brand"], ()).looked_at == {"Item": "text", "brand": "brand"}
    assert uses_of_orders(["Note", "brand"], ()).looked_at == {"Note": "text", "brand": "brand"}
    assert uses_of_orders(["Item", "Type", "Description"], ()).looked_at == {"Description": "text"}
    assert uses_of_orders(["Item", "Type"], ()).looked_at == {"Item": "text"}


def test_a_profile_says_which_column_is_the_maker_s(tmp_path: Path, federal: RulePack) -> None:
    profile = tmp_path / "sheet.toml"
    profile.write_text(
        '[columns]\n"Was" = "order.text"\n"Wer" = "order.manufacturer"\n"Typ" = "order.part-number"\n'
        '"Zeichen" = "order.brand"\n'
    )
    path = tmp_path / "sheet.csv"
    path.write_text("Was;Wer;Typ;Zeichen\nKamera;Hikvision;DS-2CD2143G2-I;\nStuhl;;;LTS\n")
    uses = uses_of_orders(open_table(path).titles, (read_columns(profile),))
    assert list(uses.looked_at.values()) == ["text", "manufacturer", "mpn", "brand"]
    rows = screened(path, federal, uses)
    assert [(row["maker"], row["brand"], row["model"]) for row in rows] == [
        ("hikvision", "hikvision", "DS-2CD2143G2-I"),
        ("hikvision", "lts", None),
    ]


def test_lines_of_one_text_and_two_makers_are_two(federal: RulePack) -> None:
    makers = ["Hikvision", None, "Dahua", "Hikvision"]
    lines = pa.RecordBatch.from_pydict({"text": ["camera"] * 4, "manufacturer": makers})
    for _ in range(2):
        found = screen(lines, rules=federal)
        assert found.column("maker").to_pylist() == ["hikvision", None, "dahua", "hikvision"]
        assert found.column("span_start").to_pylist() == [None] * 4


def test_columns_that_differ_only_in_case_are_refused() -> None:
    with pytest.raises(UsageError, match="'text' and 'Text' would both be text"):
        uses_of_orders(["text", "Text", "TEXT"], ())
    assert uses_of_orders(["text", "Note", "NOTE"], ()).kept == ("Note", "NOTE")
