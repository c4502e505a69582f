"""Is every confirmed rebrand that anything but its name describes traced to its maker?"""

import pytest

from phaseout.domain.claim import Strength
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register
from quality.unmasking import Traced, Unit, confirmed, traced, units

WITHOUT_TRAIT = {("hiksemi", "hiksemi")}
"""Drives and memory cards under their maker's own name: they answer nothing that could be traced."""


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.open()


@pytest.fixture(scope="module")
def found(register: Register) -> list[Traced]:
    return traced(register)


@pytest.mark.parametrize(
    ("number", "unit"), list(enumerate(units())), ids=lambda part: getattr(part, "brand", None)
)
def test_a_unit_is_traced_to_the_maker_behind_its_brand(number: int, unit: Unit, found: list[Traced]) -> None:
    claim = found[number]
    assert (claim.claimed, claim.grade) == (unit.maker, unit.grade)
    assert unit.rules <= claim.rules
    assert any(not rule.startswith("brand/") for rule in claim.rules), "the name alone is no trace"


def test_every_confirmed_rebrand_has_a_unit_and_no_unit_is_of_another(register: Register) -> None:
    assert {(unit.brand, unit.maker) for unit in units()} == confirmed(register) - WITHOUT_TRAIT


def test_a_brand_that_is_described_by_a_trait_is_not_passed_off_as_a_name(register: Register) -> None:
    """A model grammar that tells the maker, and blocks of a maker's own, are traits beyond the name."""
    blocks = {block.party for block in register.addresses.values()}
    telling = {
        model.brand
        for model in register.models
        if model.maker is not None and model.strength is not Strength.HINT
    }
    makers = dict(confirmed(register))
    described = telling | {brand for brand, maker in makers.items() if brand == maker and maker in blocks}
    with_trait = {unit.brand for unit in units() if unit.described == "trait"}
    assert described & makers.keys() <= with_trait


def test_a_name_alone_does_not_accuse_firmly_where_only_some_of_the_range_is_the_makers(
    register: Register,
) -> None:
    identifier = Identifier(rules_of(register))
    partial = {
        brand
        for brand, _ in confirmed(register)
        if all(
            behind.scope != "all" or behind.status != "current" for behind in register.brands[brand].makers
        )
    }
    grades = {
        brand: identifier.identify([("o1", "onvif.manufacturer", register.brands[brand].name)]).maker.grade
        for brand in sorted(partial)
    }
    assert len(grades) > 30
    assert [brand for brand, grade in grades.items() if grade.is_firm] == []
