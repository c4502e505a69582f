"""Does a commodity code bear on a line of a batch as it does in a survey?"""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from phaseout.batch import RulePack, screen
from phaseout.batch.reading import uses_of_orders
from phaseout.batch.screening import LOOKED_AT
from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.survey import Options, survey

from .conftest import DAY

LINES = [
    ("Hikvision, 12 pcs", "unspsc:46171610"),
    ("Hikvision, 12 pcs", "unspsc:81112300"),
    ("Hikvision, 12 pcs", "unspsc:90101603"),
    ("Hikvision, 12 pcs", "*unspsc:46171610\n*unspsc:46171621"),
    ("Hikvision, 12 pcs", None),
    ("ZTE, 12 units", "hs:8517.62"),
    ("ZTE, 12 units", "unspsc:50192100"),
    ("ZTE, 12 units", None),
    ("Dauha 12 units", "cpv:35125300-2"),
    ("Hikvision bracket", "cpv:35125300-2"),
    ("toner, black", "unspsc:46171610"),
    ("DS-2CD2143G2-I", "gtin:06941264088000"),
    ("LTS, white", "46171610"),
]


def test_each_line_with_a_code_gets_what_a_survey_says_of_it(
    federal: RulePack, register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "lines.jsonl"
    with path.open("w") as stream:
        for number, (text, code) in enumerate(LINES):
            codes = code.replace("*", "").split("\n") if code else []
            for trait, value in (("order.text", text), *(("order.code", one) for one in codes)):
                stream.write(json.dumps({"asset": f"L{number}", "trait": trait, "value": value}) + "\n")
    who = Context(roles=("ca/federal-department",))
    surveyed = list(survey([str(path)], register, who, DAY, options=Options()).assets())
    texts, codes = zip(*LINES, strict=True)
    lines = pa.RecordBatch.from_pydict(
        {"order_id": [f"L{n}" for n in range(len(LINES))], "text": texts, "code": codes}
    )
    answered = {row["order_id"]: row for row in screen(lines, rules=federal).to_pylist()}
    assert len(surveyed) == len(LINES)
    for asset in surveyed:
        row, found = answered[asset.keys.ref[0]], asset.identification
        outcomes = {answer.outcome for answer in asset.every_answer}
        gravest = next(outcome for outcome in GRAVEST_FIRST if outcome in outcomes)
        assert (row["maker"], row["brand"]) == (found.maker.value, found.brand.value)
        assert row["grade"] == (found.maker if found.maker.value else found.brand).grade.value
        assert row["outcome"] == gravest.value, asset.keys.ref
        speaking = {a.measure for a in asset.every_answer if a.outcome is gravest}
        assert set(row["measures"]) in (speaking, set())


def test_lines_of_one_text_and_two_codes_are_two(federal: RulePack) -> None:
    columns = {"text": ["ZTE, 12 units"] * 4, "hs": ["851762", "02023000", None, "8517.62.00"]}
    answered = screen(pa.RecordBatch.from_pydict(columns), rules=federal).column("maker").to_pylist()
    assert answered == ["zte", None, None, "zte"]


@pytest.mark.parametrize("column", ["unspsc", "code"])
def test_a_column_of_one_list_and_one_of_many_say_the_same(federal: RulePack, column: str) -> None:
    value = "46171610" if column == "unspsc" else "unspsc:46171610"
    batch = pa.RecordBatch.from_pydict({"order_id": ["1"], "text": ["Dauha 12 units"], column: [value]})
    (row,) = screen(batch, rules=federal).to_pylist()
    assert (row["maker"], row["grade"], row[column]) == ("dahua", "strong", value)


def test_numbers_are_codes_too(federal: RulePack) -> None:
    batch = pa.RecordBatch.from_pydict({"text": ["Dauha 12 units"], "unspsc": pa.array([46171610])})
    assert screen(batch, rules=federal).column("grade").to_pylist() == ["strong"]


def test_columns_of_codes_are_known_by_the_name_of_their_list() -> None:
    titles = ["Description", "UNSPSC Code", "CPV", "HS code", "PSC", "NAICS", "GTIN", "Commodity code"]
    uses = uses_of_orders(titles, ())
    assert uses.looked_at == {
        "Description": "text",
        "UNSPSC Code": "unspsc",
        "CPV": "cpv",
        "HS code": "hs",
        "PSC": "psc",
        "Commodity code": "code",
    }
    assert uses.kept == ("NAICS", "GTIN")
    assert uses_of_orders(["order.text", "order.code"], ()).looked_at["order.code"] == "code"
    assert {"unspsc", "cpv", "hs", "psc", "code"} <= set(LOOKED_AT)
