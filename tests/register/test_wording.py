"""Are the examples of the wording read as its entries say?"""

from functools import cache
from pathlib import Path

import pytest

from phaseout.domain.wording import Stance, Task
from phaseout.identify.mentions import Reader
from phaseout.knowledge import rules_of
from phaseout.register.loading import load
from phaseout.register.query import Register

FILES = load(Path(__file__).parents[2] / "register")


@cache
def reader() -> Reader:
    return Reader(rules_of(Register.open()))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param(text, entry.shape.stance, id=entry.shape.id)
        for entry in FILES.cues
        for text in entry.shape.examples
        if "hikvision" in text.lower() or "海康威视" in text
    ],
)
def test_a_cue_gives_the_name_in_its_examples_its_stance(text: str, stance: Stance) -> None:
    stances = {m.stance for m in reader().read([text])[0].mentions if m.brand == "hikvision"}
    assert stances == {stance}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(text, entry.shape.kind, id=entry.shape.id)
        for entry in FILES.articles
        if entry.shape.task is not Task.RENTAL
        for text in entry.shape.examples
    ],
)
def test_a_line_with_the_words_of_an_article_buys_it(text: str, kind: str) -> None:
    reading = reader().read([text])[0]
    assert reading.article is not None
    assert reading.article.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=entry.shape.id)
        for entry in FILES.articles
        if entry.shape.task is Task.RENTAL
        for text in entry.shape.examples
    ],
)
def test_what_a_line_rents_comes_like_what_is_bought(text: str) -> None:
    (reading,) = reader().read([text])
    assert reading.article is not None
    assert reading.article.kind != "service"
    assert {mention.stance for mention in reading.mentions} == {Stance.BOUGHT}


def test_every_lookalike_is_nobodys_name() -> None:
    texts = [text for entry in FILES.lookalikes for text in entry.shape.examples if "camera" not in text]
    assert [text for text, found in zip(texts, reader().read(texts), strict=True) if found.mentions] == []


def test_every_example_of_a_spelling_names_its_brand() -> None:
    for entry in FILES.spellings:
        for text in entry.shape.examples:
            brands = {mention.brand for mention in reader().read([text])[0].mentions}
            assert entry.shape.brand in brands, (entry.shape.id, text)
