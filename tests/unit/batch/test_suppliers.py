"""Is a supplier in a column known as a survey knows it, and said why?"""

import copy
import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.batch.conftest import DAY

from phaseout.batch import RulePack, screen
from phaseout.batch.columns import combined, distinct
from phaseout.batch.screening import screener
from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.domain.document import Choice
from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.survey import Options, survey

DAKOTA = Context(roles=("us/state-agency-sd",), use={"item": ("us-sd-covered-amount",)})
MEASURE = "us-sd/sb189"
LEI = "5493001KJTIIGC8Y1R12"
HIKVISION = "Hangzhou Hikvision Digital Technology Company Limited"
LINES = [
    ("Axis P3265-LV", HIKVISION),
    ("Axis P3265-LV", "Axis Communications AB"),
    ("Hikvision DS-2CD2143G2-I dome camera", "Axis Communications AB"),
    ("Hikvision DS-2CD2143G2-I dome camera", "Prairie Signals LLC"),
    ("Hikvision DS-2CD2143G2-I dome camera", "Hikvision Italy S.r.l."),
    ("Hikvision DS-2CD2143G2-I dome camera", None),
    ("toner", "Huawei Technologies Co., Ltd."),
    ("toner", "  "),
    ("toner", "Bosch Security Systems"),
    (None, "ZTE Corporation"),
    ("Axis P3265-LV", None),
]


@pytest.fixture(scope="module")
def dakota(register: Register) -> RulePack:
    """What an agency of South Dakota asks of one measure, which looks at whom it contracts with."""
    return RulePack.of(register, DAKOTA, DAY, choice=Choice(only=(MEASURE,)))


def batch(lines: Sequence[tuple[str | None, str | None]]) -> pa.RecordBatch:
    texts, suppliers = zip(*lines, strict=True)
    ids = [f"L{number}" for number in range(len(lines))]
    columns = {"order_id": ids, "text": texts, "supplier": pa.array(suppliers, pa.string())}
    return pa.RecordBatch.from_pydict(columns)


def named(rules: RulePack, *names: str, **numbers: list[str | None]) -> list[dict[str, object]]:
    answered = screen(pa.RecordBatch.from_pydict({"supplier": list(names), **numbers}), rules=rules)
    return [
        {key.removeprefix("supplier_"): value for key, value in row.items() if key.startswith("supplier_")}
        for row in answered.to_pylist()
    ]


def test_each_line_gets_what_a_survey_says_of_it_and_its_supplier(
    dakota: RulePack, register: Register, tmp_path: Path
) -> None:
    observed = [
        {"asset": f"L{number}", "trait": trait, "value": value}
        for number, line in enumerate(LINES)
        for trait, value in zip(("order.text", "order.supplier"), line, strict=True)
        if value
    ]
    path = tmp_path / "lines.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in observed))
    surveyed = survey([str(path)], register, DAKOTA, DAY, options=Options(only=(MEASURE,)))
    rows = {row["order_id"]: row for row in screen(batch(LINES), rules=dakota).to_pylist()}
    told = set()
    for asset in surveyed.assets():
        row = rows[asset.keys.ref[0]]
        outcomes = {answer.outcome for answer in asset.every_answer}
        assert row["outcome"] == next(one for one in GRAVEST_FIRST if one in outcomes).value
        for supplier in asset.suppliers:
            assert (row["supplier_party"], row["supplier_tier"]) == (supplier.party, supplier.tier)
            assert row["supplier_rivals"] == (list(supplier.rivals) if supplier.party else None)
            signs = [(sign.difference, sign.ours, sign.theirs) for sign in supplier.explanation]
            assert [tuple(sign.values()) for sign in row["supplier_explanation"] or ()] == signs
        told.add(row["outcome"])
    assert told == {"applies", "does-not-apply", "undetermined"}


def test_a_listed_seller_and_its_use_are_answered_as_a_survey_does(
    register: Register, tmp_path: Path
) -> None:
    defense = Context(roles=("us/dod",), use={"purpose": ("government-facility-security",)})
    lines = [
        ("Office chair, swivel", HIKVISION),
        ("Axis P3245-V camera", "Huawei Technologies Co Ltd"),
        ("Axis P3245-V camera", "China Telecom (Americas) Corporation"),
        ("Office chair, swivel", "Prairie Signals LLC"),
    ]
    path = tmp_path / "lines.jsonl"
    path.write_text(
        "".join(
            json.dumps({"asset": f"L{number}", "trait": trait, "value": value}) + "\n"
            for number, line in enumerate(lines)
            for trait, value in zip(("order.text", "order.supplier"), line, strict=True)
        )
    )
    seen = survey([str(path)], register, defense, DAY)
    outcomes = {
        asset.keys.ref[0]: {answer.outcome for answer in asset.every_answer} for asset in seen.assets()
    }
    gravest = [
        next(one for one in GRAVEST_FIRST if one in outcomes[f"L{number}"]).value
        for number in range(len(lines))
    ]
    answered = screen(batch(lines), rules=RulePack.of(register, defense, DAY))
    assert answered.column("outcome").to_pylist() == gravest
    assert gravest == ["applies", "applies", "undetermined", "undetermined"]


def test_possibly_the_same_is_a_tier_that_accuses_nobody(dakota: RulePack) -> None:
    names = [HIKVISION, "Hikvision Italy S.r.l.", "Prairie Signals LLC", ""]
    same, possible, stranger, nobody = named(dakota, *names)
    assert (same["party"], same["tier"], same["relation"]) == ("hikvision", "name", "named")
    assert (possible["party"], possible["tier"], possible["relation"]) == (
        "hikvision",
        "possible",
        "undetermined",
    )
    assert {"difference": "place", "ours": "italy", "theirs": ""} in possible["explanation"]  # type: ignore[operator]
    assert {key for key, value in stranger.items() if value is not None} == {"tier"}
    assert (stranger["tier"], nobody["tier"]) == ("none", None)


def test_an_unrecognised_thing_of_who_may_be_a_named_party_is_left_to_do(dakota: RulePack) -> None:
    lines = [
        ("toner", "Hikvision Italy S.r.l."),
        ("toner", "Prairie Signals LLC"),
        ("toner", None),
        ("Axis P3265-LV", None),
    ]
    left = screener(dakota).screened(batch(lines), only_open=True).batch.to_pylist()
    assert [(row["order_id"], row["supplier_tier"]) for row in left] == [("L0", "possible")]


def test_a_number_goes_before_the_name(register: Register) -> None:
    content = copy.deepcopy(dict(register.content))
    content["parties"]["dahua"]["identifiers"].append(f"lei:{LEI}")  # type: ignore[index]
    rules = RulePack.of(Register(content), DAKOTA, DAY)
    names = ["Prairie Signals LLC", HIKVISION, ""]
    found = named(rules, *names, lei=[LEI.lower(), f" {LEI[:4]} {LEI[4:]} ", LEI])
    assert [(one["party"], one["tier"]) for one in found] == [("dahua", "identifier")] * 3
    assert found[0]["explanation"] == [
        {"difference": "identifier", "ours": f"lei:{LEI}", "theirs": f"lei:{LEI}"}
    ]
    told = named(rules, *names, supplier_identifier=[None, f"iso6523-0199:{LEI}", "szse:002415"])
    assert [one["party"] for one in told] == [None, "dahua", "hikvision"]


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_how_suppliers_are_cut_into_batches_changes_no_answer(data: st.DataObject) -> None:
    dakota = RulePack.of(Register.open(), DAKOTA, DAY, choice=Choice(only=(MEASURE,)))
    whole = batch(data.draw(st.permutations(LINES)))
    cut = data.draw(st.integers(0, whole.num_rows))
    parts = [screen(whole.slice(0, cut), rules=dakota), screen(whole.slice(cut), rules=dakota)]
    assert pa.Table.from_batches(parts).to_pylist() == screen(whole, rules=dakota).to_pylist()


_CELL = st.sampled_from([None, "", "a", "b", "c"])


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[_CELL] * width))))
def test_what_stands_side_by_side_is_found_again_in_its_row(rows: list[tuple[str | None, ...]]) -> None:
    width = len(rows[0]) if rows else 1
    coded = [distinct(pa.array([row[place] for row in rows], pa.string())) for place in range(width)]
    found, which = combined([(of_row, len(known)) for known, of_row in coded])
    again = [
        tuple(known[number] for (known, _), number in zip(coded, found[at], strict=True)) for at in which
    ]
    assert again == rows
    assert len(found) == len(set(found))
