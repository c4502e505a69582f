"""How is a pattern written for a scan of many lines?"""

import re

import pytest

from phaseout.identify.patterns.translation import Written, translated
from phaseout.register.query import Register


def written(pattern: str) -> Written:
    found = translated(pattern)
    assert found is not None
    return found


def holds(pattern: str, letter: bytes) -> bool:
    return re.fullmatch(written(pattern).expression, letter, re.IGNORECASE | re.DOTALL) is not None


@pytest.mark.parametrize("letters", [".", r"\s", r"\W", "[^a]", r"[\s;]", r"\n", "(?s:.)", "[[:space:]]"])
def test_no_set_reaches_over_the_end_of_a_line(letters: str) -> None:
    assert not holds(letters, b"\n")


@pytest.mark.parametrize(
    ("letters", "is_held"),
    [(r"\s", True), ("[^a]", True), (r"\n", True), (".", False), (r"\S", False), ("(?s:.)", True)],
)
def test_a_line_end_within_a_text_is_held_by_what_holds_line_ends(letters: str, is_held: bool) -> None:
    assert holds(letters, b"\v") is is_held


def test_letters_beyond_ascii_are_told_apart_by_re2_alone() -> None:
    assert written("[^a]").is_exact
    assert holds("[^a]", b"\xe9")
    for pattern in ("é", "[^é]", r"\pL", r"\x{e9}"):
        assert holds(pattern, b"\xff")
        assert not written(pattern).is_exact
    assert holds("\u212a", b"k")


def test_an_escaped_backslash_escapes_nothing_behind_it() -> None:
    assert written(r"\\x0a").is_exact
    assert written(r"\\pL").is_exact


def test_what_may_follow_a_match_is_not_waited_for() -> None:
    assert written("(?P<model>ab.*)").expression == b"(?:ab(?:))"
    assert written(r"ab\d{2,9}") == written(r"ab\d{2}")
    assert written(r"a\d+") == written(r"a\d")
    assert written(r"a\d+b") != written(r"a\db")


@pytest.mark.parametrize("pattern", [r"\C", r"\Qa.b\E", r"a\07", "a+(?U)?"])
def test_what_is_no_set_of_letters_is_left_to_re2(pattern: str) -> None:
    assert translated(pattern) is None


def test_most_patterns_of_the_register_need_no_second_look() -> None:
    found = [translated(one.pattern) for some in Register.open().fingerprints.values() for one in some]
    assert None not in found
    assert sum(one is not None and one.is_exact for one in found) > len(found) * 0.85
