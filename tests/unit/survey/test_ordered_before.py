"""Is an order taken for what it is, where the law turns on when the thing came?"""

from datetime import date

import pytest

from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.report.buyers_line import BuyersLine, buyers_line
from phaseout.report.buyers_questions import asks
from phaseout.report.buyers_verdict import verdict
from phaseout.report.language import Language
from phaseout.survey.buying import acquisition_days

from .conftest import DAY, Line, Look

QUEBEC = Context(roles=("ca/qc-public-body",))
QC = "ca-qc/hikvision-dahua-order"


def lines(document: str, day: str, *more: tuple[str, str]) -> tuple[Line, ...]:
    said = (
        *(("order.document", document), ("order.text", "Hikvision DS-2CD2143G2-I dome camera")),
        *(("order.date", day), *more),
    )
    return tuple(("L1", trait, value) for trait, value in said)


def of_use(asset: Asset) -> tuple[Outcome, tuple[str, ...]]:
    answer = next(one for one in asset.every_answer if (one.measure, one.act) == (QC, "use"))
    return answer.outcome, answer.questions


def line_of(look: Look, document: str, day: str) -> BuyersLine:
    found = buyers_line(look(*lines(document, day), context=QUEBEC).assets["L1"], DAY)
    assert found is not None
    return found


@pytest.mark.parametrize("day", ["2023-07-01", "2023-12-20", "2023-12-21", "2023-12"])
def test_an_order_shortly_before_a_turn_on_acquisition_asks_when_the_thing_came(look: Look, day: str) -> None:
    asset = look(*lines("order", day), context=QUEBEC).assets["L1"]
    assert of_use(asset) == (Outcome.UNDETERMINED, ("acquired",))


@pytest.mark.parametrize(
    ("came", "outcome", "duty"),
    [("2023-12-21", Outcome.APPLIES, "risk-assess"), ("2024-01-15", Outcome.APPLIES, "prohibit")],
)
def test_the_day_on_which_it_came_settles_an_order(
    look: Look, came: str, outcome: Outcome, duty: str
) -> None:
    asset = look(*lines("order", "2023-12-20", ("asset.acquired", came)), context=QUEBEC).assets["L1"]
    answer = next(one for one in asset.every_answer if (one.measure, one.act) == (QC, "use"))
    assert (answer.outcome, answer.duty) == (outcome, duty)


@pytest.mark.parametrize(("document", "day"), [("order", "2023-05-01"), ("invoice", "2023-12-20")])
@pytest.mark.parametrize(("code", "words"), [("en", "risk to be assessed"), ("fr", "risque à évaluer")])
def test_a_duty_to_assess_is_said_alike_of_an_order_and_of_an_invoice(
    look: Look, document: str, day: str, code: str, words: str
) -> None:
    line = line_of(look, document, day)
    assert verdict(line, Language(code)) == words
    assert asks(line, Language(code)) == ()


def test_a_new_order_is_still_barred_by_what_one_may_not_do_with_it(look: Look) -> None:
    line = line_of(look, "order", "2026-03-01")
    assert verdict(line, Language("en")).startswith("do not buy what you may not have or use")
    assert asks(line, Language("en")) == (
        "Offer a product of another maker, and name that maker in writing.",
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "bought then; whether one may have it is not known: see whether it is still in use"),
        (
            "fr",
            "acheté à l’époque; on ne sait pas si la possession est permise\u00a0: voyez s’il sert encore",
        ),
    ],
)
def test_what_was_bought_is_not_asked_about_before_buying(look: Look, code: str, words: str) -> None:
    assert verdict(line_of(look, "invoice", "2023-12"), Language(code)) == words


def test_the_days_on_which_a_measure_turns_on_acquisition_are_those_of_its_conditions(
    register: Register,
) -> None:
    assert acquisition_days(register.measures[QC]) == {date(2023, 12, 22)}
