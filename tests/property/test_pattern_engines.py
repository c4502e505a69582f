"""Do both ways to look for patterns find the same, whatever the patterns and the texts?"""

import pyarrow as pa
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from phaseout.identify.patterns import vectorscan as engine
from phaseout.identify.patterns.arrow_column import ArrowColumn
from phaseout.identify.patterns.packing import TextColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.pattern import Pattern, PatternError, Patterns

ATOMS = st.sampled_from(
    ["a", "k", "S", "B", "7", " ", ".", r"\d", r"\w", r"\W", r"\s", r"\b", r"\B", "^", "$", r"\A", r"\z", "[^a]", "[a-c7]",
     "é", "海", "\u017f", "\u212a", "[é-ü]", "[^é]", r"\x{212a}", r"\n", r"\x1c", r"\v", r"\S", "[[:alpha:]]", "(?m:^a)", "(?-i:A)", r"[^\d]", r"\\", r"\.", "(?s:.)", "(?P<x>a)", "(?i:A)", "(?m:$)", "(?m:^)", "(?-i:[^a])", r"[\W7]", r"[^\s-]", r"\x0a", r"\x{e9}", r"\pL", r"\PL", r"\t", "þ", r"[^\n]", r"[\x00-\x1f]", r"[^\x00-\x7f]", "(?U)", r"\Q.\E", r"\C", r"\07"]
)  # fmt: skip
REPEATS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{,2}", "{1,3}", "*?", "+?"])
PIECES = st.tuples(ATOMS, REPEATS).map("".join)
PATTERNS = st.recursive(
    st.lists(PIECES, min_size=1, max_size=4).map("".join),
    lambda inner: st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
    max_leaves=4,
)
TEXTS = st.text(st.sampled_from("aAbBkKsS7 .-\n\n\r\t\0\x1c\x0béþ海\u212a\u017f\\\ud800"), max_size=12)


class Nowhere:
    """A shelf that keeps nothing."""

    def get(self, _key: str) -> bytes | None:
        return None

    def put(self, _key: str, _data: bytes) -> None:
        return


@settings(deadline=None)  # the first patterns are compiled by whoever comes first, at any speed
@given(st.lists(PATTERNS, min_size=1, max_size=4), st.lists(TEXTS, max_size=12))
def test_vectorscan_finds_what_looking_at_each_text_does(patterns: list[str], texts: list[str]) -> None:
    assume(all(map(_is_pattern, patterns)))
    scanner = engine.vectorscan(Nowhere(), worth_compiling=0)
    quick, plain = PatternSet(patterns, scanner), PatternSet(patterns)
    found = list(quick.find(TextColumn(texts)))
    assert found == list(plain.find(TextColumn(texts)))
    assert found == list(quick.find(ArrowColumn(pa.array([text.replace("\ud800", "?") for text in texts]))))
    assert found == [
        (text, pattern)
        for text in range(len(texts))
        for pattern in range(len(patterns))
        if Pattern(patterns[pattern]).catches(texts[text])
    ]


@given(st.lists(PATTERNS, max_size=6), TEXTS)
def test_patterns_asked_all_at_once_answer_as_each_by_itself(patterns: list[str], text: str) -> None:
    assume(all(map(_is_pattern, patterns)))
    by_itself = {number for number, pattern in enumerate(patterns) if Pattern(pattern).catches(text)}
    assert Patterns(patterns).catching(text) == by_itself


def _is_pattern(written: str) -> bool:
    try:
        Pattern(written)
    except PatternError:
        return False
    return True
