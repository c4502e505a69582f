"""Do the codes of real kinds of documents bear on what a survey says of their lines?"""

from pathlib import Path

import pytest

from phaseout.domain.asset import Asset
from phaseout.register.query import Register
from phaseout.survey import Options, survey

from .conftest import DAY, FEDERAL

FIXTURES = Path(__file__).parents[2] / "fixtures" / "commodity-codes"


@pytest.fixture(scope="module")
def lines() -> dict[tuple[str, str], Asset]:
    """(file, number of the line) → what is said of it."""
    found = {}
    for name in ("order-ubl.xml", "order-cxml.xml", "release.json"):
        surveyed = survey([str(FIXTURES / name)], Register.open(), FEDERAL, DAY, options=Options())
        for asset in surveyed.assets():
            if asset.purchase is not None and asset.purchase.line:
                found[name, asset.purchase.line] = asset
    return found


def test_the_code_of_a_ubl_line_says_the_kind_and_the_measure_applies(
    lines: dict[tuple[str, str], Asset],
) -> None:
    asset = lines["order-ubl.xml", "1"]
    kind = asset.identification.kind
    said = {seen.id: (seen.trait, seen.value) for seen in asset.observations}
    assert (kind.value, [said[one] for one in kind.evidence]) == (
        "camera",
        [("order.code", "unspsc:46171610")],
    )
    assert "applies" in {answer.outcome.value for answer in asset.every_answer}


def test_a_bracket_under_the_code_of_cameras_is_a_bracket(lines: dict[tuple[str, str], Asset]) -> None:
    found = lines["order-ubl.xml", "2"].identification
    assert found.kind.value == "accessory"
    assert [claim.value for claim in found.conflicts[0].claims] == ["accessory", "camera"]


def test_a_short_name_in_a_cxml_line_is_heard_beside_the_code(lines: dict[tuple[str, str], Asset]) -> None:
    assert lines["order-cxml.xml", "1"].identification.maker.value == "zte"
    assert lines["order-cxml.xml", "1"].identification.maker.grade.is_firm


def test_a_lunch_is_asked_about_and_not_left_out(lines: dict[tuple[str, str], Asset]) -> None:
    asset = lines["order-cxml.xml", "2"]
    assert asset.identification.maker.value == "dahua"
    assert not asset.identification.maker.grade.is_firm
    assert "applies" not in {answer.outcome.value for answer in asset.every_answer}


def test_the_codes_of_an_ocds_contract_make_a_service_ask_and_back_a_misspelt_name(
    lines: dict[tuple[str, str], Asset],
) -> None:
    service, cameras = (lines["release.json", number].identification for number in ("1", "2"))
    assert (service.kind.value, service.maker.grade.is_firm) == ("service", False)
    assert (cameras.kind.value, cameras.maker.value, cameras.maker.grade.is_firm) == ("camera", "dahua", True)
