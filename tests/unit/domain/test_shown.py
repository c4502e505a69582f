"""Is a text read as a person sees it, and does every place in it lead back to what was written?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.folding import fold, fold_together
from phaseout.domain.shown import as_seen
from phaseout.domain.two_scripts import of_one_script, words_of_two_scripts

ODD = "aHikДа\u0306Нхіж ΖΤΕ.A B C\u200b\u202e\u202c\u0301\u0336\u3164\x00\x1b[0m&#72;amp;海康ﬁé9\u00ad\n"


@pytest.mark.parametrize(
    "written",
    [
        "Ніkvіѕіоn",
        "Ηikvisiοn",
        "ʜɪᴋᴠɪsɪᴏɴ",
        "Hıkvısıon",
        "ᕼIKᐯISIOᑎ",
        "🅷🅸🅺🆅🅸🆂🅸🅾🅽",
        "H̶i̶k̶v̶i̶s̶i̶o̶n̶",
        "Hik\u034fvi\ufe0fs\u3164io\u17b4n",
        "Hik\x00vi\x08s\x1b[31mion",
        "H I K V I S I O N",
        "H.i.k.v.i.s.i.o.n",
        "&#72;&#x69;&amp;#107;v&shy;ision",
        "\u202enoisivkiH\u202c",
    ],
)
def test_a_name_is_read_as_it_looks(written: str) -> None:
    text = f"4 pcs {written} camera"
    folded = fold(text)
    assert folded.text == "4 pcs hikvision camera"
    start, end = folded.span(6, 6 + len("hikvision"))
    assert text[start:end] in (written, written.strip("\u202e\u202c"))


@pytest.mark.parametrize(
    "text",
    [
        "Камера зовнішня, 4 Мп, кронштейн ТВ-100",
        "IP-камера АХ 4К для м. Київ",
        "ІР-відеокамера, 12 В, дод. С",
        "Отвори 3х5, та 2х4 мм",
        "10 µF, 5 kΩ",
    ],
)
def test_words_of_one_script_stay_as_they_are(text: str) -> None:
    assert of_one_script(text) == text
    assert words_of_two_scripts(text) == []


def test_a_cyrillic_word_with_a_latin_letter_is_cyrillic() -> None:
    assert of_one_script("Хiквiжн") == "Хіквіжн"


def test_a_designation_of_cyrillic_capitals_alone_is_latin_and_keeps_its_case() -> None:
    assert of_one_script("МА5800-X7") == "MA5800-X7"
    assert as_seen("IPC-НFW2831T-ZS") == "IPC-HFW2831T-ZS"


def test_four_letters_apart_and_letters_with_several_signs_between_are_no_word() -> None:
    assert fold("C.C.T.V. A, B, C, D, E").text == "c.c.t.v. a, b, c, d, e"


def test_an_entity_of_no_letter_and_an_ampersand_stay() -> None:
    assert fold("AT&T R&D; A&B &foo;").text == "at&t r&d; a&b &foo;"


@given(st.lists(st.text(st.sampled_from(ODD), max_size=20), max_size=5))
def test_texts_folded_together_are_as_each_by_itself(texts: list[str]) -> None:
    assert fold_together(texts) == [fold(text).text for text in texts]


@given(st.text(st.sampled_from(ODD), max_size=30))
def test_every_place_lies_in_the_original(text: str) -> None:
    folded = fold(text)
    for place in range(len(folded.text)):
        start, end = folded.span(place, place + 1)
        assert 0 <= start < end <= len(text)
