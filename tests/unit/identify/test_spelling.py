"""Are two spellings of one model or one version no contradiction?"""

import pytest

from phaseout.domain.claim import Dimension, Sign, Strength
from phaseout.domain.trait import Basis
from phaseout.identify.grading import settle
from phaseout.identify.spelling import parted, spelling

BRANDS = frozenset(("axis", "hikvision"))


def sign(dimension: Dimension, value: str, basis: Basis) -> Sign:
    return Sign(
        dimension=dimension, value=value, strength=Strength.STRONG, basis=basis, rule="stated", evidence="o1"
    )


@pytest.mark.parametrize(
    ("dimension", "one", "other"),
    [
        (Dimension.FIRMWARE, "V5.4.0build 160530", "V5.4.0 build 160530"),
        (Dimension.FIRMWARE, "V5.4.0 Build 160530", "5.4.0 build 160530"),
        (Dimension.MODEL, "P3245-LVE", "AXIS P3245-LVE"),
        (Dimension.MODEL, "DS-2CD2143G2-I", "Hikvision ds-2cd2143g2-i"),
        (Dimension.MODEL, "DS-2CD2143G2-I", "DS-2CD 2143G2-I"),
        (Dimension.SERIAL, "C12345678", "c1234 5678"),
    ],
)
def test_spellings_of_one_value_back_each_other(dimension: Dimension, one: str, other: str) -> None:
    signs = sign(dimension, one, Basis.SELF_REPORT), sign(dimension, other, Basis.PERSONS_WORD)
    for both in (signs, signs[::-1]):
        claim, conflict = settle(dimension, both, {}, BRANDS)
        assert conflict is None
        assert (claim.value, len(claim.bases)) == (min(one, other, key=len), 2)


@pytest.mark.parametrize(
    ("dimension", "one", "other"),
    [
        (Dimension.FIRMWARE, "V5.4.0 build 160530", "V5.4.0 build 160531"),
        (Dimension.FIRMWARE, "V5.4.0", "V54.0"),
        (Dimension.MODEL, "FLEXIDOME 5000", "AUTODOME 5000"),
        (Dimension.MODEL, "P3245-LVE", "P3245-LV"),
        (Dimension.BRAND, "axis lab", "axislab"),
    ],
)
def test_other_values_contradict(dimension: Dimension, one: str, other: str) -> None:
    signs = sign(dimension, one, Basis.SELF_REPORT), sign(dimension, other, Basis.PERSONS_WORD)
    assert settle(dimension, signs, {}, BRANDS)[1] is not None


def test_a_designation_is_what_stands_behind_the_brand() -> None:
    assert parted("(M) DS-2CD2386G2-IU", BRANDS) == (None, "DS-2CD2386G2-IU")
    assert parted("Model: AXIS P3245-LVE", BRANDS) == ("axis", "P3245-LVE")
    assert parted("Axis", BRANDS) == (None, "Axis")
    assert spelling(Dimension.MODEL, "Other P3245", BRANDS) == "otherp3245"
