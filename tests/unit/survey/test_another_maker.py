"""Is somebody else's make taken for somebody else's, where a line of a purchase states it?"""

import pytest

from phaseout.decide.wording import say
from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import Context
from phaseout.report.standing import walk

from .conftest import FEDERAL, Look

GOC = "ca/goc-hikvision-prohibition"
QUEBEC = Context(roles=("ca/qc-public-body",))


def line(look: Look, text: str, maker: str, *more: tuple[str, str], context: Context = FEDERAL) -> Asset:
    said = (("order.document", "order"), ("order.text", text), ("order.manufacturer", maker), *more)
    return look(*(("L1", trait, value) for trait, value in said), context=context).assets["L1"]


def procure(asset: Asset) -> tuple[Outcome, tuple[str, ...]]:
    found = next(one for one in asset.determinations if (one.measure, one.act) == (GOC, "procure"))
    return found.outcome, found.questions


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        ("Ink cartridge, black", "Brother"),
        ("Mounting pole for Hikvision dome", "Ridgeline Metalworks"),
        ("Câble d’alimentation pour enregistreur Dahua", "Filerie Beaupré inc."),
        ("Notebook computer 14 in", "Lenovo"),
    ],
)
def test_nobody_asks_who_made_an_office_article_whose_maker_is_stated(
    look: Look, text: str, maker: str
) -> None:
    assert procure(line(look, text, maker)) == (Outcome.DOES_NOT_APPLY, ())


def test_the_reason_says_that_the_maker_is_none_of_the_named_as_the_register_does_not_know_it(
    look: Look,
) -> None:
    asset = line(look, "Ink cartridge, black", "Brother")
    answer = next(one for one in asset.determinations if (one.measure, one.act) == (GOC, "procure"))
    (why,) = (one for one in walk(answer.reason) if one.code == "relation.another")
    assert why.evidence
    assert "does not know" in say(why, "en")
    assert "inconnu du registre" in say(why, "fr")


@pytest.mark.parametrize("text", ["Dome camera 4 MP", "Network video recorder, 16 channels", "Door intercom"])
def test_of_a_camera_under_a_house_brand_it_is_asked_who_made_it(look: Look, text: str) -> None:
    outcome, questions = procure(line(look, text, "SafeHarbour Vision"))
    assert (outcome, "maker" in questions) == (Outcome.UNDETERMINED, True)


def test_a_field_for_the_maker_takes_nothing_back_that_the_line_says_firmly(look: Look) -> None:
    asset = line(look, "Wall bracket Hikvision DS-1273ZJ-140", "Coastal Distribution")
    assert procure(asset)[0] is not Outcome.DOES_NOT_APPLY
    numbered = line(look, "Wall bracket", "Coastal Distribution", ("order.part-number", "DS-2CD2143G2-I"))
    assert procure(numbered)[0] is not Outcome.DOES_NOT_APPLY


@pytest.mark.parametrize(
    "maker", ["Hikvision Digital Tech Group Ltd", "Hangzhou Hikvison Digital Technology"]
)
def test_a_name_that_may_be_a_party_of_the_register_is_no_stranger(look: Look, maker: str) -> None:
    assert procure(line(look, "Power supply 12 V", maker))[0] is not Outcome.DOES_NOT_APPLY


def test_whether_a_stranger_belongs_to_the_family_is_asked_only_of_what_a_measure_covers(look: Look) -> None:
    of_quebec = "ca-qc/hikvision-dahua-order"
    asset = line(look, "Ink cartridge, black", "Brother", context=QUEBEC)
    assert asset.purchase is not None
    assert not [one for one in asset.every_answer if one.measure == of_quebec and one.questions]
    camera = line(look, "Dome camera 4 MP", "SafeHarbour Vision", context=QUEBEC)
    assert [one for one in camera.every_answer if one.measure == of_quebec and "maker" in one.questions]
