"""What does a survey make of whom an order or a list of suppliers names?"""

import pytest

from phaseout.domain.facts import Context
from phaseout.report.language import Language
from phaseout.report.supplier_text import supplier_text
from phaseout.survey.labels import every_label

DAKOTA = Context(roles=("us/state-agency-sd",), use={"item": ("us-sd-covered-amount",)})
MEASURE = "us-sd/sb189"
HIKVISION = "Hangzhou Hikvision Digital Technology Company Limited"
AXIS = ("cam", "inventory.manufacturer", "Axis Communications")


def test_a_contract_is_answered_for_the_supplier_and_not_for_the_maker(look):
    seen = look(AXIS, ("cam", "order.supplier", HIKVISION), context=DAKOTA)
    assert seen.outcome("cam", MEASURE, "contract-with") == "applies"
    assert seen.assets["cam"].identification.maker.value == "axis"


def test_what_a_dealer_sells_is_not_contracted_with_its_maker(look):
    camera = ("cam", "inventory.manufacturer", "Hikvision")
    assert look(camera, context=DAKOTA).outcome("cam", MEASURE, "contract-with") == "applies"
    sold = look(camera, ("cam", "order.supplier", "Axis Communications AB"), context=DAKOTA)
    assert sold.outcome("cam", MEASURE, "contract-with") == "undetermined"


def test_a_supplier_nobody_knows_is_a_question(look):
    seen = look(AXIS, ("cam", "order.supplier", "Prairie Signals LLC"), context=DAKOTA)
    assert seen.outcome("cam", MEASURE, "contract-with") == "undetermined"
    assert "supplier" in {question.fact for question in seen.trailer.questions}


def test_one_who_is_only_possibly_the_party_accuses_nobody(look):
    seen = look(AXIS, ("cam", "order.supplier", "Hikvision Italy S.r.l."), context=DAKOTA)
    (supplier,) = seen.assets["cam"].suppliers
    assert (supplier.party, supplier.tier, supplier.is_firm) == ("hikvision", "possible", False)
    assert seen.outcome("cam", MEASURE, "contract-with") == "undetermined"


def test_no_measure_on_things_hears_of_the_supplier(look):
    federal = Context(roles=("us/federal-agency",))
    sold, sold_by_another = (
        look(AXIS, ("cam", "order.supplier", name), context=federal)
        for name in (HIKVISION, "Bosch Security Systems")
    )
    assert of_measures(sold) == of_measures(sold_by_another) != {}


def of_measures(seen):
    return {(measure, act): outcome for (_, measure, act), outcome in seen.outcomes().items()}


def test_a_plain_list_of_suppliers_is_answered_line_by_line(look):
    seen = look(("1", "party.name", HIKVISION), ("2", "party.name", "Bosch Security Systems"), context=DAKOTA)
    assert seen.outcome("1", MEASURE, "contract-with") == "applies"
    assert seen.outcome("2", MEASURE, "contract-with") == "undetermined"


def test_the_reason_speaks_of_the_supplier_and_shows_the_order(look):
    seen = look(("1", "order.supplier", HIKVISION), context=DAKOTA)
    (answer,) = (a for a in seen.assets["1"].determinations if a.measure == MEASURE)
    leaves = [answer.reason]
    found = []
    while leaves:
        reason = leaves.pop()
        leaves += reason.because
        found += [reason] if reason.fact == "supplier" else []
    assert found
    assert all("o1" in reason.evidence for reason in found)
    assert not any(reason.fact == "maker" for reason in found)


def test_who_a_supplier_is_is_said_in_both_languages(look, register):
    seen = look(
        ("1", "order.supplier", "Hikvision Italy S.r.l."), ("2", "order.supplier", "Prairie Signals"),
        context=DAKOTA,
    )  # fmt: skip
    labels = every_label(register)
    for name in ("1", "2"):
        (supplier,) = seen.assets[name].suppliers
        english, french = (supplier_text(supplier, Language(lang, labels)) for lang in ("en", "fr"))
        assert english != french
        assert supplier.said in english
        assert supplier.said in french
        assert "{" not in english + french


DEFENSE = Context(roles=("us/dod",), use={"purpose": ("government-facility-security",)})
DIRECT, USER = "us/ndaa24-805-direct", "us/ndaa-889-a1b"
CAMERA = (
    ("L", "order.manufacturer", "Axis"),
    ("L", "asset.kind", "camera"),
    ("L", "order.document", "quote"),
)


def sold_by(look, name, *more):
    return look(*CAMERA, ("L", "order.supplier", name), *more, context=DEFENSE)


@pytest.mark.parametrize(
    "name", ["China Telecom (Americas) Corporation", "Pacific Networks Corp", "Uniview Technologies"]
)
def test_a_known_seller_whose_owners_nobody_recorded_is_not_cleared(look, name):
    seen = sold_by(look, name)
    assert seen.outcome("L", DIRECT, "contract-with") == "undetermined"
    (answer,) = (
        a for a in seen.assets["L"].determinations if a.measure == DIRECT and a.act == "contract-with"
    )
    assert answer.questions == ("supplier",)


def test_a_subsidiary_of_a_listed_company_is_reached_through_its_owner(look):
    seen = sold_by(look, "China Mobile International (USA) Inc.")
    assert seen.outcome("L", DIRECT, "contract-with") == "applies"


def test_a_listed_seller_decides_a_line_in_which_nothing_is_recognised(look):
    seen = look(
        ("L", "order.text", "Office chair, swivel"), ("L", "order.document", "quote"),
        ("L", "order.supplier", HIKVISION), context=DEFENSE,
    )  # fmt: skip
    assert seen.outcome("L", DIRECT, "contract-with") == "applies"
    assert seen.assets["L"].is_open


def test_a_service_of_a_listed_seller_may_still_be_the_exempted_connection(look):
    line = (
        ("L", "asset.kind", "service"),
        ("L", "order.document", "quote"),
        ("L", "order.supplier", HIKVISION),
    )
    assert look(*line, context=DEFENSE).outcome("L", DIRECT, "contract-with") == "undetermined"
    connects = ("L", "asset.item", "third-party-connection-service")
    assert look(*line, connects, context=DEFENSE).outcome("L", DIRECT, "contract-with") == "excepted"


def test_goods_of_a_named_seller_ask_whether_it_uses_what_is_covered(look):
    act = "contract-with-user-of"
    seen = sold_by(look, "Huawei Technologies Co Ltd")
    assert seen.outcome("L", USER, act) == "undetermined"
    (answer,) = (a for a in seen.assets["L"].determinations if a.measure == USER and a.act == act)
    assert answer.questions == ("item",)
    uses, none = (("L", "asset.item", word) for word in ("seller-uses-it", "seller-does-not-use-it"))
    assert sold_by(look, "Huawei Technologies Co Ltd", uses).outcome("L", USER, act) == "applies"
    assert sold_by(look, "Huawei Technologies Co Ltd", none).outcome("L", USER, act) == "does-not-apply"
    other = sold_by(look, "Axis Communications AB")
    assert not any(a.act == act for a in other.assets["L"].determinations)
