"""Is a thing of which a paper names several makers called by all of them?"""

from dataclasses import replace
from types import ModuleType

import pytest

from phaseout.domain.asset import Asset
from phaseout.domain.claim import NO_CLAIM, Claim, Conflict, Dimension, Grade, Identification
from phaseout.domain.document import Labels
from phaseout.domain.trait import Basis
from phaseout.report import naming
from phaseout.report.language import Language
from phaseout.report.standing import entry_of

LABELS = Labels(parties={"hikvision": "Hikvision", "dahua": "Dahua"})


@pytest.fixture
def asset(scenario: ModuleType) -> Asset:
    found: Asset = scenario.ASSETS[0]
    return found


def named(
    asset: Asset, lang: str, *, grade: Grade = Grade.STRONG, basis: Basis = Basis.ORDER_DOCUMENT
) -> str:
    claims = (
        Claim(value="dahua", grade=Grade.STRONG, bases=(basis,)),
        Claim(value="hikvision", grade=grade, bases=(basis,)),
    )
    conflict = Conflict(dimension=Dimension.MAKER, claims=claims)
    said = Identification.of({Dimension.MAKER: NO_CLAIM}, (conflict,))
    return naming.maker(entry_of(replace(asset, identification=said)), Language(lang, LABELS))


@pytest.mark.parametrize(("lang", "words"), [("en", "Dahua or Hikvision"), ("fr", "Dahua ou Hikvision")])
def test_of_several_makers_that_an_order_names_each_is_said(asset: Asset, lang: str, words: str) -> None:
    assert named(asset, lang) == words


def test_what_a_thing_shows_itself_stays_unknown_where_it_contradicts(asset: Asset) -> None:
    assert named(asset, "en", basis=Basis.NETWORK_SIGNATURE) == "maker not known"


def test_a_maker_that_is_only_hinted_at_is_not_one_of_several(asset: Asset) -> None:
    assert named(asset, "en", grade=Grade.SUGGESTIVE) == "maker not known"
