"""Does a saved document with answers say what a survey with the same answers says, without reading a source?"""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.answer import AnswersFile
from phaseout.domain.facts import Context
from phaseout.domain.problem import SourceError, UsageError
from phaseout.intake.context_file import read_context
from phaseout.register.query import Register
from phaseout.report import json_document, json_lines
from phaseout.report.causes import Cause, circumstances_of
from phaseout.report.reading import SavedDocument, document_of
from phaseout.report.sink import WriteOptions, Writer
from phaseout.survey import Document, Options, survey
from phaseout.survey.answer_words import words_to_answer
from phaseout.survey.redeciding import Redecided

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 23)
TOWN = read_context(ROOT / "examples" / "town-hall.toml", words_to_answer(Register.open()))
FIRST = """
answered_by = "Jane Doe"
on = 2026-11-26
[use]
class = "uk-sensitive"
[[site]]
id = "library"
purpose = ["public-safety"]
owner = "self"
[[asset]]
match = { model = "nc800", brand = "annke" }
item = "not-ear-subject"
acquired = "2024"
[[asset]]
match = { ip = "10.20.0.1" }
maker = "Hikvision"
kind = "camera"
[[asset]]
match = { ref = "nothing" }
kind = "camera"
"""
SECOND = """
[organisation]
roles = ["ca/federal-department"]
[[asset]]
match = { ip = "10.20.0.1" }
brand = "hikvision"
maker = "axis"
"""
Answered = Callable[..., AnswersFile]


def surveyed(context: Context, register: Register, *answers: AnswersFile, lang: str = "en") -> Document:
    options = Options(answers=answers, lang=lang)
    return survey([str(ROOT / "examples" / "town-hall")], register, context, DAY, options=options)


def written(
    document: Document | Redecided, writer: Writer = json_document.WRITER, *, only_open: bool = False
) -> bytes:
    stream = io.BytesIO()
    sink = writer.open(stream, WriteOptions())
    sink.begin(document.header)
    for asset in document.assets(only_open=only_open):
        sink.add(asset)
    sink.end(document.trailer())
    return stream.getvalue()


_SURVEYED: dict[tuple[str, str], bytes] = {}


def survey_of(
    context: Context, register: Register, *answers: AnswersFile, writer: Writer = json_document.WRITER
) -> bytes:
    """Survey the example and write it; the same question, asked of the same files, is answered once."""
    asked = (writer.name, repr((context, answers)))
    if asked not in _SURVEYED:
        _SURVEYED[asked] = written(surveyed(context, register, *answers), writer)
    return _SURVEYED[asked]


def saved(
    context: Context, register: Register, *answers: AnswersFile, writer: Writer = json_document.WRITER
) -> SavedDocument:
    return document_of(survey_of(context, register, *answers, writer=writer), "doc.json")


def again(document: SavedDocument, register: Register, *answers: AnswersFile, lang: str = "en") -> Redecided:
    return Redecided(document, register, answers, generated=None, lang=lang)


@pytest.mark.parametrize("writer", [json_document.WRITER, json_lines.WRITER], ids=lambda writer: writer.name)
@pytest.mark.parametrize(
    "context",
    [
        TOWN,
        Context(),
        Context(roles=("ca/municipality", "us/grant-subrecipient"), use={"network": ("internet",)}),
        Context(named=("Transport Canada",), roles=("us/grant-subrecipient",)),
    ],
    ids=["the example", "nobody in particular", "a municipality", "an institution"],
)
def test_a_saved_document_with_answers_is_the_survey_with_the_same_answers_byte_by_byte(
    register: Register, answered: Answered, context: Context, writer: Writer
) -> None:
    answers = answered(FIRST)
    document = again(saved(context, register, writer=writer), register, answers)
    assert written(document) == survey_of(context, register, answers)


def test_no_answers_change_nothing(register: Register) -> None:
    document = saved(TOWN, register)
    assert written(again(document, register)) == survey_of(TOWN, register)


def test_answers_taken_in_before_stay_and_a_second_file_is_taken_in_with_them(
    register: Register, answered: Answered
) -> None:
    first, second = answered(FIRST, "first.toml"), answered(SECOND, "second.toml")
    stepwise = again(saved(TOWN, register, first), register, second)
    at_once = surveyed(TOWN, register, first, second)
    after, straight = (document_of(written(one), "x") for one in (stepwise, at_once))
    assert after.header == straight.header
    assert [file.name for file in after.header.answers] == ["first.toml", "second.toml"]
    for one, other in zip(after.assets, straight.assets, strict=True):
        assert one.determinations == other.determinations
        assert one.identification.maker == other.identification.maker
    assert after.trailer.questions == straight.trailer.questions
    assert after.trailer.summary == straight.trailer.summary


def test_the_same_file_twice_is_one(register: Register, answered: Answered) -> None:
    answers = answered(FIRST)
    document = again(saved(TOWN, register, answers), register, answers)
    assert len(document.header.answers) == 1


def test_the_part_that_is_a_thing_of_its_own_is_seen_anew(
    register: Register, answered: Answered, tmp_path: Path
) -> None:
    lines = (
        '{"asset": "nvr", "trait": "inventory.manufacturer", "value": "Bosch"}\n'
        '{"asset": "nvr", "trait": "asset.part", "value": "cam"}\n'
        '{"asset": "cam", "trait": "asset.kind", "value": "camera"}\n'
    )
    (tmp_path / "lines.jsonl").write_text(lines)
    answers = answered('[[asset]]\nmatch = { ref = "cam" }\nmaker = "hikvision"')
    roles = Context(roles=("us/federal-contractor",))
    plain, with_answers = (
        survey([str(tmp_path / "lines.jsonl")], register, roles, DAY, options=Options(answers=files))
        for files in ((), (answers,))
    )
    assert written(again(document_of(written(plain), "x"), register, answers)) == written(with_answers)


def test_only_what_is_open_may_be_shown(register: Register, answered: Answered) -> None:
    answers = answered(FIRST)
    document = again(saved(TOWN, register), register, answers)
    assert written(document, only_open=True) == written(surveyed(TOWN, register, answers), only_open=True)


def test_a_document_of_open_things_only_is_refused(register: Register) -> None:
    document = document_of(written(surveyed(TOWN, register), only_open=True), "open.json")
    with pytest.raises(SourceError, match="lists 13 of 21 assets"):
        again(document, register)


def test_the_measures_asked_are_those_of_the_document(register: Register) -> None:
    options = Options(only=("us/bis-entity-list",))
    document = survey([str(ROOT / "examples" / "town-hall")], register, TOWN, DAY, options=options)
    kept = document_of(written(document), "x")
    assert set(document_of(written(again(kept, register)), "y").trailer.labels.measures) == {
        "us/bis-entity-list"
    }
    gone = replace(kept, header=replace(kept.header, asked=replace(kept.header.asked, only=("xx/gone",))))
    with pytest.raises(UsageError, match="xx/gone"):
        again(gone, register)


def test_an_institution_that_this_register_does_not_have_is_named(register: Register) -> None:
    kept = saved(Context(named=("Transport Canada",)), register)
    context = {**kept.header.context, "institutions": [{"id": "ca/gone"}]}
    with pytest.raises(UsageError, match="ca/gone"):
        again(replace(kept, header=replace(kept.header, context=context)), register)


def test_who_answered_is_no_difference_and_what_was_answered_is(
    register: Register, answered: Answered
) -> None:
    jane, john, other = (
        answered(text, name)
        for text, name in ((FIRST, "a.toml"), (FIRST.replace("Jane", "John"), "b.toml"), (SECOND, "c.toml"))
    )
    plain, by_jane, by_john, by_other = (
        saved(TOWN, register, *files).header for files in ((), (jane,), (john,), (other,))
    )
    assert list(circumstances_of(plain, by_jane)) == [Cause.ANSWERS]
    assert list(circumstances_of(by_jane, by_john)) == []
    assert list(circumstances_of(by_jane, by_other)) == [Cause.ANSWERS]
