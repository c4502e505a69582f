"""Does a dated line of a purchase get what a survey says of it on that day?"""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.batch import RulePack, screen
from phaseout.batch.purchases import Purchases
from phaseout.batch.rule_pack import Asked
from phaseout.batch.verdicts import Verdicts
from phaseout.domain.claim import Identification
from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.domain.document import Choice
from phaseout.domain.facts import Context
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register
from phaseout.survey import survey

DAY = date(2026, 11, 26)
ROLES = ("us/federal-agency", "us-vt/executive-agency", "ca/federal-department", "us/fcc-subsidy-recipient")
TEXT = "Hikvision DS-2CD2143G2-I camera"
LINES = [
    (TEXT, "invoice", "1", "2016-05-02"),
    (TEXT, "invoice", "2", "2021-01-12"),
    (TEXT, "invoice", "-2", "2021-01-12"),
    (TEXT, "order", "0", "2024-01-12"),
    (TEXT, "order", "4 EA", "2019-08"),
    (TEXT, "order", None, "2026-12-24"),
    (TEXT, "order", "1", "2023-06-21"),
    (TEXT, "order", "1", "2023-06-22"),
    (TEXT, "order", "1", "2023-12-21"),
    (TEXT, "order", "1", "2023-12-22"),
    (TEXT, "credit-note", "1", None),
    (TEXT, "quote", "1", "no day"),
    ("Hikvision camera maintenance, renewal of contract", "quote", "1", "2026-11-26"),
    ("Hikvision camera maintenance", "memo", "some", "2020"),
    ("Removal and disposal of Hikvision cameras", "quote", "1", "2026-11-26"),
    ("Removal of Hikvision cameras and 4 new domes", "quote", "1", "2026-11-26"),
    ("Repair of Hikvision recorder", "invoice", "1", "2025-03-04"),
    ("Installation of Hikvision cameras", "order", "1", "2026-11-26"),
    ("paper", "invoice", "1", "2016-05-02"),
]


def asked_by(role: str, register: Register) -> Asked:
    return Asked(register, Context(roles=(role,)), DAY, Choice())


@cache
def identified(register: Register) -> Identification:
    return Identifier(rules_of(register)).identify([("1", "order.text", TEXT)])


@pytest.mark.parametrize("role", ["us/federal-agency", "ca/federal-department", "ca/qc-public-body"])
def test_a_line_is_answered_as_a_survey_answers_it_for_its_document_quantity_and_day(
    role: str, register: Register, tmp_path: Path
) -> None:
    traits = ("order.text", "order.document", "order.quantity", "order.date")
    path = tmp_path / "lines.jsonl"
    path.write_text(
        "".join(
            json.dumps({"asset": f"L{number}", "trait": trait, "value": value}) + "\n"
            for number, line in enumerate(LINES)
            for trait, value in zip(traits, line, strict=True)
            if value
        )
    )
    surveyed = survey([str(path)], register, Context(roles=(role,)), DAY)
    texts, documents, quantities, dates = map(list, zip(*LINES, strict=True))
    batch = pa.RecordBatch.from_pydict(
        {
            "order_id": [f"L{number}" for number in range(len(LINES))],
            "text": texts,
            "document": documents,
            "quantity": quantities,
            "date": dates,
        }
    )
    rules = RulePack.of(register, Context(roles=(role,)), DAY)
    answered = {row["order_id"]: row for row in screen(batch, rules=rules).to_pylist()}
    seen = set()
    for asset in surveyed.assets():
        row = answered[asset.keys.ref[0]]
        outcomes = {answer.outcome for answer in asset.every_answer}
        gravest = next((outcome for outcome in GRAVEST_FIRST if outcome in outcomes), None)
        assert (row["order_id"], row["outcome"]) == (asset.keys.ref[0], gravest and gravest.value)
        seen.add(row["outcome"])


@settings(max_examples=60, deadline=None)
@given(day=st.dates(date(2012, 1, 1), date(2030, 12, 31)), role=st.sampled_from(ROLES))
def test_days_taken_for_alike_are_answered_alike(day: date, role: str, register: Register) -> None:
    verdicts, found = Verdicts(asked_by(role, register)), identified(register)
    like = Purchases(verdicts.decider, DAY).day_like(day.isoformat())
    on_the_day, on_the_other = (
        verdicts.of(found, (("order.document", "order"), ("order.date", one)))
        for one in (day.isoformat(), like)
    )
    assert on_the_day == on_the_other


@pytest.mark.parametrize("column", ["amount", "price"])
def test_of_an_amount_the_batch_hears_only_whether_money_comes_back(column: str, register: Register) -> None:
    cells = ["-240.00 CAD", "(240.00)", "240.00", "\u2212 240,00", None]
    batch = pa.RecordBatch.from_pydict({"text": [TEXT] * len(cells), column: cells})
    rules = RulePack.of(register, Context(roles=("ca/federal-department",)), DAY)
    assert screen(batch, rules=rules)["outcome"].to_pylist() == [None, None, "applies", None, "applies"]
