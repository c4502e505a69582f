"""Does a scan of texts that are joined as they are scanned find every text that a pattern matches?"""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.identify.patterns.joined import Joined
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.patterns.vectorscan import vectorscan
from phaseout.pattern import Pattern

PATTERNS = [
    r"(?:\b|_)(?:ab|a b)(?:\b|_)",
    r"^ba$",
    r"\bb*a+\b",
    r"a\B[^a]",
    r"(?:x\b|^a)\b",
    r"[^^a]{2}",
    r"\\ba",
    r"^x?$",
]
TEXTS = st.lists(st.text(st.sampled_from("ab _-x^$\\"), max_size=6), max_size=10)


class Nowhere:
    """A shelf that keeps nothing."""

    def get(self, _key: str) -> bytes | None:
        return None

    def put(self, _key: str, _data: bytes) -> None:
        return


QUICK = PatternSet(PATTERNS, vectorscan(Nowhere(), worth_compiling=0))


@given(TEXTS, st.integers(0, 3))
@settings(deadline=None)
def test_no_text_that_matches_is_missed_wherever_its_edges_lie(texts: list[str], first: int) -> None:
    column = Joined.of(pa.array(texts, pa.string()).slice(min(first, len(texts))))
    texts = texts[first:]
    assert [column[number] for number in range(len(column))] == texts
    found = {text for text, _ in QUICK.find(column)}
    matching = {
        number
        for number, text in enumerate(texts)
        if any(Pattern(pattern).catches(text) for pattern in PATTERNS)
    }
    assert matching <= found


def test_texts_that_a_scan_cannot_read_are_named() -> None:
    column = Joined.of(pa.array(["a", "a\n", "", "\x0bb", "\x1c"]))
    assert [numbers.tolist() for numbers in column.odd()] == [[1], [3], [4]]


@given(st.lists(st.text(st.sampled_from("aé大"), max_size=3), max_size=6))
def test_a_text_has_the_bits_of_all_its_letters(texts: list[str]) -> None:
    bits = (Joined.of(pa.array(texts, pa.string())).union() > 0x7F).tolist()
    assert all(bit == (not text.isascii()) for bit, text in zip(bits, texts, strict=True) if text)
