"""What does a survey make of whom an order or a list of suppliers names?"""

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
    assert sold.outcome("cam", MEASURE, "contract-with") == "does-not-apply"


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
    assert seen.outcome("2", MEASURE, "contract-with") == "does-not-apply"


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
