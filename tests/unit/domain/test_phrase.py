"""Are phrases found whatever the script, and nothing that only contains one?"""

import pytest

from phaseout.domain.folding import fold
from phaseout.domain.phrase import Phrases
from phaseout.domain.typing_error import is_one_error_off


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("équivalent à", "EQUIVALENT A Hikvision"),
        ("remplacement d", "remplacement d’une caméra"),
        ("in replacement of", "in-replacement-of"),
        ("сумісн* з", "Камера сумісна з реєстратором"),
        ("支架", "海康威视摄像机支架"),
        ("non", "ＮＯＮ-Hikvision"),
    ],
)
def test_a_phrase_is_found_as_people_write_it(phrase: str, text: str) -> None:
    assert Phrases([(phrase, 1)]).catches(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("non", "canon"), ("ex", "flex, extra"), ("на", "нам"), ("part no", "part, number"), ("was", "washer")],
)
def test_a_phrase_is_not_found_within_a_word(phrase: str, text: str) -> None:
    assert not Phrases([(phrase, 1)]).catches(text)


def test_the_longest_phrase_at_a_place_hides_those_within_it() -> None:
    phrases = Phrases([("power supply", "part"), ("supply of", "cue"), ("power", "word")])
    assert [found.value for found in phrases.find("power supply of steel")] == ["part"]


def test_a_folded_text_leads_back_to_the_places_of_the_original() -> None:
    text = "e\u0301\u200b ﬁre ＤＳ"
    folded = fold(text)
    start = folded.text.index("ds")
    first, last = folded.span(start, start + 2)
    assert text[first:last] == "ＤＳ"


@pytest.mark.parametrize(
    "word", ["hikvison", "hikivision", "hikvsiion", "hikvision1", "aikvision", "hikvisio"]
)
def test_one_error_is_one_letter_wrong_missing_too_many_or_two_swapped(word: str) -> None:
    assert is_one_error_off(word, "hikvision")


@pytest.mark.parametrize("word", ["hikvision", "hikivison", "hikvis", "vision", "hikvisoin1"])
def test_no_error_and_two_errors_are_not_one(word: str) -> None:
    assert not is_one_error_off(word, "hikvision")
