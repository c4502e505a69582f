"""What do the codes on labels say of a thing?"""

import json
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.facts import Context
from phaseout.identify.field import Field
from phaseout.identify.fields import fields_of
from phaseout.register.query import Register
from phaseout.survey import survey

HIK = "www.hik-connect.com\rC78047095\r\rDS-2CD2143G0-I\r"


def test_a_code_carries_serial_number_and_model() -> None:
    fields = dict(fields_of("label.code", HIK))
    assert (fields[Field.SERIAL], fields[Field.MODEL]) == ("C78047095", "DS-2CD2143G0-I")


def test_a_long_serial_number_is_no_text_in_which_names_stand() -> None:
    assert [field for field, _ in fields_of("label.code", "DS-7608NI-E2/8P0820160211AAWR123456789WCVU")] == [
        Field.SERIAL
    ]


@pytest.mark.parametrize(
    ("code", "maker", "grade"),
    [
        (HIK, "hikvision", "strong"),
        ("www.ezviz7.com\nC78047095\n\nCS-C3-21PPFR\n", "ezviz", "strong"),
        ("DS-7608NI-E2/8P0820160211AAWR123456789WCVU", "hikvision", "strong"),
        ("{SN:4M0123BPAJ12345,DT:DH-IPC-HDW2439TP-AS-LED,SC:}", "dahua", "strong"),
        ("{SN:4M0123BPAJ12345,DT:NO-KNOWN-MODEL,SC:}", "dahua", "suggestive"),
        ("0012345678905", None, "none"),
    ],
)
def test_a_code_tells_the_maker(code: str, maker: str | None, grade: str, tmp_path: Path) -> None:
    line = {"asset": "a", "trait": "label.code", "value": code}
    (tmp_path / "label.jsonl").write_text(json.dumps(line), "utf-8")
    (asset,) = survey(
        [str(tmp_path / "label.jsonl")], Register.open(), Context(), date(2026, 11, 23)
    ).assets()
    assert asset.identification.maker.value == maker
    assert asset.identification.maker.grade.value == grade
