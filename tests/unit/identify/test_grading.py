"""Does the printed table decide, and nothing else?"""

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.claim import Dimension, Grade, Sign, Strength
from phaseout.domain.trait import Basis
from phaseout.identify import grading
from phaseout.identify.grading import grade_of, settle

STRONG, SUPPORTING, HINT = Strength.STRONG, Strength.SUPPORTING, Strength.HINT


def sign(value: str, strength: Strength, basis: Basis, evidence: str = "o1") -> Sign:
    return Sign(
        dimension=Dimension.MAKER, value=value, strength=strength, basis=basis, rule="r", evidence=evidence
    )


def claimed(*signs: Sign, parents: dict[str, str] | None = None) -> tuple[str | None, Grade]:
    claim, _ = settle(Dimension.MAKER, signs, parents or {})
    return claim.value, claim.grade


@pytest.mark.parametrize(
    ("strengths", "grade"),
    [
        ((STRONG, STRONG), Grade.CONCLUSIVE),
        ((STRONG, SUPPORTING, HINT), Grade.STRONG),
        ((STRONG,), Grade.STRONG),
        ((SUPPORTING, SUPPORTING), Grade.STRONG),
        ((SUPPORTING, HINT), Grade.SUGGESTIVE),
        ((SUPPORTING,), Grade.SUGGESTIVE),
        ((HINT, HINT, HINT), Grade.SUGGESTIVE),
        ((), Grade.NONE),
    ],
)
def test_the_grade_is_the_one_in_the_table(strengths: tuple[Strength, ...], grade: Grade) -> None:
    assert grade_of(dict(zip(Basis, strengths, strict=False))) is grade


def test_the_table_is_printed_where_people_look_for_it() -> None:
    assert re.search(r"strong signs on two or more bases\s+conclusive", grading.__doc__ or "")


def test_two_signs_of_one_basis_never_count_twice() -> None:
    twice = (sign("hikvision", STRONG, Basis.SELF_REPORT), sign("hikvision", STRONG, Basis.SELF_REPORT, "o2"))
    assert claimed(*twice) == ("hikvision", Grade.STRONG)


def test_a_thermal_camera_that_calls_itself_a_camera_is_no_quarrel() -> None:
    said = [
        replace(sign(kind, STRONG, Basis.SELF_REPORT, kind), dimension=Dimension.KIND)
        for kind in ("camera", "thermal-camera")
    ]
    claim, conflict = settle(Dimension.KIND, said, {"thermal-camera": "camera", "intercom": "alarm"})
    assert (claim.value, claim.grade, conflict) == ("thermal-camera", Grade.STRONG, None)
    assert claim.evidence == ("thermal-camera", "camera")


def test_an_equal_quarrel_claims_nothing_and_is_reported() -> None:
    signs = (sign("hikvision", STRONG, Basis.SELF_REPORT), sign("dahua", STRONG, Basis.SELF_REPORT))
    claim, conflict = settle(Dimension.MAKER, signs, {})
    assert (claim.value, claim.grade) == (None, Grade.NONE)
    assert conflict is not None
    assert {c.value for c in conflict.claims} == {"hikvision", "dahua"}


def test_what_the_thing_says_outweighs_what_somebody_wrote_down() -> None:
    signs = (sign("axis", STRONG, Basis.PERSONS_WORD), sign("hikvision", STRONG, Basis.NETWORK_SIGNATURE))
    claim, conflict = settle(Dimension.MAKER, signs, {})
    assert claim.value == "hikvision"
    assert conflict is not None


def test_a_mere_hint_is_no_rival() -> None:
    signs = (sign("hikvision", STRONG, Basis.SELF_REPORT), sign("dahua", HINT, Basis.LABEL))
    claim, conflict = settle(Dimension.MAKER, signs, {})
    assert (claim.value, conflict) == ("hikvision", None)


def test_a_controlling_makers_signs_back_the_maker_it_controls() -> None:
    signs = (sign("hikvision", STRONG, Basis.SELF_REPORT), sign("ezviz", STRONG, Basis.ADDRESS_BLOCK))
    assert claimed(*signs, parents={"ezviz": "hikvision"}) == ("ezviz", Grade.CONCLUSIVE)


def test_a_hint_of_the_daughter_does_not_swallow_the_mother() -> None:
    signs = (sign("hikvision", STRONG, Basis.SELF_REPORT), sign("ezviz", HINT, Basis.PERSONS_WORD))
    assert claimed(*signs, parents={"ezviz": "hikvision"}) == ("hikvision", Grade.STRONG)


SIGNS = st.builds(
    sign,
    st.sampled_from(["hikvision", "dahua", "axis"]),
    st.sampled_from(list(Strength)),
    st.sampled_from(list(Basis)),
)


@given(st.lists(SIGNS, max_size=8), st.randoms())
def test_the_order_of_signs_changes_no_claim(signs: list[Sign], random: Random) -> None:
    shuffled = list(signs)
    random.shuffle(shuffled)
    first, second = settle(Dimension.MAKER, signs, {})[0], settle(Dimension.MAKER, shuffled, {})[0]
    assert (first.value, first.grade, first.bases) == (second.value, second.grade, second.bases)


@given(st.lists(SIGNS, max_size=8), st.sampled_from(list(Basis)))
def test_more_of_the_same_never_lowers_a_grade(signs: list[Sign], basis: Basis) -> None:
    alone = [one for one in signs if one.value == "hikvision"]
    before = settle(Dimension.MAKER, alone, {})[0].grade
    after = settle(Dimension.MAKER, [*alone, sign("hikvision", SUPPORTING, basis)], {})[0].grade
    assert after.rank >= before.rank


def test_what_firmly_shows_itself_as_three_is_none_and_on_paper_does_not_count() -> None:
    own = [sign(maker, STRONG, Basis.SELF_REPORT) for maker in ("hikvision", "dahua", "axis")]
    more = sign("hikvision", STRONG, Basis.ADDRESS_BLOCK)
    assert claimed(*own, more) == (None, Grade.NONE)
    _, conflict = settle(Dimension.MAKER, (*own, more), {})
    assert conflict is not None
    assert {claim.value for claim in conflict.claims} == {"hikvision", "dahua", "axis"}
    written = sign("axis", STRONG, Basis.PERSONS_WORD)
    assert claimed(*own[:2], more, written) == ("hikvision", Grade.STRONG)
    models = [replace(one, dimension=Dimension.MODEL) for one in (*own, more)]
    assert settle(Dimension.MODEL, models, {})[0].value == "hikvision", "a thing may have several names"


def test_nothing_is_conclusive_while_the_thing_itself_firmly_shows_another_maker() -> None:
    said = (sign("axis", STRONG, Basis.SELF_REPORT), sign("axis", STRONG, Basis.NETWORK_SIGNATURE))
    assert claimed(*said) == ("axis", Grade.CONCLUSIVE)
    assert claimed(*said, sign("hikvision", STRONG, Basis.ADDRESS_BLOCK)) == ("axis", Grade.STRONG)


def test_a_list_that_contradicts_takes_nothing_from_what_the_thing_shows() -> None:
    said = (sign("axis", STRONG, Basis.SELF_REPORT), sign("axis", STRONG, Basis.NETWORK_SIGNATURE))
    assert claimed(*said, sign("hikvision", STRONG, Basis.PERSONS_WORD)) == ("axis", Grade.CONCLUSIVE)
