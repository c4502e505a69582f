"""Does a line tell the buyer what binds the buyer, and ask each question of whoever can know?"""

import pytest

from phaseout.domain.facts import Context
from phaseout.report.buyers_line import BuyersLine, buyers_line, quotes
from phaseout.report.buyers_questions import asks, own_questions
from phaseout.report.buyers_verdict import verdict, why
from phaseout.report.language import Language

from .conftest import DAY, Line, Look

UK = Context(roles=("uk/contracting-authority",))
CONTRACTOR = Context(roles=("us/federal-contractor",), use={"purpose": ("government-facility-security",)})
AGENCY = Context(roles=("us/federal-agency",))


def line_of(look: Look, text: str, context: Context, document: str = "quote") -> BuyersLine:
    said: tuple[Line, ...] = (("L1", "order.document", document), ("L1", "order.text", text))
    found = buyers_line(look(*said, context=context).assets["L1"], DAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "words", "to_seller"),
    [
        (
            *("en", "answer a question of your own first"),
            "Nothing: what is open here is yours to answer or your counsel’s, not the seller’s.",
        ),
        (
            *("fr", "répondre d’abord à une question qui vous revient"),
            "Rien\u00a0: ce qui reste ouvert ici, c’est à vous ou à votre conseiller juridique d’y répondre, non au vendeur.",
        ),
    ],
)
def test_where_only_the_buyer_can_know_the_seller_is_asked_nothing(
    look: Look, code: str, words: str, to_seller: str
) -> None:
    line = line_of(look, "Axis P3245-V camera", UK)
    language = Language(code)
    assert verdict(line, language) == words
    assert asks(line, language) == (to_seller,)
    assert len(own_questions(line, language)) == 1


def test_what_the_seller_knows_too_is_asked_of_the_seller(look: Look) -> None:
    line = line_of(look, "camera for Hikvision system", AGENCY)
    assert verdict(line, Language("en")) == "ask before buying"
    assert "Nothing: what is open here is yours to answer or your counsel’s, not the seller’s." not in asks(
        line, Language("en")
    )


def test_what_was_bought_is_not_to_be_answered_first(look: Look) -> None:
    line = line_of(look, "Axis P3245-V camera", UK, document="invoice")
    assert verdict(line, Language("en")) != "answer a question of your own first"


@pytest.mark.parametrize(
    ("code", "begins"), [("en", "A contractor does not use"), ("fr", "Un entrepreneur n’")]
)
def test_a_contractor_is_told_first_that_it_may_not_use_it(look: Look, code: str, begins: str) -> None:
    line = line_of(look, "Huawei S5735 network switch", CONTRACTOR)
    assert why(line, Language(code)).startswith(begins)
    assert [one.id for one in line.clauses] == ["use", "supplier"]


def test_an_agency_is_quoted_no_clause_that_binds_contractors(look: Look) -> None:
    line = line_of(look, "Remote monitoring of Hikvision cameras", AGENCY)
    assert {(one.measure, one.id) for one in line.clauses} == {
        ("us/ndaa-889-a1a", "agency"),
        ("us/ndaa-889-a1b", "contracting"),
    }


@pytest.mark.parametrize("text", ["Remote monitoring of Axis cameras", "Huawei camera", "Axis camera"])
def test_a_clause_that_does_not_bind_who_asks_is_not_quoted(look: Look, text: str) -> None:
    shown = quotes(line_of(look, text, AGENCY), Language("en"))
    assert not any("A contractor" in one for one in shown)
