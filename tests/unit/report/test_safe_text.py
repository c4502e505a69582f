import re
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.report.safe_text import Destination, for_cell, for_markdown, for_page, for_terminal, safe_text

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "\\xu0:#[]=+-@;,'\"` |\t\r\n\x1b\x07\x9b\u202e\u2066\u200b\u2028\ud800\uffff\U000e0041"
        ),
        st.characters(),
    )
)
ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
RUNS_IN_A_LOG = re.compile(r"(^|\s)::[a-z][a-z-]*( [^:]*)?::|##\[|##vso\[", re.IGNORECASE)


def unescaped(text: str) -> str:
    """Undo the visible escapes: what the reader can recover."""

    def one(match: re.Match[str]) -> str:
        slashes, code = match[1], match[2]
        kept = slashes[: len(slashes) // 2]
        return kept + (chr(int(code[1:], 16)) if len(slashes) % 2 else code)

    return re.sub(r"(\\+)(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})", one, text)


@given(HOSTILE, st.sampled_from(Destination))
def test_no_acting_character_reaches_any_destination(text: str, to: Destination) -> None:
    kept = "\n\t" if to is Destination.PAGE else ""
    assert not [char for char in safe_text(text, to) if category(char) in ACTING and char not in kept]


@given(HOSTILE)
def test_nothing_is_lost_on_the_way_to_a_terminal(text: str) -> None:
    assert unescaped(for_terminal(text)) == text


@given(HOSTILE)
def test_a_terminal_text_stays_on_one_line_and_runs_no_command(text: str) -> None:
    shown = for_terminal(text)
    assert len(shown.splitlines()) <= 1
    assert not RUNS_IN_A_LOG.search(shown)


@given(HOSTILE)
def test_no_cell_begins_as_a_formula_even_where_another_country_cuts_it(text: str) -> None:
    for cut in re.split("[;,\t]", for_cell(text)):
        assert cut.lstrip(" \"'")[:1] not in tuple("=+-@＝＋－＠") or cut.lstrip(' "').startswith("'")


@given(HOSTILE)
def test_markdown_text_is_one_closed_code_span(text: str) -> None:
    shown = for_markdown(text)
    fence = re.match("`*", shown)[0] if shown else ""
    assert shown.endswith(fence)
    inside = shown[len(fence) : len(shown) - len(fence)]
    assert fence not in re.findall("`+", inside)
    assert not re.search(r"(?<!\\)(\\\\)*\|", inside)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\\:#")))
def test_ordinary_words_of_any_script_are_left_alone(text: str) -> None:
    assert for_terminal(text) == for_page(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b31m", r"\x9b31m"),
        ("abc\u202egpj.exe", r"abc\u202egpj.exe"),
        ("\U000e0041", r"\U000e0041"),
        ("line\r\nnext", r"line\x0d\x0anext"),
        ("::error file=a::b", r"\x3a:error file=a::b"),
        ("seen ::endgroup:: here", r"seen \x3a:endgroup:: here"),
        ("##[group]x", r"\x23#[group]x"),
        ("##vso[task.complete]", r"\x23#vso[task.complete]"),
        (r"C:\scan\new", r"C:\scan\new"),
        (r"already \x1b", r"already \\x1b"),
        ("fe80::1, 2001:db8::beef 2001:db8::7", "fe80::1, 2001:db8::beef 2001:db8::7"),
        ("Caméra 海康威视", "Caméra 海康威视"),
    ],
)
def test_what_acts_is_shown_and_what_does_not_stays(text: str, shown: str) -> None:
    assert for_terminal(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        ("  @SUM(A1)", "  '@SUM(A1)"),
        ("\t=1+1", r"\x09=1+1"),
        ("-5", "'-5"),
        ("x;=1+1", "x;'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("DS-2CD2043G2-I", "DS-2CD2043G2-I"),
    ],
)
def test_a_formula_in_a_cell_is_marked_and_a_model_name_is_not(text: str, shown: str) -> None:
    assert for_cell(text) == shown


def test_a_page_keeps_line_ends_and_tabs() -> None:
    assert for_page("<a>\r\n\t<b/>\x00") == "<a>\n\t<b/>\\x00"


def test_markdown_knows_neither_mentions_nor_cell_borders_in_device_words() -> None:
    assert for_markdown("@team a|b `x`") == "`` @team a\\|b `x` ``"
