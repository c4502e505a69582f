"""Parts that the text of an order speaks of: what follows for the whole, in a survey and in a screening?"""

import csv
import io
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from phaseout.batch import RulePack, screen
from phaseout.domain.asset import Asset
from phaseout.domain.claim import Grade
from phaseout.domain.determination import GRAVEST_FIRST, Outcome
from phaseout.domain.facts import Context
from phaseout.domain.part import PartKind
from phaseout.register.query import Register
from phaseout.report import json_document
from phaseout.report.reading import document_of
from phaseout.report.sink import WriteOptions
from phaseout.survey import Document, survey
from phaseout.survey.redeciding import Redecided

DAY = date(2026, 11, 1)
HEAD = ("Order number", "Line", "Date", "Description", "Manufacturer", "Quantity")
LINES = (
    ("IP camera with HiSilicon Hi3516 SoC", ""),
    ("4K bullet camera, chipset Hi3519 (HiSilicon)", "Pelco"),
    ("Network camera powered by Huawei HiSilicon processor", "Vivotek"),
    ("Sierra Wireless gateway with Huawei ME909s LTE module", ""),
    ("Server Dell PowerEdge with Huawei NIC SP380", ""),
    ("Hi3516 SoC, 50 pcs", ""),
    ("chipset Hi3519 (HiSilicon)", "Pelco"),
    ("Huawei ME909s module", "Huawei"),
)


def ordered(tmp_path: Path, register: Register, role: str, *lines: tuple[str, str]) -> Document:
    path = tmp_path / "order.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEAD)
        rows.writerows(("PO1", n, "2026-11-01", text, by, 3) for n, (text, by) in enumerate(lines, 1))
    return survey([str(path)], register, Context(roles=(role,)), DAY)


def bought(tmp_path: Path, register: Register, role: str, text: str, maker: str = "") -> Asset:
    (asset,) = ordered(tmp_path, register, role, (text, maker)).assets()
    return asset


def test_the_chip_in_a_camera_is_shown_as_it_is_written_and_the_maker_of_the_camera_is_asked(
    tmp_path: Path, register: Register
) -> None:
    asset = bought(tmp_path, register, "ca/federal-department", LINES[0][0])
    (part,) = asset.parts
    assert (part.kind, part.said, part.maker) == (PartKind.CHIP, "HiSilicon Hi3516", "hisilicon")
    assert part.evidence[0] in {seen.id for seen in asset.observations if seen.value == LINES[0][0]}
    assert (asset.kind, asset.identification.maker.value) == ("camera", None)
    open_answers = [one for one in asset.every_answer if one.outcome is Outcome.UNDETERMINED]
    assert [one.measure for one in open_answers if "maker" in one.questions] == [
        "ca/goc-hikvision-prohibition"
    ]


def test_a_measure_that_is_silent_on_components_does_not_apply_for_one(
    tmp_path: Path, register: Register
) -> None:
    for text, maker in LINES[:5]:
        asset = bought(tmp_path, register, "us/state-agency-tx", text, maker)
        outcomes = {answer.outcome for answer in asset.every_answer} - {Outcome.DOES_NOT_APPLY}
        assert (text, outcomes) == (text, {Outcome.UNDETERMINED})


@pytest.mark.parametrize("text", [LINES[1][0], LINES[6][0]])
def test_the_maker_in_a_field_of_its_own_is_whose_the_thing_is(
    tmp_path: Path, register: Register, text: str
) -> None:
    asset = bought(tmp_path, register, "us/state-agency-tx", text, "Pelco")
    assert asset.identification.maker.value == "pelco"
    assert asset.identification.conflicts == ()
    assert [(part.kind, part.said) for part in asset.parts] == [(PartKind.CHIP, "Hi3519 (HiSilicon)")]


def test_a_name_and_the_house_it_is_of_are_one_part(tmp_path: Path, register: Register) -> None:
    (part,) = bought(tmp_path, register, "us/state-agency-tx", *LINES[2]).parts
    assert (part.said, part.maker, part.grade) == ("Huawei HiSilicon", "hisilicon", Grade.STRONG)


def test_a_chip_or_module_that_is_bought_is_the_makers(tmp_path: Path, register: Register) -> None:
    for number, maker in ((5, "hisilicon"), (7, "huawei")):
        asset = bought(tmp_path, register, "us/state-agency-tx", *LINES[number])
        assert (asset.identification.maker.value, asset.parts) == (maker, ())


@pytest.mark.parametrize("role", ["us/state-agency-tx", "us/federal-agency", "ca/federal-department"])
def test_a_screening_answers_lines_with_parts_as_a_survey_does(
    tmp_path: Path, register: Register, role: str
) -> None:
    surveyed = list(ordered(tmp_path, register, role, *LINES).assets())
    count = len(LINES)
    texts, makers = map(list, zip(*LINES, strict=True))
    batch = pa.RecordBatch.from_pydict(
        {"text": texts, "manufacturer": makers, "quantity": ["3"] * count, "date": ["2026-11-01"] * count}
        | {"document": ["order"] * count}
    )
    rows = screen(batch, rules=RulePack.of(register, Context(roles=(role,)), DAY)).to_pylist()
    assert len(surveyed) == count
    for asset, row in zip(surveyed, rows, strict=True):
        outcomes = {answer.outcome for answer in asset.every_answer}
        gravest = next((outcome.value for outcome in GRAVEST_FIRST if outcome in outcomes), None)
        measures = {answer.measure for answer in asset.every_answer if answer.outcome == gravest}
        expected = set() if gravest == Outcome.DOES_NOT_APPLY else measures
        assert (row["maker"], row["outcome"]) == (asset.identification.maker.value, gravest)
        assert set(row["measures"]) == expected


def test_a_line_known_by_a_part_alone_stays_on_the_list_when_it_is_answered_again(
    tmp_path: Path, register: Register
) -> None:
    document = ordered(tmp_path, register, "ca/federal-department", LINES[4])
    first = written(document)
    assert b'"undetermined"' in first
    saved = document_of(first, "doc.json")
    assert written(Redecided(saved, register, (), generated=None, lang="en")) == first


def written(document: Document | Redecided) -> bytes:
    stream = io.BytesIO()
    sink = json_document.WRITER.open(stream, WriteOptions())
    sink.begin(document.header)
    for asset in document.assets(only_open=False):
        sink.add(asset)
    sink.end(document.trailer())
    return stream.getvalue()
