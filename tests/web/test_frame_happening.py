"""Do the apps say themselves what they note, each thing once, in the words their own pages have?"""

import ast
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.module_loading import import_string

from phaseout.web import frame
from phaseout.web.estate.models import Coverage
from phaseout.web.findings.models import Step, Verdict
from phaseout.web.frame.access import NOBODY
from phaseout.web.frame.events.happening import Happening, lasting, spoken, whatever
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.events.tables import in_a_line

DECLARED: dict[str, Happening] = {
    config.label: import_string(config.happening)
    for config in apps.get_app_configs()
    if hasattr(config, "happening")
}
WEB = Path(frame.__file__).parents[1]


def texts(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_what_happens_is_said_by_one_app_alone() -> None:
    counted = Counter(id_ for one in DECLARED.values() for id_ in one.what)
    assert [id_ for id_, count in counted.items() if count > 1] == []
    assert set(whatever()) == set(counted)


@pytest.mark.parametrize("label", DECLARED)
def test_an_app_notes_all_that_it_declares(label) -> None:
    inside = (path for path in (WEB / label).rglob("*.py") if path.name != "happening.py")
    written = set().union(*map(texts, inside))
    if "finding-" in written:  # the beginning of those of the steps of a review
        written |= {f"finding-{step.value}" for step in Step}
    assert set(DECLARED[label].what) - written == set()


def test_a_word_that_two_apps_have_is_told_alike() -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for language in ("en", "fr"):
        with translation.override(language):
            for one in DECLARED.values():
                for id_, word in one.words.items():
                    told[f"{language} {id_}"].add(str(word))
    assert {id_: words for id_, words in told.items() if len(words) > 1} == {}


def test_a_value_of_a_field_is_told_alike_by_all_apps() -> None:
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in DECLARED.values():
        for name, words in one.values.items():
            for id_, word in words.items():
                told[name, id_].add(str(word))
    assert {key: words for key, words in told.items() if len(words) > 1} == {}


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "storage media: it has none"), ("fr", "supports de stockage\N{NO-BREAK SPACE}: il n’en a pas")],
)
def test_a_word_that_is_another_elsewhere_is_told_by_its_field(language, line) -> None:
    with translation.override(language):
        assert in_a_line({"media": "none"}) == line
        assert in_a_line({"package": "none"}).endswith("none")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_judgements_and_ways_are_told_in_the_words_of_their_own_pages(language) -> None:
    with translation.override(language):
        for value, label in (*Verdict.choices, *Coverage.choices[1:]):
            assert spoken()[value] == label
            assert in_a_line({"verdict": value}).endswith(str(label))


def test_what_the_ledger_does_not_keep_decides_nothing() -> None:
    """Whoever adds to these says that nobody will ever have to prove it."""
    assert set(whatever()) - lasting() == {
        "signed-in", "sign-in-failed", "second-factor-failed", "session-ended", "list-shared", "list-unshared",
        "commented", "comment-changed", "comment-withdrawn", "task-given", "task-changed", "task-closed",
        "task-opened-again",
    }  # fmt: skip


@pytest.mark.parametrize("label", DECLARED)
def test_an_app_passes_over_only_what_it_notes(label) -> None:
    assert set(DECLARED[label].passing) <= set(DECLARED[label].what)


def test_what_no_app_declares_is_not_noted(db) -> None:
    with pytest.raises(KeyError):
        noted(NOBODY, None, "unheard-of", about="x")
