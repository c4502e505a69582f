"""The words of the papers: both languages, numbers that agree, spaces that hold."""

import re

import pytest
from click.testing import CliRunner

from phaseout.artefact import ARTEFACTS
from phaseout.artefact.particulars import KEYS
from phaseout.artefact.words import WORDS, Words, spaced
from phaseout.cli.artefact import command

SAME = {"inquiry.source", "inquiry.observations", "question.question", "question.institution",
        "question.site", "column.site"}  # fmt: skip
"""Words that are the same in both languages."""
EVERY = {
    **WORDS,
    **{f"title of {one.name}": one.title for one in ARTEFACTS},
    **{f"particular {key}": text for key, text in KEYS.items()},
}


@pytest.mark.parametrize("key", sorted(EVERY))
def test_every_word_has_its_french(key: str) -> None:
    text = EVERY[key]
    assert text.fr
    assert (text.fr == text.en) is (key in SAME)
    places = [sorted(set(re.findall(r"\{(\d)", one))) for one in (text.en, text.fr)]
    assert places[0] == places[1]


@pytest.mark.parametrize("key", sorted(EVERY))
def test_french_punctuation_stands_with_its_word(key: str) -> None:
    assert not re.search("(?<!\u00a0)[»]| :|« ", EVERY[key].in_language("fr"))
    assert not re.search(r"[^\s\d]:(\s|$)", EVERY[key].in_language("fr").replace("\u00a0:", ""))


@pytest.mark.parametrize(
    ("lang", "counts", "said"),
    [
        ("en", (1, 0, 2), "1 part of a source unread, 0 sources not examined, 2 things not identified"),
        ("en", (1200, 1, 1), "1,200 parts of sources unread, 1 source not examined, 1 thing not identified"),
        ("fr", (0, 1, 2), "0 partie de source non lue, 1 source non examinée, 2 choses non identifiées"),
    ],
)
def test_a_number_agrees_with_what_it_counts(lang: str, counts: tuple[int, ...], said: str) -> None:
    assert said in Words(lang, "inquiry")("gaps", *counts)


def test_spaces_of_french_do_not_break_and_english_is_left() -> None:
    assert spaced("a : « b »", "fr") == "a\u00a0: «\u00a0b\u00a0»"
    assert spaced("a : b", "en") == "a : b"


def test_the_list_is_in_the_language_asked_for() -> None:
    said = {lang: CliRunner().invoke(command, ["list", "--lang", lang]).output for lang in ("en", "fr")}
    for lang, output in said.items():
        assert all(artefact.title.in_language(lang) in output for artefact in ARTEFACTS)
        assert all(about.in_language(lang) in output for about in KEYS.values())
    assert "all optional" not in said["fr"]
    assert "toutes facultatives" in said["fr"]
