"""Does a line of a batch get what a survey says of it?"""

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.batch import RulePack, screen
from phaseout.batch.lines import Lines, leading_claim
from phaseout.batch.screening import ANSWERS, answered_schema, screener
from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.domain.facts import Context
from phaseout.domain.problem import SourceError
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register
from phaseout.survey import Options, survey

DAY = date(2026, 11, 26)
LINES = [
    ("Hikvision DS-2CD2143G2-I dome camera", "A-1"),
    ("toner, black", None),
    ("caméra Dahua (IPC-HFW2431S-S), 4 Mpx", ""),
    ("bracket for a pole", "DS-2CD2143G2-I"),
    ("Hikvision camera", "HIKVISION DS-2CD2386G2-IU"),
    ("non-Hikvision camera, NDAA compliant", None),
    ("Axis P3265-LV", "02328-001"),
    ("海康威视 摄像机", None),
    ("_DS-2CD2143G2-I_ (M)DS-7608NI-K2", None),
    (None, "EZVIZ CS-C6N"),
    ("Lorex\nE892AB", None),
    ("", ""),
    ("Dаhuа IP camera", "DS-2СD2143G2-I"),
    ("HIKVISI0N camera", None),
    ("Hik\x00vision camera", None),
    ("camera &#72;ikvision", None),
    ("D.a.h.u.a camera", None),
    ("\u202enoisivkiH\u202c camera", None),
]


def batch(**columns: object) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict(columns)


def of_lines() -> pa.RecordBatch:
    texts, skus = zip(*LINES, strict=True)
    return batch(order_id=[f"L{n}" for n in range(len(LINES))], text=texts, sku=pa.array(skus, pa.string()))


def test_each_line_gets_what_a_survey_says_of_it(
    federal: RulePack, register: Register, tmp_path: Path
) -> None:
    observed = [
        {"asset": f"L{number}", "trait": trait, "value": value}
        for number, line in enumerate(LINES)
        for trait, value in zip(("order.text", "order.sku"), line, strict=True)
        if value
    ]
    path = tmp_path / "lines.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in observed))
    surveyed = survey(
        [str(path)], register, Context(roles=("ca/federal-department",)), DAY, options=Options()
    )
    answered = {row["order_id"]: row for row in screen(of_lines(), rules=federal).to_pylist()}
    compared = 0
    for asset in surveyed.assets():
        row, identification = answered[asset.keys.ref[0]], asset.identification
        outcomes = {answer.outcome for answer in asset.every_answer}
        gravest = next(outcome for outcome in GRAVEST_FIRST if outcome in outcomes)
        assert (row["maker"], row["brand"]) == (identification.maker.value, identification.brand.value)
        leading = identification.maker if identification.maker.value else identification.brand
        assert row["grade"] == leading.grade.value
        assert row["outcome"] == gravest.value
        speaking = {a.measure for a in asset.every_answer if a.outcome is gravest}
        assert set(row["measures"]) in (speaking, set())
        compared += row["maker"] is not None
    assert compared >= 5


def test_every_line_comes_back_in_its_place_with_all_that_was_given(federal: RulePack) -> None:
    given_ = batch(line=pa.array([7, 8]), text=["toner", "Hikvision"], model=["x", "y"], date=["2026", None])
    answered = screen(given_, rules=federal)
    assert answered.schema == answered_schema(given_.schema)
    passed = ["line", "text", "given_model", "date"]
    assert answered.schema.names == [*passed, *(field.name for field in ANSWERS)]
    assert answered.select(passed).to_pylist()[0] == {
        "line": 7, "text": "toner", "given_model": "x", "date": "2026",
    }  # fmt: skip
    assert answered.column("line").to_pylist() == [7, 8]
    assert answered.column("given_model").to_pylist() == ["x", "y"]
    assert answered.column("maker").to_pylist() == [None, "hikvision"]


def test_a_line_of_which_nothing_is_known_is_undetermined_and_charges_no_measure(federal: RulePack) -> None:
    (row,) = screen(batch(text=["toner"]), rules=federal).to_pylist()
    assert (row["grade"], row["outcome"], row["measures"], row["rule"]) == ("none", "undetermined", [], None)


def test_the_span_is_where_the_rule_looked(federal: RulePack) -> None:
    texts = ["4 caméras Dahua, blanches", "bracket", "pour EZVIZ C6N"]
    for text, row in zip(texts, screen(batch(text=texts), rules=federal).to_pylist(), strict=True):
        if row["span_start"] is not None:
            assert row["rule"] is not None
            assert text[row["span_start"] : row["span_end"]] in ("Dahua", "EZVIZ")
    assert screen(batch(text=texts), rules=federal).column("span_start").to_pylist()[:2] == [10, None]


def test_a_supplier_is_known_as_a_party_and_never_taken_for_the_maker(federal: RulePack) -> None:
    names = ["HUAWEI TECHNOLOGIES CO LTD", "Hikvision USA Inc.", "Acme", None]
    answered = screen(batch(text=["toner"] * 4, supplier=names), rules=federal)
    assert answered.column("supplier_party").to_pylist() == ["huawei", "hikvision-usa", None, None]
    assert answered.column("supplier_relation").to_pylist()[0] == "named"
    assert answered.column("supplier_relation").to_pylist()[1] not in (None, "named", "none")
    assert answered.column("maker").to_pylist() == [None] * 4


def test_the_country_of_production_bears_on_the_answer_and_no_other_line(register: Register) -> None:
    rules = RulePack.of(register, Context(roles=("us/importer",)), DAY)
    known = batch(text=["router"] * 3, country=["CN", None, "no country"])
    alone = [screen(known.slice(n, 1), rules=rules).to_pylist()[0] for n in range(3)]
    assert screen(known, rules=rules).to_pylist() == alone
    assert [alone[n].pop("country") for n in range(3)] == ["CN", None, "no country"]
    assert alone[1] == alone[2]


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["Hikvision", None]),
        pa.array(["Hikvision", None], pa.large_string()),
        pa.array(["Hikvision", None], pa.string_view()),
        pa.array(["Hikvision", None]).dictionary_encode(),
        pa.array([b"Hikvision", None]),
        pa.array([b"Hikvision cam\xe9ra", None]),
        pa.array(["x", "Hikvision", None]).slice(1),
    ],
    ids=str,
)
def test_texts_are_read_whatever_they_are_stored_as(federal: RulePack, column: pa.Array) -> None:
    answered = screen(batch(text=column), rules=federal)
    assert answered.column("maker").to_pylist() == ["hikvision", None]


def test_texts_that_claim_to_be_utf8_and_are_not_are_read_all_the_same(federal: RulePack) -> None:
    raw = pa.array([b"cam\xe9ra Hikvision", b"\xff\xfe", None])
    forged = pa.StringArray.from_buffers(3, *raw.buffers()[1:], raw.buffers()[0])
    assert screen(batch(text=forged), rules=federal).column("maker").to_pylist() == ["hikvision", None, None]


def test_lines_with_a_text_that_is_not_read_to_its_end_are_counted(federal: RulePack) -> None:
    texts = ["x" * 16_384, "x" * 16_385 + " Hikvision", "é" * 16_000, None]
    skus = [None, "y" * 20_000, None, "z"]
    screened = screener(federal).screened(batch(text=texts, sku=skus))
    assert (screened.tally.cut, screened.tally.lost, screened.tally.is_incomplete) == (1, 0, True)
    assert screened.batch.column("maker").to_pylist() == [None] * 4


@pytest.mark.parametrize(
    ("raw", "maker", "lost"),
    [
        (b"\xff\xfeHikvision camera", "hikvision", 1),
        ("caméra ".encode() + b"\xffHikvision", "hikvision", 1),
        (b"cam\x81ra Hikvision", "hikvision", 1),
        ("cam\ufffdra Hikvision".encode(), "hikvision", 1),
        (b"cam\xe9ra Hikvision", "hikvision", 0),
        ("caméra Hikvision".encode(), "hikvision", 0),
    ],
)
def test_bytes_that_are_no_letters_are_told_as_lost_ones_and_hide_no_name(
    federal: RulePack, raw: bytes, maker: str, lost: int
) -> None:
    for column in ("text", "manufacturer"):
        screened = screener(federal).screened(batch(**{column: [raw, b"toner", None]}))
        assert (screened.tally.lost, screened.tally.cut) == (lost, 0)
    for lines in (batch(text=[raw]), batch(text=["x", raw.decode(errors="replace")]).slice(1)):
        assert screen(lines, rules=federal).column("maker").to_pylist() == [maker]


def test_a_key_with_the_name_of_an_answer_gets_one_that_is_free(federal: RulePack) -> None:
    given_ = batch(text=["toner"], outcome=["a"], given_outcome=["b"], given_given_outcome=["c"])
    answered = screen(given_, rules=federal)
    assert answered.schema.names[1:4] == ["given_given_given_outcome", "given_outcome", "given_given_outcome"]
    assert len(set(answered.schema.names)) == len(answered.schema.names)
    assert answered.schema == answered_schema(given_.schema)
    assert answered.to_pylist()[0]["given_outcome"] == "b"


def test_numbers_are_article_numbers_and_lists_are_no_text(federal: RulePack) -> None:
    assert screen(batch(sku=pa.array([1, None])), rules=federal).num_rows == 2
    with pytest.raises(SourceError, match="holds no text"):
        screen(batch(text=[["Hikvision"]]), rules=federal)


def test_no_lines_and_no_columns_are_answered_with_none(federal: RulePack) -> None:
    assert screen(of_lines().slice(0, 0), rules=federal).num_rows == 0
    assert screen(batch(order_id=["1"]), rules=federal).column("outcome").to_pylist() == ["undetermined"]


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_how_lines_are_cut_into_batches_changes_no_answer(data: st.DataObject) -> None:
    rules = RulePack.of(Register.open(), Context(roles=("ca/federal-department",)), DAY)
    whole = of_lines()
    cut = data.draw(st.integers(0, whole.num_rows))
    parts = [screen(whole.slice(0, cut), rules=rules), screen(whole.slice(cut), rules=rules)]
    assert pa.Table.from_batches(parts).to_pylist() == screen(whole, rules=rules).to_pylist()


_RULES = rules_of(Register.open())
_WORDS = sorted({word for brand in _RULES.brands.values() for word in brand.words})
_PIECES = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(["DS-2CD2143G2-I", "IPC-HFW2431S-S", "IPC2124LE-ADF28KM", "C6N", "DS-7608NI-K2/8P"]),
    st.sampled_from(
        [
            "camera",
            "caméra",
            "für",
            "(M)",
            "non-",
            "摄像机",
            "дахуа",
            "дáhua",
            "ＤＡＨＵＡ",
            "Hikvisíon",
            "dahua",
            "\u0301",
            "\u200b",
            "\U0001d403ahua",
            "axis",
            "1",
            "_",
            "-",
            "/",
            "\n",
            "\x0b",
            "\x1c",
        ]
    ),
    st.text(max_size=4),
)


@given(
    st.lists(st.tuples(st.lists(_PIECES, max_size=6), st.lists(_PIECES, max_size=3)), min_size=1, max_size=20)
)
@settings(max_examples=60, deadline=None)
def test_the_pass_over_the_column_misses_nothing_that_a_look_at_each_line_finds(
    drawn: list[tuple[list[str], list[str]]],
) -> None:
    clean = [[text.encode("utf-8", "replace").decode() for text in map("".join, pair)] for pair in drawn]
    spaced = [[" ".join(text.split(" ")) for text in pair] for pair in clean]
    texts, skus = zip(*spaced, strict=True)
    said, which = _LINES.read({"text": pa.array(texts), "sku": pa.array(skus)}, len(texts))
    for number, (text, sku) in enumerate(spaced):
        draft, one = _IDENTIFIER.drafts([(("order.text", "order.sku"), (text, sku))])[0], said[which[number]]
        seen, found = draft.alike, one.identification
        assert (found.maker, found.brand, found.kind) == (seen.maker, seen.brand, seen.kind), (text, sku)
        passages = leading_claim(draft.identification).passages
        place = (passages[0].start, passages[0].end) if passages else (None, None)
        assert (one.start, one.end) == place, (text, sku)


_LINES, _IDENTIFIER = Lines(_RULES), Identifier(_RULES)


def test_only_open_lines_are_those_that_leave_something_to_do(federal: RulePack) -> None:
    answered = screener(federal).screened(of_lines(), only_open=True)
    assert answered.tally.lines == len(LINES)
    assert "L3" in answered.batch.column("order_id").to_pylist()
    assert "L1" not in answered.batch.column("order_id").to_pylist()


def test_a_column_that_differs_from_an_answer_in_nothing_but_case_is_told_apart_from_it(
    federal: RulePack,
) -> None:
    answered = screen(batch(text=["toner"], Model=["m"], Outcome=["o"]), rules=federal)
    assert answered.schema.names[:3] == ["text", "given_Model", "given_Outcome"]
