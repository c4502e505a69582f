"""Answering the questions of the example survey: what is settled stays settled, and what is promised is kept."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.domain.answer import AnswersFile, AssetAnswer, SiteAnswer
from phaseout.domain.asset import Asset
from phaseout.domain.document import Header, Trailer
from phaseout.domain.facts import DATE_FACTS, MANIFOLD, Context
from phaseout.domain.question import Question, ScopeKind
from phaseout.intake.answers_file import SINGLE
from phaseout.intake.context_file import read_context
from phaseout.register.query import Register
from phaseout.report.reading import SavedDocument
from phaseout.survey import survey
from phaseout.survey.answer_words import words_to_answer, words_to_show
from phaseout.survey.asked_assets import words_waited_for
from phaseout.survey.redeciding import Redecided

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 23)
YES = frozenset({"applies", "applies-from"})
NO = frozenset({"does-not-apply", "excepted"})
CONTEXTS: Mapping[str, Context] = {
    "the example": read_context(ROOT / "examples" / "town-hall.toml", words_to_answer(Register.open())),
    "nobody in particular": Context(),
    "a municipality": Context(roles=("ca/municipality", "us/grant-subrecipient")),
}
VAGUE = frozenset({"kind", *DATE_FACTS, *MANIFOLD})
"""Facts of which a stated value may still not say enough: an alarm panel is no thing the law names."""
Outcomes = Mapping[tuple[str, str, str], str]


@cache
def register() -> Register:
    return Register.open()


@cache
def saved(who: str) -> SavedDocument:
    document = survey([str(ROOT / "examples" / "town-hall")], register(), CONTEXTS[who], DAY)
    assets = tuple(document.assets())
    return SavedDocument(header=document.header, assets=assets, trailer=document.trailer())


def outcomes(assets: tuple[Asset, ...]) -> Outcomes:
    return {(a.id, d.measure, d.act): d.outcome.value for a in assets for d in a.determinations}


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    shown = words_to_show(register(), "en")
    days = dict.fromkeys(DATE_FACTS, ("2019-01-01", "2023-12-20", "2023-12-21", "2024-05-05", "2028-01-01"))
    return {
        **{fact: tuple(some) for fact, some in shown.closed.items()},
        **days,
        "origin": ("CN", "SE"),
    }


def answers(questions: list[Question], said: list[tuple[str, ...]]) -> AnswersFile:
    roles: tuple[str, ...] = ()
    use: dict[str, tuple[str, ...]] = {}
    sites, assets = [], []
    for question, values in zip(questions, said, strict=True):
        scope, facts = question.scope, {question.fact: values}
        if question.fact == "role":
            roles = values
        elif scope.kind is ScopeKind.ORGANISATION:
            use |= facts
        elif scope.kind is ScopeKind.SITE:
            sites.append(SiteAnswer(id=scope.site or "", facts=facts))
        elif scope.match:
            match = {key: (value,) for key, value in scope.match.items()}
            assets.append(AssetAnswer(match=match, facts=facts))
        else:
            assert scope.count == len(scope.assets)
            assets += [AssetAnswer(match={"id": (one.id,)}, facts=facts) for one in scope.assets]
    return AnswersFile(
        name="a.toml", sha256="", roles=roles, use=use, sites=tuple(sites), assets=tuple(assets)
    )


def answered(who: str, file: AnswersFile) -> tuple[Header, Outcomes, Trailer]:
    document = Redecided(saved(who), register(), [file], generated=None, lang="en")
    after = outcomes(tuple(document.assets()))
    return document.header, after, document.trailer()


def some_words(fact: str) -> st.SearchStrategy[tuple[str, ...]]:
    most = 1 if fact in SINGLE or fact in DATE_FACTS else 2
    return st.lists(st.sampled_from(words()[fact]), min_size=1, max_size=most, unique=True).map(tuple)


@pytest.mark.parametrize("who", CONTEXTS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_answers_settle_what_is_open_flip_nothing_and_keep_the_promise(who: str, data: st.DataObject) -> None:
    document = saved(who)
    questions = list(document.trailer.questions)
    put = questions[: data.draw(st.integers(1, len(questions)), label="answered")]
    file = answers(put, [data.draw(some_words(question.fact), label=question.fact) for question in put])
    before = outcomes(tuple(document.assets))
    _, after, trailer = answered(who, file)
    for key, was in before.items():
        if was in YES:
            assert after[key] in YES, (key, file)
        if was == "influence-only":
            assert after[key] == was, (key, file)
        if was in NO:
            assert after[key] in NO, (key, file)
    still_open = list(after.values()).count("undetermined")
    at_most = list(before.values()).count("undetermined") - sum(question.surely for question in put)
    assert still_open <= at_most
    assert trailer.answers_outcome.unmatched == ()
    # What was answered is known, so it is not asked again of the same place, unless the answer was vague.
    known = {question.id for question in put if question.fact not in VAGUE}
    assert not known & {question.id for question in trailer.questions}


@pytest.mark.parametrize(("word", "settles"), [("not-ear-subject", True), ("divestment", False)])
def test_a_question_that_needs_no_other_settles_what_the_document_promises(
    word: str, *, settles: bool
) -> None:
    """The word that is asked for settles all of it and at times more; one of another matter settles nothing."""
    document = saved("the example")
    waited = words_waited_for(document)
    alone = [
        q
        for q in document.trailer.questions
        if q.fact == "item" and q.settles == q.helps and waited[q.id] == {"not-ear-subject"}
    ]
    assert len(alone) > 5
    assert not any(q.surely for q in alone), "nobody knows of which matter an answer will speak"
    before = list(outcomes(tuple(document.assets)).values()).count("undetermined")
    for rank in range(1, len(alone) + 1):
        put = alone[:rank]
        _, after, _ = answered("the example", answers(put, [(word,)] * rank))
        still_open = list(after.values()).count("undetermined")
        if settles:
            assert still_open <= before - sum(q.settles for q in put), rank
        else:
            assert still_open == before, rank
