"""What does a survey say of answers that are broken, opaque, wrongly encoded, secret or too good to be true?"""

import io
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.asset import Asset
from phaseout.domain.claim import Dimension, Grade
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.report import WRITERS
from phaseout.report.contradiction import contradictions, in_full
from phaseout.report.language import Language
from phaseout.report.sink import WriteOptions
from phaseout.report.standing import entry_of
from phaseout.survey import Document, survey

FIXTURES = Path(__file__).parents[2] / "fixtures"
FEDERAL = Context(roles=("ca/federal-department",))
GOC = "ca/goc-hikvision-prohibition"
DAY = date(2026, 11, 23)


def surveyed(register: Register, name: str) -> tuple[Document, list[Asset]]:
    document = survey([str(FIXTURES / name)], register, FEDERAL, DAY)
    return document, list(document.assets())


def use(asset: Asset) -> Outcome:
    return next(a.outcome for a in asset.determinations if (a.measure, a.act) == (GOC, "use"))


def test_an_opaque_sadp_answer_suggests_its_maker_and_tells_no_model(register: Register) -> None:
    document, (asset,) = surveyed(register, "opaque/10.20.0.9-sadp.bin")
    said = asset.identification
    assert (said.maker.value, said.maker.grade) == ("hikvision", Grade.SUGGESTIVE)
    assert (said.model.value, asset.keys.serial) == (None, ())
    assert use(asset) is Outcome.UNDETERMINED, "a sign of the maker is neither guilt nor clearance"
    assert asset.is_open
    (unread,) = document.trailer().unread
    assert unread.why == "the SADP answer is not XML, so it tells neither model nor serial number"


def test_a_broken_dhip_answer_still_gives_what_stands_in_it(register: Register) -> None:
    document, (asset,) = surveyed(register, "device-dump/dhip-broken.json")
    said = asset.identification
    assert (said.maker.value, said.maker.grade) == ("dahua", Grade.STRONG)
    assert said.model.value == "NVR4216-16P-4KS2"
    assert asset.keys.serial == ("4E0012FPAZ00031",)
    assert document.header.sources[0].dropped == 1


def test_gb18030_under_a_utf_8_header_keeps_its_letters_to_the_report(register: Register) -> None:
    _, (first, _) = surveyed(register, "device-dump/sadp-gb18030.xml")
    assert first.identification.maker.value == "hikvision"
    assert first.identification.model.value == "DS-2CD2143G0-I"
    (answer,) = (seen.value for seen in first.observations if seen.trait == "sadp.xml")
    assert "摄像机" in answer
    assert "\ufffd" not in answer


@pytest.mark.parametrize("name", ["device-dump/dahua-recorder.txt", "device-dump/dhip-broken.json"])
@pytest.mark.parametrize("writer", ["json", "jsonl", "csv", "markdown", "html", "table"])
def test_a_password_reaches_no_report_and_is_counted(register: Register, name: str, writer: str) -> None:
    assert b"PLANTED" in (FIXTURES / name).read_bytes()
    document = survey([str(FIXTURES / name)], register, FEDERAL, DAY)
    stream = io.BytesIO()
    sink = next(one for one in WRITERS if one.name == writer).open(stream, WriteOptions())
    sink.begin(document.header)
    for asset in document.assets():
        sink.add(asset)
    trailer = document.trailer()
    sink.end(trailer)
    assert b"PLANTED" not in stream.getvalue()
    assert len(stream.getvalue()) > 100
    assert trailer.summary.dropped == document.header.sources[0].dropped == 1


def test_a_recorders_table_gives_its_cameras_without_their_passwords(register: Register) -> None:
    _, assets = surveyed(register, "device-dump/dahua-recorder.txt")
    makers = {asset.keys.serial[0]: asset.identification.maker.value for asset in assets if asset.keys.serial}
    assert makers["DS-2CD1143G0-I20211117AAWRJ10000001"] == "hikvision"
    assert makers["6K04E2DPAG0002B"] == "dahua"


def test_what_answers_as_five_makers_at_once_is_none_of_them(register: Register) -> None:
    document, (asset,) = surveyed(register, "observation-lines/decoy.jsonl")
    said = asset.identification
    for dimension in (Dimension.PLATFORM, Dimension.MAKER, Dimension.BRAND):
        claim = said.claim(dimension)
        assert (claim.value, claim.grade) == (None, Grade.NONE)
    (rivals,) = ([c.value for c in one.claims] for one in said.conflicts if one.dimension is Dimension.MAKER)
    assert set(rivals) == {"hikvision", "dahua", "axis", "huawei", "uniview"}
    assert use(asset) is Outcome.UNDETERMINED
    assert asset.is_open, "what nobody can tell apart is looked at by a person"
    (note,) = asset.notes
    assert note.startswith("answers as several makers at once")
    assert Language("fr").unread(note).startswith("répond comme plusieurs fabricants à la fois")
    summary = document.trailer().summary
    assert (summary.by_maker, summary.unidentified) == ({"unknown": 1}, 0)


def test_makers_that_stand_against_each_other_are_named_in_the_row_and_not_by_their_ids(
    register: Register,
) -> None:
    document, (asset,) = surveyed(register, "observation-lines/decoy.jsonl")
    language = Language("en", document.trailer().labels)
    (line,) = contradictions(entry_of(asset), language)
    named = line.removeprefix("answers as ").removesuffix(": no maker taken").split(", ")
    assert set(named) == {"Hikvision", "Dahua", "Axis", "Huawei", "Uniview"}
    shown = [in_full(one, language) for one in asset.identification.conflicts]
    assert not any("axis (" in one for one in shown)


def test_two_makers_at_odds_are_still_weighed(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    kept = ("http.server", "sadp.xml", 'onvif.manufacturer", "value": "AXIS')
    lines = (FIXTURES / "observation-lines" / "decoy.jsonl").read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if any(word in line for word in kept)), encoding="utf-8")
    (asset,) = survey([str(path)], register, FEDERAL, DAY).assets()
    assert (asset.identification.maker.value, asset.identification.maker.grade) == ("hikvision", Grade.STRONG)
    assert {c.value for one in asset.identification.conflicts for c in one.claims} >= {"hikvision", "axis"}
