"""Is what was seen known to be goods, and what was only ordered not?"""

import pytest

from phaseout.domain.claim import Claim, Conflict, Dimension, Grade, Identification
from phaseout.domain.facts import GOODS, NATURE, Context
from phaseout.domain.trait import Basis
from phaseout.survey.answered_identification import ANSWERED
from phaseout.survey.facts import Facts


def claim(value: str, *bases: Basis, grade: Grade = Grade.STRONG, rules: tuple[str, ...] = ()) -> Claim:
    return Claim(value=value, grade=grade, bases=bases, evidence=("o1",), rules=rules)


def nature(**claims: Claim) -> tuple[str, ...] | None:
    known = Facts(Context(), {}).of(None, Identification(**claims), ())
    assert (NATURE in known.evidence) is (known.sheet.get(NATURE) is not None)
    return known.sheet.get(NATURE)


@pytest.mark.parametrize("basis", sorted(set(Basis) - {Basis.ORDER_DOCUMENT}))
def test_what_a_network_a_label_or_an_inventory_shows_is_goods(basis: Basis) -> None:
    assert nature(maker=claim("hikvision", basis)) == (GOODS,)


def test_what_only_an_order_names_may_be_a_service() -> None:
    assert nature(maker=claim("hikvision", Basis.ORDER_DOCUMENT)) is None
    assert nature(maker=claim("hikvision", Basis.ORDER_DOCUMENT, Basis.PERSONS_WORD)) is None
    assert nature() is None


def test_a_weak_sign_of_a_thing_is_a_sign_of_a_thing() -> None:
    seen = claim("hikvision", Basis.ADDRESS_BLOCK, grade=Grade.SUGGESTIVE)
    assert nature(maker=seen) == (GOODS,)


def test_software_that_shows_itself_is_no_goods() -> None:
    seen = claim("software", Basis.NETWORK_SIGNATURE)
    assert nature(maker=claim("hikvision", Basis.NETWORK_SIGNATURE), kind=seen) is None


def test_a_line_of_an_inventory_that_is_a_line_of_an_order_is_no_goods_yet() -> None:
    listed = claim("order-line", Basis.PERSONS_WORD)
    assert nature(maker=claim("hikvision", Basis.PERSONS_WORD), kind=listed) is None
    assert nature(maker=claim("hikvision", Basis.NETWORK_SIGNATURE), kind=listed) == (GOODS,)


def test_an_answer_makes_nothing_goods_and_takes_nothing_back() -> None:
    said = claim("hikvision", Basis.PERSONS_WORD, rules=(ANSWERED,))
    assert nature(maker=said) is None
    answered = claim("service", Basis.PERSONS_WORD, rules=(ANSWERED,))
    assert nature(maker=claim("hikvision", Basis.NETWORK_SIGNATURE), kind=answered) == (GOODS,)


def test_a_line_at_odds_on_which_goods_it_is_is_goods_and_one_that_may_be_a_service_is_not() -> None:
    def at_odds(*kinds: str) -> tuple[str, ...] | None:
        claims = tuple(claim(kind, Basis.ORDER_DOCUMENT) for kind in kinds)
        conflict = Conflict(dimension=Dimension.KIND, claims=claims)
        maker = claim("hikvision", Basis.ORDER_DOCUMENT)
        known = Facts(Context(), {}).of(None, Identification(maker=maker, conflicts=(conflict,)), ())
        return known.sheet.get(NATURE)

    assert at_odds("recorder", "accessory") == (GOODS,)
    assert at_odds("recorder", "service") is None
    assert at_odds("recorder", "order-line") is None
