from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.report.svg import element, number, width_of, words, wrapped

ANY = st.text(st.characters(), max_size=30)


@given(ANY)
def test_no_text_and_no_attribute_breaks_out_of_its_element(text: str) -> None:
    parsed = ET.fromstring(element("text", {"x": 1, "class": text}, words(text)))
    assert parsed.tag == "text"
    assert list(parsed) == []
    assert set(parsed.attrib) == {"x", "class"}


@pytest.mark.parametrize(
    ("value", "said"), [(1, "1"), (1.0, "1"), (0.04, "0"), (-3.26, "-3.3"), (120, "120"), (10.5, "10.5")]
)
def test_a_length_is_written_to_a_tenth_without_idle_zeros(value: float, said: str) -> None:
    assert number(value) == said


def test_an_element_without_content_is_closed_at_once() -> None:
    assert element("rect", {"width": 2.5}) == '<rect width="2.5"/>'


def test_bold_wide_and_foreign_text_takes_more_room() -> None:
    assert width_of("illi", 10) < width_of("abcd", 10) < width_of("MWMW", 10)
    assert width_of("abcd", 10) < width_of("abcd", 10, bold=True)
    assert width_of("海康威视", 10) == 40


@given(st.text(st.sampled_from("abc mW-"), max_size=60), st.floats(20, 200))
def test_lines_hold_every_word_in_order_and_no_more_than_fits(text: str, room: float) -> None:
    lines = wrapped(text, room, 12)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line, 12) <= room or not set(" -") & set(line[:-1]) for line in lines)


def test_a_word_that_fits_is_not_cut_at_its_hyphens() -> None:
    assert wrapped("xx remove-4g", 70, 12) == ("xx", "remove-4g")
    assert wrapped("xx hytera-hikvision-dahua", 70, 12) == ("xx hytera-", "hikvision-", "dahua")
