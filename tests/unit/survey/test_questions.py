"""Is each question put once where its answer would be stated, and does it settle what it says?"""

import tracemalloc
from collections.abc import Callable

import pytest

from phaseout.domain.claim import Claim, Grade, Identification
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.facts import Context, SiteRule
from phaseout.domain.question import AskedAsset, Question, ScopeKind
from phaseout.domain.truth import Reason, Truth
from phaseout.register.query import Register
from phaseout.report.language import Language
from phaseout.report.question_words import question_text
from phaseout.survey.answering import Ruled
from phaseout.survey.questions import LISTED, Asking

from .conftest import DAY, HIKVISION, Look

SUBSIDY, ENTITIES, GOC = "us/fcc-covered-list-subsidy", "us/bis-entity-list", "ca/goc-hikvision-prohibition"
MANY = 100_000
AT = Context(roles=("us/subsidy-recipient",))


def open_answer(*questions: str) -> Determination:
    return Determination(
        measure="m", act="use", outcome=Outcome.UNDETERMINED, checked_through=DAY, questions=questions,
        reason=Reason(code="fact.not-stated", truth=Truth.UNKNOWN, fact=questions[0]),
    )  # fmt: skip


def identified(**values: str) -> Identification:
    claims = {name: Claim(value=value, grade=Grade.STRONG) for name, value in values.items()}
    return Identification(**claims)


def ruled(*answers: Determination) -> Ruled:
    return Ruled(answers, Outcome.UNDETERMINED)


@pytest.fixture
def ask(register: Register) -> Callable[[Asking], tuple[Question, ...]]:
    return lambda asking: asking.questions(register.vocabulary, "en")


def named(name: str) -> Callable[[], AskedAsset]:
    return lambda: AskedAsset(id=f"a-{name}", name=name)


def test_a_fact_of_the_site_is_asked_once_for_each_site(
    ask: Callable[[Asking], tuple[Question, ...]],
) -> None:
    asking, camera, purpose = Asking(has_sites=True), identified(maker="dahua"), ruled(open_answer("purpose"))
    for number in range(41):
        asking.count("city-hall", camera, purpose, named(f"c{number}"))
    asking.count("depot", camera, purpose, named("d"))
    asking.count(None, camera, purpose, named("n"))
    found = [(q.scope.kind, q.scope.site, q.settles, q.surely, q.scope.count) for q in ask(asking)]
    assert found == [
        (ScopeKind.SITE, "city-hall", 41, 41, 41), (ScopeKind.SITE, "", 1, 1, 1), (ScopeKind.SITE, "depot", 1, 1, 1)
    ]  # fmt: skip
    assert all(question.scope.assets == () for question in ask(asking)), "a site is not asked thing by thing"


def test_without_any_site_it_is_asked_once_for_all(ask: Callable[[Asking], tuple[Question, ...]]) -> None:
    asking = Asking(has_sites=False)
    for number in range(3):
        asking.count(None, identified(maker="dahua"), ruled(open_answer("purpose")), named(str(number)))
    (question,) = ask(asking)
    assert (question.scope.kind, question.settles) == (ScopeKind.ORGANISATION, 3)


def test_the_role_is_the_organisations_wherever_the_things_stand(
    ask: Callable[[Asking], tuple[Question, ...]],
) -> None:
    asking = Asking(has_sites=True)
    for site in ("city-hall", "depot"):
        asking.count(site, identified(maker="dahua"), ruled(open_answer("role")), named(site))
    (question,) = ask(asking)
    assert (question.scope.kind, question.settles, question.helps) == (ScopeKind.ORGANISATION, 2, 2)


def test_what_is_of_the_model_is_asked_once_for_the_model_and_what_was_bought_once_a_site(
    ask: Callable[[Asking], tuple[Question, ...]],
) -> None:
    asking, both = Asking(has_sites=True), ruled(open_answer("maker"), open_answer("acquired"))
    for site, model in (("city-hall", "DVR8-1550"), ("city-hall", "dvr8-1550"), ("depot", "DVR8-1550")):
        asking.count(site, identified(brand="swann", model=model), both, named(f"{site} {model}"))
    maker, *acquired = ask(asking)
    assert (maker.fact, maker.scope.match, maker.scope.count) == (
        "maker",
        {"model": "DVR8-1550", "brand": "swann"},
        3,
    )
    assert [one.name for one in maker.scope.assets] == [
        "city-hall DVR8-1550",
        "city-hall dvr8-1550",
        "depot DVR8-1550",
    ]
    assert {(q.fact, q.scope.match["site"], q.scope.count) for q in acquired} == {
        ("acquired", "city-hall", 2), ("acquired", "depot", 1)
    }  # fmt: skip


def test_a_thing_is_not_listed_under_a_question_that_is_not_asked_of_it(
    ask: Callable[[Asking], tuple[Question, ...]],
) -> None:
    asking, camera = Asking(has_sites=False), identified(brand="swann", model="X1")
    asking.count(None, camera, ruled(open_answer("maker"), open_answer("acquired")), named("unknown age"))
    asking.count(None, camera, ruled(open_answer("maker")), named("known age"))
    acquired = next(q for q in ask(asking) if q.fact == "acquired")
    assert [one.name for one in acquired.scope.assets] == ["unknown age"]


def test_things_that_nothing_says_are_alike_are_listed_and_answered_one_by_one(
    ask: Callable[[Asking], tuple[Question, ...]],
) -> None:
    asking = Asking(has_sites=True)
    for number in range(LISTED + 5):
        asking.count("depot", Identification(), ruled(open_answer("maker")), named(f"h{number}"))
    asking.count("depot", identified(brand="swann", model="X1"), ruled(open_answer("maker")), named("swann"))
    each, together = ask(asking)
    assert (each.scope.is_each, each.scope.match, each.scope.count) == (True, {}, LISTED + 5)
    assert [one.name for one in each.scope.assets] == [f"h{number}" for number in range(LISTED)]
    assert (together.scope.is_each, together.scope.count) == (False, 1)


def test_one_answer_for_all_comes_before_one_for_each(ask: Callable[[Asking], tuple[Question, ...]]) -> None:
    asking = Asking(has_sites=True)
    for number in range(9):
        asking.count("depot", Identification(), ruled(open_answer("maker")), named(f"h{number}"))
    for number in range(2):
        asking.count("depot", identified(model="X1"), ruled(open_answer("maker")), named(f"x{number}"))
    assert [question.scope.is_each for question in ask(asking)] == [False, True]


def test_an_id_stays_the_same_while_the_question_does(ask: Callable[[Asking], tuple[Question, ...]]) -> None:
    ids = []
    for extra in (0, 3):
        asking = Asking(has_sites=True)
        asking.count("depot", identified(brand="swann", model="X1"), ruled(open_answer("maker")), named("a"))
        for number in range(extra):
            asking.count(f"s{number}", Identification(), ruled(open_answer("purpose")), named("b"))
        ids.append(next(q.id for q in ask(asking) if q.fact == "maker"))
    assert ids[0] == ids[1]


def test_very_many_things_leave_a_handful_of_questions_and_no_trace_of_each(
    ask: Callable[[Asking], tuple[Question, ...]],
) -> None:
    asking, called = Asking(has_sites=True), 0
    answers, camera = ruled(open_answer("purpose", "maker")), identified(maker="dahua")

    def name() -> AskedAsset:
        nonlocal called
        called += 1
        return AskedAsset(id="a", name="n")

    tracemalloc.start()
    for number in range(MANY):
        asking.count(f"site {number % 4}", camera, answers, name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    questions = ask(asking)
    assert len(questions) == 8
    assert sum(question.settles for question in questions) == MANY
    assert called == 4 * LISTED
    assert peak < 200_000


def test_a_survey_promises_what_is_settled_and_what_only_may_be(look: Look) -> None:
    found = look(
        ("cam", "mac", HIKVISION.format(1), "depot"),
        ("host", "ip", "10.0.0.1", "depot"),
        only=(GOC, ENTITIES),
    )
    by_fact = {(q.fact, q.scope.assets[0].name): q for q in found.trailer.questions}
    item = by_fact["item", "cam"]
    assert (item.settles, item.surely, item.asked_of) == (
        2,
        0,
        "the supplier that the order or invoice names",
    )
    assert by_fact["maker", "host"].surely == 0, (
        "it may turn out to be a maker on whose brand the text is silent"
    )
    ranks = [question.rank for question in found.trailer.questions]
    assert ranks == list(range(1, len(ranks) + 1))
    assert sum(q.settles for q in found.trailer.questions) == found.undetermined


def test_a_site_without_context_is_known_from_the_lines(look: Look) -> None:
    lines = (("cam", "mac", HIKVISION.format(1), "depot"), ("b", "mac", HIKVISION.format(2), "hall"))
    found = look(*lines, context=AT, only=(SUBSIDY,))
    assert {q.scope.site for q in found.trailer.questions if q.fact == "purpose"} <= {"depot", "hall"}


def test_a_site_the_context_states_is_not_asked(look: Look) -> None:
    stated = SiteRule(
        id="depot", facts={"purpose": ("other",), "funding": ("own",), "network": ("enterprise",)}
    )
    context = Context(roles=("us/grant-recipient",), sites=(stated,))
    lines = (("cam", "mac", HIKVISION.format(1), "depot"), ("b", "mac", HIKVISION.format(2), "hall"))
    asked = {(q.fact, q.scope.site) for q in look(*lines, context=context).trailer.questions}
    assert ("purpose", "depot") not in asked
    assert ("purpose", "hall") in asked


def test_of_a_fact_of_several_matters_only_those_waited_for_are_asked(look: Look) -> None:
    context = Context(roles=("us/exporter",))
    document = look(("cam", "mac", HIKVISION.format(1), "hall"), context=context, only=(ENTITIES,)).trailer
    (question,) = [one for one in document.questions if one.fact == "item"]
    assert question.aspects == ("export-rules",)
    assert question.text == "Is it subject to the US export rules (Export Administration Regulations)?"
    french = Language("fr", document.labels)
    assert question_text(question, french).startswith("Est-il assujetti aux règles d’exportation")
    assert french.matters("item", ("not-ear-subject",)) == "si les règles d’exportation américaines le visent"
    assert Language("en").matters("item", ("not-ear-subject",)) == "legal character of the article"
