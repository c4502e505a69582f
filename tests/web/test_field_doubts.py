"""Is what looks unusual on a label doubted, and put right only where one reading fits?"""

import re

import pytest

from phaseout.web.estate.models import Asset
from phaseout.web.field.doubts import doubts, repaired


@pytest.mark.parametrize(
    ("maker", "serial", "model", "said"),
    [
        ("hikvision", "C78047095", "DS-2CD2143G0-I", []),
        ("hikvision", "123456789", "", []),
        ("dahua", "6D0123456789ABC", "", []),
        ("axis", "ACCC8E1234", "", []),
        ("", "C7804709S", "", []),
        ("hikvision", "C78O47O95", "", ["Is it C78047095?"]),
        ("hikvision", "WRONG", "", ["looks otherwise."]),
        ("hikvision", "DS-7608NI-E2/8P0820160211AAWR123456789WCVU", "DS-7608NI-E2/8P", []),
        ("hikvision", "DS-7608NI-E2/8P0820160211AAWR123456789WCVU", "DS-2CD2143G0-I", ["DS-7608NI-E2/8P08"]),
        ("hikvision", "", "DH-IPC-HDW2439TP-AS-LED", ["This is a model of Dahua"]),
    ],
)
def test_what_is_doubted(maker: str, serial: str, model: str, said: list[str]) -> None:
    found = doubts(Asset(maker=maker), serial, model)
    assert len(found) == len(said)
    assert all(part in sentence for part, sentence in zip(said, found, strict=True))


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("12E4S", "12E45"),
        ("I2E45", "12E45"),
        ("12E45", None),
        ("1OE4S", "10E45"),
        ("A2E45", None),
        ("XSS", None),
    ],
)
def test_signs_that_look_alike_are_put_right_where_one_reading_fits(text: str, better: str | None) -> None:
    shape = re.compile(r"\d\dE\d\d|X5S|XS5")
    assert repaired(text, lambda one: shape.fullmatch(one) is not None) == better
