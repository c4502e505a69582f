"""Does a scan of texts as they lie in memory find every text that a pattern matches?"""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.patterns.unjoined import Unjoined, edgeless
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
]
TEXTS = st.lists(st.text(st.sampled_from("ab _-x^$\\"), max_size=6), max_size=10)


class Nowhere:
    """A shelf that keeps nothing."""

    def get(self, _key: str) -> bytes | None:
        return None

    def put(self, _key: str, _data: bytes) -> None:
        return


LOOSE = [loose for pattern in PATTERNS if (loose := edgeless(pattern)) is not None]
QUICK = PatternSet(LOOSE, vectorscan(Nowhere(), worth_compiling=0))


@given(TEXTS, st.integers(0, 3))
@settings(deadline=None)
def test_no_text_that_matches_is_missed_wherever_its_edges_lie(texts: list[str], first: int) -> None:
    column = Unjoined.of(pa.array(texts, pa.string()).slice(min(first, len(texts))))
    texts = texts[first:]
    assert [column[number] for number in range(len(column))] == texts
    found = {text for text, _ in QUICK.find(column)}
    matching = {
        number
        for number, text in enumerate(texts)
        if any(Pattern(pattern).catches(text) for pattern in PATTERNS)
    }
    assert matching <= found


def test_every_pattern_of_these_can_be_looked_for_without_its_edges() -> None:
    assert len(LOOSE) == len(PATTERNS)


@pytest.mark.parametrize("pattern", ["a*", r"\b", r"\Qa.b\E"])
def test_a_pattern_that_would_match_everywhere_or_is_quoted_is_not_looked_for_so(pattern: str) -> None:
    assert edgeless(pattern) is None


def test_texts_that_a_scan_cannot_read_are_named() -> None:
    column = Unjoined.of(pa.array(["a", "a\n", "", "\x0bb", "\x1c"]))
    assert [numbers.tolist() for numbers in column.odd()] == [[1], [3], [4]]
