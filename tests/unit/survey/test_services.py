"""Is a service on a thing one has answered for what the service does with it?"""

import pytest

from phaseout.decide.contractor import has_contracts
from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import Context
from phaseout.domain.service import Dealing
from phaseout.register.query import Register
from phaseout.report.buyers_line import buyers_line
from phaseout.report.buyers_questions import asks, own_questions
from phaseout.report.buyers_verdict import verdict, why
from phaseout.report.language import Language

from .conftest import DAY, FEDERAL, Line, Look

AGENCY = Context(roles=("us/federal-agency",), use={"purpose": ("government-facility-security",)})
QUEBEC = Context(roles=("ca/qc-public-body",))
GOC = "ca/goc-hikvision-prohibition"
QC = "ca-qc/hikvision-dahua-order"
A1A = "us/ndaa-889-a1a"
REMOVAL = "Removal and disposal of 12 Hikvision dome cameras"
UPKEEP = "Annual maintenance of 24 Hikvision cameras"


def line(text: str, *more: tuple[str, str]) -> tuple[Line, ...]:
    said = (("order.document", "quote"), ("order.text", text), *more)
    return tuple(("L1", trait, value) for trait, value in said)


def dealing(asset: Asset) -> Dealing | None:
    assert asset.purchase is not None
    return asset.purchase.service


@pytest.mark.parametrize("context", [FEDERAL, AGENCY, QUEBEC])
@pytest.mark.parametrize("text", [REMOVAL, "Dépose de 12 caméras Hikvision", "拆除海康威视摄像机"])
def test_who_has_a_thing_removed_is_neither_barred_nor_asked_who_made_it(
    look: Look, register: Register, context: Context, text: str
) -> None:
    found = look(*line(text), context=context)
    asset = found.assets["L1"]
    assert dealing(asset) is Dealing.REMOVES
    asked = {one.measure for one in asset.every_answer}
    assert all(has_contracts(register.measures[measure]) for measure in asked)
    assert not asset.is_open
    assert found.trailer.questions == ()


def test_the_list_for_buyers_says_that_a_removal_buys_nothing_and_why(look: Look) -> None:
    bought = buyers_line(look(*line(REMOVAL)).assets["L1"], DAY)
    assert bought is not None
    assert verdict(bought, Language("en")) == "removal: nothing restricted is bought"
    assert why(bought, Language("en")) == "the line pays for taking the equipment away and brings none"
    assert verdict(bought, Language("fr")) == "retrait\u00a0: rien de visé n’est acheté"
    assert asks(bought, Language("en")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Removal of Hikvision cameras and 4 new domes",
        "Removal of 4 Hikvision domes plus 4 domes",
        "Removal of Hikvision cameras; 4 domes",
        "Removal of Axis cameras, Dahua domes mounted",
        "Camera removal, Hikvision NVR",
        "Rip and replace of Hikvision cameras",
        "Removal and refit of Hikvision cameras",
        "Dépose et repose de 12 caméras Hikvision",
        "Dépose de caméras Hikvision et fourniture de 12 caméras",
    ],
)
def test_a_removal_beside_which_something_may_come_is_still_asked_about(look: Look, text: str) -> None:
    asset = look(*line(text)).assets["L1"]
    assert dealing(asset) is not Dealing.REMOVES
    assert asset.is_open


def test_a_removal_with_the_designation_of_a_thing_beside_it_is_still_asked_about(look: Look) -> None:
    asset = look(*line(REMOVAL, ("order.part-number", "DS-2CD2143G2-I"))).assets["L1"]
    assert dealing(asset) is None
    assert asset.is_open


def test_a_person_may_say_that_more_than_a_removal_is_bought(look: Look) -> None:
    asset = look(*line(REMOVAL, ("asset.item", "service-works-on-it"))).assets["L1"]
    assert dealing(asset) is Dealing.WORKS_ON
    assert asset.is_open


@pytest.mark.parametrize(
    "text", [UPKEEP, "Entretien annuel des caméras Hikvision", "Repair of Hikvision NVR"]
)
def test_upkeep_asks_whether_parts_come_with_it_and_not_who_made_what_is_there(look: Look, text: str) -> None:
    found = look(*line(text))
    asset = found.assets["L1"]
    answer = next(one for one in asset.determinations if (one.measure, one.act) == (GOC, "procure"))
    assert (answer.outcome, answer.questions) == (Outcome.UNDETERMINED, ("item",))
    assert [(one.fact, one.aspects) for one in found.trailer.questions] == [("item", ("service-parts",))]


def test_upkeep_with_parts_is_a_purchase_of_the_parts(look: Look) -> None:
    asset = look(*line(UPKEEP, ("asset.item", "service-with-parts"))).assets["L1"]
    answer = next(one for one in asset.determinations if (one.measure, one.act) == (GOC, "procure"))
    assert answer.outcome is Outcome.UNDETERMINED
    assert "maker" in answer.questions


def test_of_upkeep_without_parts_stays_open_what_no_source_says_of_services(look: Look) -> None:
    found = look(*line(UPKEEP, ("asset.item", "service-without-parts")))
    assert found.outcome("L1", GOC, "procure") == "undetermined"
    assert [one.aspects for one in found.trailer.questions] == [("service-work",)]
    counted = look(
        *line(UPKEEP, ("asset.item", "service-without-parts"), ("asset.item", "work-on-it-does-not-count"))
    )
    assert counted.outcome("L1", GOC, "procure") == "does-not-apply"


def test_a_measure_on_equipment_alone_has_nothing_to_say_of_upkeep_without_parts(look: Look) -> None:
    open_ = look(*line(UPKEEP), context=QUEBEC, only=(QC,)).assets["L1"]
    assert open_.purchase is not None
    assert {one.questions for one in open_.purchase.following} == {("item",)}
    labour = look(*line(UPKEEP, ("asset.item", "service-without-parts")), context=QUEBEC, only=(QC,))
    assert not labour.assets["L1"].is_open


def test_whether_upkeep_uses_the_equipment_is_a_question_for_counsel(look: Look) -> None:
    found = look(*line(UPKEEP), context=AGENCY, only=(A1A,))
    asset = found.assets["L1"]
    by_act = {one.act: one for one in asset.determinations}
    assert by_act["accept-service-using"].questions == ("item",)
    bought = buyers_line(asset, DAY)
    english, french = (Language(code, found.trailer.labels) for code in ("en", "fr"))
    assert bought is not None
    assert any("spare parts" in one for one in asks(bought, english))
    assert any("legal counsel" in one for one in own_questions(bought, english))
    assert any("pièces de rechange" in one for one in asks(bought, french))
    assert any("conseiller juridique" in one for one in own_questions(bought, french))


def test_upkeep_of_what_a_maker_that_nobody_names_made_is_not_asked_about(look: Look) -> None:
    asset = look(*line(UPKEEP, ("order.manufacturer", "Axis"))).assets["L1"]
    assert {one.outcome for one in asset.determinations if one.measure == GOC} == {Outcome.DOES_NOT_APPLY}


def test_an_installation_that_may_bring_the_thing_is_asked_as_the_thing_is(look: Look) -> None:
    asset = look(*line("Installation of 12 Hikvision cameras"), context=QUEBEC, only=(QC,)).assets["L1"]
    assert dealing(asset) is Dealing.INSTALLS
    assert asset.purchase is not None
    assert ("install", Outcome.UNDETERMINED) in {(a.act, a.outcome) for a in asset.purchase.following}


def test_who_sells_a_removal_is_still_asked_where_a_measure_looks_at_the_seller(look: Look) -> None:
    context = Context(roles=("us/dod",))
    asset = look(*line(REMOVAL), context=context, only=("us/ndaa24-805-direct",)).assets["L1"]
    assert {one.act for one in asset.determinations} >= {"contract-with"}


@pytest.mark.parametrize(
    "text",
    [
        "Rental of Hikvision DS-2CD2143G2-I cameras for 3 months",
        "Camera rental, Hikvision DS-2CD2143G2-I",
        "Lease of Hikvision cameras, 36 months",
        "Location de caméras Hikvision",
        "Alquiler de cámaras Hikvision",
    ],
)
@pytest.mark.parametrize(("context", "measure"), [(FEDERAL, GOC), (AGENCY, A1A)])
def test_renting_a_thing_is_answered_as_buying_it(
    look: Look, text: str, context: Context, measure: str
) -> None:
    found = look(*line(text), context=context)
    assert dealing(found.assets["L1"]) is None
    assert found.outcome("L1", measure, "procure") == "applies"


@pytest.mark.parametrize(
    "text",
    [
        "Night guard service, Dahua cameras owned by the contractor",
        "Service de gardiennage, enregistreurs Dahua appartenant à l’entrepreneur",
        "Service de vidéosurveillance des parcs incluant caméras Hikvision",
        "Servicio de vigilancia con grabadores Dahua propiedad del proveedor",
    ],
)
def test_what_a_guard_brings_is_asked_about_where_a_measure_forbids_using_it(look: Look, text: str) -> None:
    asset = look(*line(text), context=QUEBEC).assets["L1"]
    assert dealing(asset) is Dealing.USES
    found = {one.outcome for one in asset.every_answer if (one.measure, one.act) == (QC, "use")}
    assert found == {Outcome.UNDETERMINED}


def test_whether_a_services_own_equipment_is_its_buyers_use_is_a_question_of_counsel(look: Look) -> None:
    known = (("order.manufacturer", "Dahua"), ("order.part-number", "DH-IPC-HDBW2431E-S"))
    asset = look(*line("Remote monitoring service with own cameras", *known), context=QUEBEC).assets["L1"]
    answers = [one for one in asset.every_answer if (one.measure, one.act) == (QC, "use")]
    assert {one.outcome for one in answers} <= {Outcome.UNDETERMINED, Outcome.APPLIES}
    assert answers


@pytest.mark.parametrize(
    "text",
    ["Alarm keypad; guard room monitored using Hikvision domes they own", "Contrôleur d’accès, caméras Dahua du prestataire"],
)  # fmt: skip
def test_what_the_contractor_uses_is_not_the_make_of_what_is_bought(look: Look, text: str) -> None:
    asset = look(*line(text), context=FEDERAL).assets["L1"]
    assert not asset.identification.maker.grade.is_firm
    assert all(one.outcome is not Outcome.APPLIES for one in asset.determinations if one.measure == GOC)


def test_taking_away_and_scrapping_is_a_removal_in_spanish_too(look: Look) -> None:
    asset = look(*line("Desmontaje y desecho de grabadores Dahua viejos"), context=AGENCY).assets["L1"]
    assert dealing(asset) is Dealing.REMOVES
    assert not asset.is_open
