"""Is a line of a purchase answered for the act that stands before the buyer?"""

import pytest

from phaseout.decide.wording import say
from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import Context
from phaseout.domain.purchase import Purchase, Stage
from phaseout.report.standing import walk
from phaseout.survey.purchases import renews

from .conftest import DAY, FEDERAL, Line, Look

AGENCY = Context(roles=("us/federal-agency",), use={"purpose": ("government-facility-security",)})
QUEBEC = Context(roles=("ca/qc-public-body",))
A1A = "us/ndaa-889-a1a"
GOC = "ca/goc-hikvision-prohibition"


def order(document: str, *more: tuple[str, str], ref: str = "L1", kind: str = "camera") -> tuple[Line, ...]:
    """Return the observations of a line of Hikvision cameras."""
    said = (
        ("order.document", document),
        ("order.manufacturer", "Hikvision"),
        ("order.part-number", "DS-2CD2143G2-I"),
        ("asset.kind", kind),
        *more,
    )
    return tuple((ref, trait, value) for trait, value in said)


def acts(asset: Asset) -> set[str]:
    return {answer.act for answer in asset.determinations}


def purchase(asset: Asset) -> Purchase:
    assert asset.purchase is not None
    return asset.purchase


def test_a_quote_is_answered_for_buying_and_not_for_using_what_nobody_has(look: Look) -> None:
    found = look(*order("quote"), context=FEDERAL)
    assert found.outcome("L1", GOC, "procure") == "applies"
    assert not acts(found.assets["L1"]) & {"use", "connect", "install", "update-firmware", "dispose"}


def test_every_document_before_the_purchase_asks_of_the_day_asked_about(look: Look) -> None:
    for document in ("tender", "catalogue", "quote", "order"):
        asset = look(*order(document), context=FEDERAL).assets["L1"]
        answer = next(a for a in asset.determinations if (a.measure, a.act) == (GOC, "procure"))
        assert (answer.outcome, answer.done) == (Outcome.APPLIES, None)


def test_an_invoice_is_a_purchase_of_its_date_and_held_since(look: Look) -> None:
    before = look(*order("invoice", ("order.date", "2024-03-01")), context=FEDERAL)
    answer = next(a for a in before.assets["L1"].determinations if (a.measure, a.act) == (GOC, "procure"))
    assert (answer.outcome, answer.done) == (Outcome.DOES_NOT_APPLY, "2024-03-01")
    assert before.outcome("L1", GOC, "use") == "applies"
    after = look(*order("invoice", ("order.date", "2026-03-01")), context=FEDERAL)
    assert after.outcome("L1", GOC, "procure") == "applies"


def test_an_invoice_of_no_known_day_is_asked_for_its_day(look: Look) -> None:
    asset = look(*order("invoice"), context=FEDERAL).assets["L1"]
    answer = next(a for a in asset.determinations if (a.measure, a.act) == (GOC, "procure"))
    assert answer.outcome is Outcome.UNDETERMINED
    assert answer.questions == ("acquired",)


def test_an_invoice_of_a_year_in_which_a_measure_began_is_asked_for_its_day(look: Look) -> None:
    asset = look(*order("invoice", ("order.date", "2025")), context=FEDERAL).assets["L1"]
    answer = next(a for a in asset.determinations if (a.measure, a.act) == (GOC, "procure"))
    assert (answer.outcome, answer.questions, answer.done) == (Outcome.UNDETERMINED, ("acquired",), "2025")


def test_an_invoice_of_a_day_to_come_stands_before_the_buyer(look: Look) -> None:
    asset = look(*order("invoice", ("order.date", "2027-03-01")), context=FEDERAL).assets["L1"]
    assert "use" not in acts(asset)
    assert all(answer.done is None for answer in asset.determinations)


def test_the_day_of_a_purchase_counts_for_measures_that_ask_when_it_was_acquired(look: Look) -> None:
    old = look(*order("invoice", ("order.date", "2023-01-10")), context=QUEBEC)
    new = look(*order("invoice", ("order.date", "2024-06-01")), context=QUEBEC)
    measure = "ca-qc/hikvision-dahua-order"
    duties = [
        {a.duty for a in found.assets["L1"].determinations if (a.measure, a.act) == (measure, "use")}
        for found in (old, new)
    ]
    assert duties[0] != duties[1]


def test_what_may_be_bought_and_not_used_is_said_beside_the_answers(look: Look) -> None:
    asset = look(*order("quote"), context=QUEBEC, only=("ca-qc/hikvision-dahua-order",)).assets["L1"]
    following = purchase(asset).following
    assert {(one.act, one.outcome) for one in following} >= {("use", Outcome.APPLIES)}
    assert "use" not in acts(asset)
    assert asset.is_open


def test_what_is_open_of_having_it_is_not_hidden_by_a_silence_on_buying(look: Look) -> None:
    found = look(
        *order("quote"), context=Context(roles=("us/federal-contractor",)), only=("us/ndaa-889-a1b",)
    )
    asset = found.assets["L1"]
    assert {(one.act, one.outcome) for one in purchase(asset).following} == {("use", Outcome.UNDETERMINED)}
    assert asset.is_open
    assert [question.fact for question in found.trailer.questions] == ["purpose"]


def test_what_a_measure_says_of_buying_is_not_said_again_of_using(look: Look) -> None:
    asset = look(*order("quote"), context=FEDERAL, only=(GOC,)).assets["L1"]
    assert purchase(asset).following == ()


def test_a_delivery_is_held_and_not_bought_once_more(look: Look) -> None:
    asset = look(*order("delivery", ("order.date", "2026-03-01")), context=FEDERAL).assets["L1"]
    assert "procure" not in acts(asset)
    assert "use" in acts(asset)


def test_a_credit_note_and_a_negative_quantity_buy_nothing(look: Look) -> None:
    for lines in (
        order("credit-note", ("order.quantity", "3 EA")),
        order("order", ("order.quantity", "-3 EA")),
    ):
        asset = look(*lines, context=FEDERAL).assets["L1"]
        assert asset.determinations == ()
        assert purchase(asset).stage is Stage.TAKEN_BACK
        assert not asset.is_open


@pytest.mark.parametrize("quantity", ["0 EA", "-0", "0.000", "-0.00 EA"])
@pytest.mark.parametrize("document", ["order", "catalogue"])
def test_a_quantity_of_nought_is_answered_as_one_that_nobody_tells(
    document: str, quantity: str, look: Look
) -> None:
    told = look(*order(document, ("order.quantity", quantity)), context=FEDERAL).assets["L1"]
    untold = look(*order(document), context=FEDERAL).assets["L1"]
    assert purchase(told).stage is purchase(untold).stage
    assert {(one.measure, one.act, one.outcome) for one in told.determinations} == {
        (one.measure, one.act, one.outcome) for one in untold.determinations
    }
    assert told.is_open


def test_a_negative_quantity_in_a_credit_note_is_no_clear_return_and_counts_as_bought(look: Look) -> None:
    asset = look(*order("credit-note", ("order.quantity", "-3 EA")), context=FEDERAL).assets["L1"]
    assert purchase(asset).stage is Stage.BOUGHT


def test_a_unit_that_is_billed_and_taken_back_is_not_held(look: Look) -> None:
    found = look(
        *order("invoice", ("order.serial", "DS0123456789"), ("order.date", "2026-03-01")),
        *order("credit-note", ("order.serial", "DS0123456789"), ("order.quantity", "1 EA"), ref="CN-1"),
        context=FEDERAL,
    )
    (asset,) = found.assets.values()
    assert purchase(asset).stage is Stage.TAKEN_BACK
    assert asset.determinations == ()


def test_renewing_is_asked_where_the_line_renews(look: Look) -> None:
    plain = look(*order("quote", ("order.text", "Extension cable for camera")), context=AGENCY)
    assert "renew" not in acts(plain.assets["L1"])
    for text in ("Licence renewal, 12 months", "Renouvellement du contrat d'entretien", "合同续约"):
        renewed = look(*order("quote", ("order.text", text)), context=AGENCY)
        assert "renew" in acts(renewed.assets["L1"])


@pytest.mark.parametrize(
    "text",
    [
        "RENEWED", "Option Year 2", "licence extension", "extension of the contract", "Renouvelé", "reconduction",
        "PROLONGATION DU CONTRAT", "ANNÉE D'OPTION", "renovación", "Renovacion", "PRÓRROGA", "ПРОДОВЖЕННЯ",
        "поновлення", "续费", "續約",
    ],
)  # fmt: skip
def test_every_word_for_a_renewal_is_heard_in_capitals_too(text: str) -> None:
    assert renews(f"2x {text} DS-2CD2143G2-I")


def test_a_service_is_asked_as_one_and_goods_are_not(look: Look) -> None:
    goods, service = (
        look(*order("quote"), context=AGENCY),
        look(*order("quote", kind="service"), context=AGENCY),
    )
    assert "accept-service-using" not in acts(goods.assets["L1"])
    assert {"accept-service-using", "contract-with-user-of"} <= acts(service.assets["L1"])


def test_funding_is_asked_where_award_money_pays_or_may(look: Look) -> None:
    grantee = ("us/grant-recipient",)
    open_, own = Context(roles=grantee), Context(roles=grantee, use={"funding": ("own",)})
    award = Context(roles=grantee, use={"funding": ("us-federal-award",)})
    found = ["fund" in acts(look(*order("quote"), context=c).assets["L1"]) for c in (open_, own, award)]
    assert found == [True, False, True]


def test_a_small_purchase_of_lorex_from_a_seller_who_certifies_is_not_settled_by_the_claim(
    look: Look,
) -> None:
    lines: tuple[Line, ...] = (
        ("L1", "order.document", "quote"),
        ("L1", "order.supplier", "Resale LLC"),
        ("L1", "order.brand", "Lorex"),
        ("L1", "order.quantity", "10 EA"),
        ("L1", "asset.kind", "camera"),
    )
    claim: Line = (
        "L1",
        "order.text",
        "Lorex 4K bullet camera. NDAA Section 889 compliant, certified by seller",
    )
    plain, claimed = look(*lines, context=AGENCY), look(*lines, claim, context=AGENCY)
    for found in (plain, claimed):
        asset = found.assets["L1"]
        answer = next(a for a in asset.determinations if (a.measure, a.act) == (A1A, "procure"))
        assert answer.outcome is Outcome.UNDETERMINED
        assert "maker" in answer.questions
    assert purchase(plain.assets["L1"]).claims == ()
    assert len(purchase(claimed.assets["L1"]).claims) == 1


def test_a_thing_seen_that_an_invoice_names_keeps_every_act_and_gets_its_day(look: Look) -> None:
    found = look(
        *order("invoice", ("order.date", "2026-03-01"), ("order.serial", "DS0123456789")),
        ("cam", "onvif.serial", "DS0123456789"),
        ("cam", "onvif.manufacturer", "HIKVISION"),
        context=FEDERAL,
    )
    (asset,) = found.assets.values()
    assert purchase(asset).is_met
    assert {"procure", "use"} <= acts(asset)
    assert asset.dates is not None
    assert asset.dates.acquired == ("2026-03-01",)


def test_an_order_is_answered_for_its_day_and_for_today_where_it_has_none(look: Look) -> None:
    dated = look(*order("order", ("order.date", "2024-03-01")), context=FEDERAL)
    assert dated.outcome("L1", GOC, "procure") == "does-not-apply"
    assert look(*order("order"), context=FEDERAL).outcome("L1", GOC, "procure") == "applies"
    assert DAY.year == 2026  # the announcement lies between the two


OPEN_LINES = (
    (("order.text", "Hikvision DS-2CD2032-I camera"), ("asset.kind", "camera")),
    (("order.text", "Honeywell HED3PR3 dome camera"), ("asset.kind", "camera")),
    (("order.text", "Maintenance of Hikvision cameras"), ("asset.kind", "service")),
)


@pytest.mark.parametrize("document", ["order", "invoice"])
@pytest.mark.parametrize("said", OPEN_LINES)
def test_no_doubt_is_raised_of_a_purchase_made_before_the_law_began(
    look: Look, said: tuple[tuple[str, str], ...], document: str
) -> None:
    lines = [("L1", trait, value) for trait, value in (("order.document", document), *said)]
    agency = Context(roles=("us/federal-agency",))
    old = look(*lines, ("L1", "order.date", "2015-05-01"), context=agency, only=(A1A,)).assets["L1"]
    new = look(*lines, ("L1", "order.date", "2021-05-01"), context=agency, only=(A1A,)).assets["L1"]
    assert {one.outcome for one in old.determinations} == {Outcome.DOES_NOT_APPLY}
    assert Outcome.UNDETERMINED in {one.outcome for one in new.determinations}
    assert "13 August 2019" in say_all(old)


def test_an_announcement_asks_nothing_of_an_order_of_years_before_it(look: Look) -> None:
    maybe = (("L1", "order.text", "Honeywell dome camera"), ("L1", "asset.kind", "camera"))
    asset = look(*maybe, ("L1", "order.document", "order"), ("L1", "order.date", "2020-03-01"),
                 context=FEDERAL, only=(GOC,)).assets["L1"]  # fmt: skip
    assert {(one.act, one.outcome) for one in asset.determinations} == {("procure", Outcome.DOES_NOT_APPLY)}
    assert not any(one.act == "procure" for one in purchase(asset).following)


def say_all(asset: Asset) -> str:
    return " ".join(say(part, "en") for answer in asset.determinations for part in walk(answer.reason))


@pytest.mark.parametrize(
    "money", [("order.amount", "-45.00 CAD"), ("order.amount", "-45"), ("order.price", "-9")]
)
def test_a_discount_on_restricted_cameras_is_no_purchase_of_them(look: Look, money: tuple[str, str]) -> None:
    more = (("order.quantity", "5 EA"), ("order.date", "2026-03-02"), money)
    asset = look(*order("invoice", *more), context=FEDERAL).assets["L1"]
    assert (purchase(asset).stage, asset.determinations) == (Stage.NOTHING, ())


def test_a_line_that_costs_nothing_still_brings_the_cameras(look: Look) -> None:
    free = (("order.quantity", "5 EA"), ("order.date", "2026-03-02"), ("order.amount", "-0.00 CAD"))
    assert purchase(look(*order("invoice", *free), context=FEDERAL).assets["L1"]).stage is Stage.BOUGHT


def test_an_order_whose_date_may_be_before_or_after_a_measure_began_is_asked_for_its_day(look: Look) -> None:
    either = look(*order("order", ("order.date", "07/06/2025")), context=FEDERAL).assets["L1"]
    answer = next(a for a in either.determinations if (a.measure, a.act) == (GOC, "procure"))
    assert (answer.outcome, answer.questions) == (Outcome.UNDETERMINED, ("acquired",))
    assert "2025-06-07, 2025-07-06" in {part.params.get("given") for part in walk(answer.reason)}


@pytest.mark.parametrize("day", ["01/02/2026", "2026-02-30 or so", "the 3rd"])
def test_an_order_whose_date_cannot_be_read_is_asked_only_what_hangs_on_it(look: Look, day: str) -> None:
    asset = look(*order("order", ("order.date", day)), context=FEDERAL).assets["L1"]
    answer = next(a for a in asset.determinations if (a.measure, a.act) == (GOC, "procure"))
    is_after = day == "01/02/2026"
    assert answer.outcome is (Outcome.APPLIES if is_after else Outcome.UNDETERMINED)
    silent = look(*order("order", ("order.date", day)), context=QUEBEC, only=(GOC,)).assets["L1"]
    assert {one.outcome for one in silent.determinations} == {Outcome.DOES_NOT_APPLY}


def test_an_order_without_a_date_or_with_a_word_for_none_stands_before_the_buyer(look: Look) -> None:
    for more in ((), (("order.date", "TBD"),)):
        found = look(*order("order", *more), context=FEDERAL)
        assert found.outcome("L1", GOC, "procure") == "applies"


def test_an_undated_order_is_asked_when_it_was_acquired_where_a_measure_turns_on_it(look: Look) -> None:
    only = ("ca-qc/hikvision-dahua-order",)
    ordered = purchase(look(*order("order"), context=QUEBEC, only=only).assets["L1"])
    assert {(one.outcome, one.questions) for one in ordered.following if one.act == "install"} == {
        (Outcome.UNDETERMINED, ("acquired",))
    }
    offered = purchase(look(*order("quote"), context=QUEBEC, only=only).assets["L1"])
    assert {one.outcome for one in offered.following if one.act == "install"} == {Outcome.APPLIES}


@pytest.mark.parametrize(
    "text", ["16-ch NVR 2 HDD", "Rack shelf for it: see sheet", "Recorder, spare disk tray", ""]
)
def test_a_makers_part_number_is_enough_where_a_measure_covers_every_product(look: Look, text: str) -> None:
    said = (("order.document", "order"), ("order.part-number", "DS-7716NXI-K4"), ("order.text", text))
    found = look(*(("L1", trait, value) for trait, value in said if value), context=FEDERAL, only=(GOC,))
    assert found.outcome("L1", GOC, "procure") == "applies"
