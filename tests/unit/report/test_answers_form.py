"""Can the file of answers be filled in by taking signs away, and does it say all that one must know?"""

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.domain.document import Header, RegisterStamp
from phaseout.domain.question import AskedAsset, Question, Scope, ScopeKind
from phaseout.intake.answers_file import read_answers
from phaseout.report.answers_form import Form, Vocabulary
from phaseout.report.language import Language
from phaseout.report.toml_text import toml_text

MATTERS = {
    "not-ear-subject": "export", "toy": "drone", "ear-subject": "export", "no-toy": "drone", "loan": "money",
}  # fmt: skip
VOCABULARY = Vocabulary(
    closed={
        "role": {f"r/{number}": f"Role {number}" for number in range(30)},
        "purpose": {"public-safety": "Public safety", "other": "Another purpose"},
        "kind": {"camera": "Camera"},
        "owner": {"self": "You"},
        "item": {word: f"It is {word}" for word in MATTERS},
        "maker": {f"maker-{number}": f"Maker {number}" for number in range(30)},
    },
    aspects={("item", word): matter for word, matter in MATTERS.items()},
    single=frozenset({"maker", "kind"}),
    dates=frozenset({"acquired"}),
)
THINGS = tuple(AskedAsset(id=f"a-{number}", name=f"10.0.0.{number}") for number in range(3))
HEADER = Header(
    engine="0.1.0", register=RegisterStamp(edition="2026.11.23", digest="x"), as_of="2026-11-23", generated=None,
    sources=(), context={"sites": {"depot": {"name": "Depot"}}},
)  # fmt: skip


def question(rank: int, fact: str, scope: Scope, *, settles: int = 4, surely: int = 4) -> Question:
    return Question(
        fact=fact, asked_of="somebody", settles=settles, surely=surely, helps=9, text=f"What of {fact}?",
        id=f"q-{rank}", rank=rank, scope=scope,
    )  # fmt: skip


QUESTIONS = (
    question(1, "purpose", Scope(kind=ScopeKind.SITE, site="depot", count=3)),
    question(2, "role", Scope()),
    question(3, "maker", Scope(kind=ScopeKind.ASSETS, site="depot", assets=THINGS[:2], count=5), surely=1),
    question(
        4,
        "kind",
        Scope(kind=ScopeKind.ASSETS, match={"model": 'X "1"', "brand": "annke"}, count=2),
        settles=0,
    ),
    question(5, "acquired", Scope(kind=ScopeKind.ASSETS, match={"model": "X2"}, count=1, assets=THINGS[:1])),
    question(6, "purpose", Scope(kind=ScopeKind.SITE, site="", count=1)),
    question(7, "item", Scope(kind=ScopeKind.ASSETS, match={"model": "X2"}, count=1)),
    question(8, "owner", Scope()),
)


def form(*questions: Question, lang: str = "en") -> str:
    made = Form(
        name="doc.json", header=HEADER, questions=questions or QUESTIONS, things={"q-3": THINGS},
        waited_for={"q-7": frozenset({"not-ear-subject", "toy"})},
        vocabulary=VOCABULARY, language=Language(lang),
    )  # fmt: skip
    return "\n".join(made.lines()) + "\n"


def filled_in(text: str) -> str:
    """Take every single sign away, and put a word where none is."""
    text = re.sub(r"^# ", "", text, flags=re.MULTILINE)
    for fact, value in (
        ("roles", '["r/7"]'), ("purpose", '["other"]'), ("maker", '"maker-3"'), ("kind", '"camera"'),
        ("acquired", '"2024"'), ("item", '["not-ear-subject"]'), ("owner", '["self"]'), ("answered_by", '"Jane"'),
    ):  # fmt: skip
        text = re.sub(rf'^{fact} = (?:\[\]|"")', f"{fact} = {value}", text, flags=re.MULTILINE)
    return text


WORDS = {f: {w: w for w in words} for f, words in VOCABULARY.closed.items()}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_form_nobody_touched_answers_nothing(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(form(lang=lang), encoding="utf-8")
    assert not any(tomllib.loads(form(lang=lang)).values())
    said = read_answers(path, WORDS)
    assert (said.roles, said.use, said.sites, said.assets, said.answered_by) == ((), {}, (), (), None)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_form_filled_in_by_taking_signs_away_answers_every_question(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(filled_in(form(lang=lang)), encoding="utf-8")
    said = read_answers(path, WORDS)
    assert (said.answered_by, said.on, said.roles, said.use) == (
        "Jane",
        "2026-11-23",
        ("r/7",),
        {"owner": ("self",)},
    )
    assert [(site.id, site.facts) for site in said.sites] == [
        ("depot", {"purpose": ("other",)}), ("", {"purpose": ("other",)})
    ]  # fmt: skip
    assert [(asset.match, asset.facts) for asset in said.assets] == [
        *(({"id": (thing.id,)}, {"maker": ("maker-3",)}) for thing in THINGS),
        ({"model": ('X "1"',), "brand": ("annke",)}, {"kind": ("camera",)}),
        ({"model": ("X2",)}, {"acquired": ("2024",)}),
        ({"model": ("X2",)}, {"item": ("not-ear-subject",)}),
    ]


def test_each_question_says_whom_to_ask_what_it_settles_and_what_may_be_answered() -> None:
    said = " ".join(line.removeprefix("##").strip() for line in form().splitlines())
    for part in (
        "1. What of purpose? – Depot Usually known to: somebody. It settles 4 answers.",
        "One or more of: public-safety (Public safety); other (Another purpose)",
        "It may settle 4 answers (1 of them whatever the answer).",
        "needed together with others for 9 answers",
        "The words are listed at the end under maker.",
        "Words for maker maker-0 (Maker 0); maker-1 (Maker 1)",
        "A day, a month or a year",
        "leave out the groups of which you know nothing: not-ear-subject – It is not-ear-subject",
        "ear-subject – It is ear-subject toy – It is toy no-toy – It is no-toy",
        "… and 2 more things, each answered in the same way",
        "what belongs to no site",
    ):
        assert part in " ".join(said.split()), part
    assert "loan" not in said, "no answer waits for it"


def test_the_ranks_are_those_of_the_questions_and_tables_that_stand_once_come_first() -> None:
    ranks = [int(found) for found in re.findall(r"^## (\d+)\.", form(), flags=re.MULTILINE)]
    assert ranks == [2, 8, 1, 3, 4, 5, 6, 7]


@given(st.text(st.characters(), max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_name_of_a_device_survives_the_form_or_is_answered_by_its_id(name: str) -> None:
    scope = Scope(
        kind=ScopeKind.ASSETS, match={"model": name}, count=1, assets=(AskedAsset(id="a-1", name=name),)
    )
    text = filled_in(form(question(1, "maker", scope)))
    (asset,) = tomllib.loads(text)["asset"]
    assert asset["match"] == ({"id": "a-1"} if toml_text(name) is None else {"model": name})
    assert not [char for char in text if char != "\n" and category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


def test_every_line_is_a_comment_a_table_or_to_be_filled_in(scenario: ModuleType) -> None:
    questions = tuple(replace(one, fact="maker") for one in scenario.TRAILER.questions)
    assert {line[:2] for line in form(*questions).splitlines()} <= {"##", "# ", "", "[o", "[u"}
