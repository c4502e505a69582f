import re
from pathlib import Path

import pytest
import yaml

from phaseout import cli, report
from phaseout.collected.judging import Code, Standing
from phaseout.decide.exposure import Verdict
from phaseout.domain.alarm import Urgency
from phaseout.domain.answer import Ground, Winner
from phaseout.domain.answerable import Answer, Bar
from phaseout.domain.claim import Dimension, Grade
from phaseout.domain.determination import Lever, Outcome
from phaseout.domain.measure import Duty, RelationTest
from phaseout.domain.obligation import Deliverable, Unit
from phaseout.domain.part import ComponentTest, PartKind
from phaseout.domain.party import DependencyKind, InterestKind
from phaseout.domain.timeline import State
from phaseout.domain.trait import Basis
from phaseout.domain.truth import Truth
from phaseout.identify.suppliers.comparison import Tier
from phaseout.identify.suppliers.difference import Difference
from phaseout.report.csv_rows import COLUMNS
from phaseout.report.hard_page import SECTIONS
from phaseout.report.language import Language
from phaseout.report.messages import MESSAGES
from phaseout.report.terms import TERMS

ROOM = Path(report.__file__).parent
COMMANDS = Path(cli.__file__).parent
REGISTER = Path(__file__).parents[3] / "register" / "vocabulary"
SOURCE = "\n".join(
    path.read_text() for path in (*ROOM.glob("*.py"), *ROOM.glob("templates/*.j2"), *COMMANDS.glob("*.py"))
)
ASKED = set(re.findall(r"""(?:text|count)\(\s*["']([a-z][a-z.-]*)["'][,)]""", SOURCE))
BUILT = (
    "hard.7.",
    "unit.", "column.", "csv.", "sheet.", "figure.", "group.", "grade.", "answers.ground.", "answers.holds.",
    "answers.in.", "exposure.", "further.", "shown.bar.", "models.strength.", "vulnerability.", "vulnerabilities.",
    "supplier.", "contradiction.", "makers.", "explain.code-", "plan.", "look.recorder.", "bundle.",
)  # fmt: skip
"""Families whose keys are put together from a word at run time."""


@pytest.mark.parametrize("key", sorted(ASKED))
def test_every_message_that_is_asked_for_exists(key: str) -> None:
    assert key in MESSAGES


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_every_message_is_said_in_both_languages_with_the_same_places(key: str) -> None:
    text = MESSAGES[key]
    assert text.en.strip()
    assert text.fr
    assert text.fr.strip()
    for language in (text.en, text.fr):
        forms = language.split("|")
        assert len({tuple(re.findall(r"\{\d\}", form)) for form in forms}) == 1, (
            "each form fills the same places"
        )
    assert set(re.findall(r"\{\d\}", text.en)) == set(re.findall(r"\{\d\}", text.fr))


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_every_message_is_used(key: str) -> None:
    assert key in ASKED or key.startswith(BUILT) or f'"{key}"' in SOURCE or f"'{key}'" in SOURCE


def test_every_built_family_is_whole() -> None:
    built = re.findall(r"""columns?.*?\[([^\]]*)\]|\(("[a-z-]+"), \d+\)""", SOURCE)
    columns = {name for pair in built for part in pair for name in re.findall('"([a-z-]+)"', part)}
    assert len(columns) > 20
    wanted = {f"column.{name}" for name in columns}
    wanted |= {f"csv.{column}" for column in COLUMNS}
    wanted |= {f"grade.{grade.value}" for grade in Grade}
    wanted |= {f"{kind}.{o.value}" for kind in ("group", "figure") for o in Outcome if o.is_open}
    wanted |= {f"answers.ground.{ground.value}" for ground in Ground}
    wanted |= {f"answers.holds.{winner.value}" for winner in Winner}
    wanted |= {f"bundle.{code.value}" for code in Code}
    wanted |= {f"bundle.standing.{standing.value}" for standing in Standing}
    wanted |= {f"unit.{unit.value}" for unit in Unit}
    wanted |= {f"exposure.{verdict.value}" for verdict in Verdict}
    wanted |= {f"hard.{number}" for number in SECTIONS}
    wanted |= {f"shown.bar.{bar.value}" for bar in Bar}
    wanted |= {f"supplier.{difference.value}" for difference in Difference}
    wanted |= {f"supplier.tier.{tier.value}" for tier in Tier if tier is not Tier.NONE}
    assert wanted <= set(MESSAGES)


@pytest.mark.parametrize(
    "key",
    [
        f"{kind}/{word.value}"
        for kind, words in (
            ("outcome", Outcome), ("grade", Grade), ("basis", Basis), ("dimension", Dimension), ("truth", Truth),
            ("duty", Duty), ("lever", Lever), ("part", PartKind), ("component-test", ComponentTest),
            ("urgency", Urgency), ("state", State), ("deliverable", Deliverable), ("relation", RelationTest),
            ("interest", InterestKind), ("dependency", DependencyKind), ("answer", Truth), ("shown", Answer), ("bar", Bar),
        )
        for word in words
    ],
)  # fmt: skip
def test_every_closed_word_is_said_in_both_languages(key: str) -> None:
    assert TERMS[key].en
    assert TERMS[key].fr


@pytest.mark.parametrize(("kind", "file"), [("kind", "kinds"), ("act", "acts")])
def test_the_words_of_the_register_are_known_before_a_document_names_them(kind: str, file: str) -> None:
    words = yaml.safe_load((REGISTER / f"{file}.yaml").read_text())
    assert {f"{kind}/{word['id']}" for word in words} == {key for key in TERMS if key.startswith(f"{kind}/")}


@pytest.mark.parametrize(
    ("lang", "number", "said"),
    [
        ("en", 0, "0 sources"), ("en", 1, "1 source"), ("en", 1204, "1,204 sources"),
        ("fr", 0, "0 source"), ("fr", 1, "1 source"), ("fr", 1204, "1\u202f204 sources"),
    ],
)  # fmt: skip
def test_a_number_takes_the_form_its_language_gives_it(lang: str, number: int, said: str) -> None:
    assert Language(lang).count("examined.sources", number) == said


def test_a_word_nobody_translated_is_shown_as_it_is() -> None:
    assert Language("fr").term("kind", "garden-gnome") == "garden gnome"
