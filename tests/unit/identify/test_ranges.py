"""Does a brand's name settle who made a thing of a range that another maker may have built?"""

import pytest

from phaseout.domain.claim import Dimension, Grade, Identification
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

BOSCH = ("inventory.manufacturer", "Bosch")
DIVAR = ["DDN-2516-112D00", "DDH-3532-112D00", "DHR-1600-400A", "DRN-5532-414N16", "DRH-5532-414N16"]


@pytest.fixture(scope="module")
def identifier() -> Identifier:
    return Identifier(rules_of(Register.open()))


def identified(identifier: Identifier, *seen: tuple[str, str]) -> Identification:
    return identifier.identify((f"o{number}", *one) for number, one in enumerate(seen))


def of_maker(found: Identification) -> set[tuple[str | None, Grade]]:
    return {
        (claim.value, claim.grade)
        for one in found.conflicts
        if one.dimension is Dimension.MAKER
        for claim in one.claims
    }


@pytest.mark.parametrize("model", DIVAR)
def test_a_divar_designation_alone_only_suggests_dahua(identifier: Identifier, model: str) -> None:
    found = identified(identifier, ("inventory.model", model))
    assert (found.maker.value, found.maker.grade) == ("dahua", Grade.SUGGESTIVE)
    assert found.brand.value == "bosch-divar"


@pytest.mark.parametrize("model", [*DIVAR, "DIVAR AN 3000", "DIVAR hybrid 3000", "DIVAR network 2000"])
@pytest.mark.parametrize("named", [BOSCH, ("inventory.manufacturer", "Bosch Security Systems")])
def test_beside_the_name_bosch_the_maker_of_a_divar_is_disputed(
    identifier: Identifier, named: tuple[str, str], model: str
) -> None:
    found = identified(identifier, named, ("inventory.model", model))
    assert (found.maker.value, found.brand.value) == (None, "bosch")
    assert of_maker(found) == {("bosch", Grade.SUGGESTIVE), ("dahua", Grade.SUGGESTIVE)}


@pytest.mark.parametrize("model", ["NDE-5503-AL", "DIVAR IP 5000", "FLEXIDOME IP 4000i", "DDN"])
def test_of_anything_else_the_name_bosch_stays_firm_and_undisputed(
    identifier: Identifier, model: str
) -> None:
    found = identified(identifier, BOSCH, ("inventory.model", model))
    assert (found.maker.value, found.maker.grade) == ("bosch", Grade.STRONG)
    assert of_maker(found) == set()


def test_another_brand_is_not_doubted_for_a_designation_like_a_divars(identifier: Identifier) -> None:
    found = identified(identifier, ("inventory.manufacturer", "Axis"), ("inventory.model", DIVAR[0]))
    assert (found.maker.value, found.maker.grade) == ("axis", Grade.STRONG)


def test_what_a_divar_shows_of_itself_decides(identifier: Identifier) -> None:
    shown = ("dhip.json", '{"deviceInfo":{"Vendor":"Dahua"}}'), ("rtsp.server", "Dahua Rtsp Server")
    found = identified(identifier, BOSCH, ("inventory.model", DIVAR[0]), *shown)
    assert found.maker.value == "dahua"
    assert found.maker.grade.is_firm


@pytest.mark.parametrize("line", ["Bosch DIVAR network 2000 recorder", "2 enregistreurs Bosch DIVAR AN 3000"])
def test_a_line_that_buys_a_divar_by_name_leaves_its_maker_open(identifier: Identifier, line: str) -> None:
    found = identified(identifier, ("order.text", line))
    assert (found.maker.value, found.brand.value) == (None, "bosch")
    assert {value for value, _ in of_maker(found)} == {"bosch", "dahua"}
