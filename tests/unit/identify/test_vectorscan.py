"""When is a database compiled, kept and fetched, and what if it is damaged?"""

import subprocess
import sys

import pyarrow as pa
import pytest

from phaseout.identify.patterns.arrow_column import ArrowColumn
from phaseout.identify.patterns.packing import TextColumn
from phaseout.identify.patterns.pattern_set import PatternSet, one_by_one
from phaseout.identify.patterns.vectorscan import vectorscan

PATTERNS = ("^App-webs", "(?P<model>DS-2CD[0-9]+)", r"\bzte\b", "海康", "é?$")
TEXTS = ["App-webs/", "x DS-2CD2043", "zte\nsecond line", "azte", "海康威视", "DS-2CD1\vzte", ""]


class Memory(dict[str, bytes]):
    """A shelf."""

    def put(self, key: str, data: bytes) -> None:
        self[key] = data


def found(patterns: PatternSet) -> list[tuple[int, int, str | None]]:
    return [
        (text, pattern, patterns.captured(pattern, TEXTS[text])[0])
        for text, pattern in patterns.find(TextColumn(TEXTS))
    ]


def test_a_few_texts_compile_nothing() -> None:
    shelf = Memory()
    found(PatternSet(PATTERNS, vectorscan(shelf)))
    assert not shelf


def test_many_texts_compile_and_the_next_run_fetches(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Memory()
    expected = found(PatternSet(PATTERNS))
    assert found(PatternSet(PATTERNS, vectorscan(shelf, worth_compiling=0))) == expected
    assert len(shelf) == 1
    monkeypatch.setattr("phaseout.identify.patterns.vectorscan._compile", None)
    assert found(PatternSet(PATTERNS, vectorscan(shelf))) == expected


def test_a_damaged_database_is_compiled_anew() -> None:
    shelf = Memory()
    found(PatternSet(PATTERNS, vectorscan(shelf, worth_compiling=0)))
    (key,) = shelf
    whole = shelf[key]
    for damaged in (b"", whole[:100], whole[:-1] + bytes([whole[-1] ^ 1]), b"\0" * len(whole)):
        shelf[key] = damaged
        assert found(PatternSet(PATTERNS, vectorscan(shelf, worth_compiling=0))) == found(
            PatternSet(PATTERNS)
        )


def test_a_whole_database_of_other_patterns_is_not_taken_for_these() -> None:
    shelf = Memory()
    found(PatternSet(("nothing of ours",), vectorscan(shelf, worth_compiling=0)))
    (other,) = shelf.values()
    found(PatternSet(PATTERNS, vectorscan(shelf, worth_compiling=0)))
    forged = Memory(dict.fromkeys(shelf, other))
    assert found(PatternSet(PATTERNS, vectorscan(forged, worth_compiling=0))) == found(PatternSet(PATTERNS))


def test_other_patterns_are_kept_under_another_key() -> None:
    shelf = Memory()
    for patterns in (PATTERNS, PATTERNS[1:], ("^App-webs/",)):
        found(PatternSet(patterns, vectorscan(shelf, worth_compiling=0)))
    assert len(shelf) == 3


def test_many_values_are_scanned_together_and_each_is_told_apart() -> None:
    texts = [f"unit {number}" for number in range(50_000)]
    texts[19_999] = texts[20_000] = texts[49_999] = "App-webs/"
    scanned = PatternSet(PATTERNS[:1], vectorscan(Memory(), worth_compiling=0))
    assert [one.text for one in scanned.find(TextColumn(texts))] == [19_999, 20_000, 49_999]


def test_no_patterns_find_nothing() -> None:
    assert list(PatternSet((), vectorscan(Memory(), worth_compiling=0)).find(TextColumn(TEXTS))) == []


def test_a_column_of_arrow_says_the_same_as_texts() -> None:
    arrow = ArrowColumn(pa.array(TEXTS, pa.string()))
    for scanner in (one_by_one, vectorscan(Memory(), worth_compiling=0)):
        patterns = PatternSet(PATTERNS, scanner)
        assert list(patterns.find(arrow)) == list(patterns.find(TextColumn(TEXTS)))
    sliced = ArrowColumn(pa.array(["before", *TEXTS, "behind"]).slice(1, len(TEXTS)))
    assert list(PatternSet(PATTERNS, vectorscan(Memory(), worth_compiling=0)).find(sliced)) == list(
        PatternSet(PATTERNS).find(TextColumn(TEXTS))
    )


def test_columns_of_what_matches_say_the_same() -> None:
    for column in (TextColumn(TEXTS), ArrowColumn(pa.array(TEXTS, pa.large_string()))):
        patterns = PatternSet(PATTERNS, vectorscan(Memory(), worth_compiling=0))
        pairs = [pair for found in patterns.find_pairs(column) for pair in zip(*found, strict=True)]
        assert pairs == list(patterns.find(column))


def test_texts_of_several_lines_and_letters_are_told_apart_by_one_scan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patterns = ("^zte$", r"caf.\szte", r"end$")
    scanner = vectorscan(Memory(), worth_compiling=0)
    monkeypatch.setattr("phaseout.identify.patterns.pattern_set.Pattern", None)  # nothing is looked at twice
    texts = ["zte", "zte\n", "a\nzte", "café\nzte", "", "end\n", "\n", "the end", "zte\nend"]
    for column in (TextColumn(texts), ArrowColumn(pa.array(texts))):
        found = list(PatternSet(patterns, scanner).find(column))
        assert found == [(0, 0), (1, 0), (3, 1), (5, 2), (7, 2), (8, 2)]


def test_what_a_scan_cannot_read_is_looked_at_by_itself() -> None:
    texts = ["\u212a", "k", "a\vb", "a\nb", "\x1c", "\u017fé海"]
    patterns = ("k", r"a\sb", r"^\W$", "^s.海$")
    plain = list(PatternSet(patterns).find(TextColumn(texts)))
    for column in (TextColumn(texts), ArrowColumn(pa.array(texts))):
        assert list(PatternSet(patterns, vectorscan(Memory(), worth_compiling=0)).find(column)) == plain


def test_no_match_is_lost_behind_what_could_have_become_one_of_another_pattern() -> None:
    """Vectorscan 5.4.12 lost it, in subjects of certificates."""
    patterns = [
        rf"(?:^|[/,;+\s])(?:O|organizationName)\s*=\s*\"?(?:{name})"
        for name in (r"Huawei(?:[\s,._/\";+]|-[^3\W]|$)", r"Axis Communications\b")
    ]
    texts = [
        r"O=LiRTSP/\x001.0 401 Unauthorized\r\nWWW-Authenticli",
        "/C=CN/O=Huawei/OU=Huaw-ei CPE/C=mediarouter.home",
    ]
    scanned = PatternSet(patterns, vectorscan(Memory(), worth_compiling=0))
    assert list(scanned.find(TextColumn(texts))) == [(1, 0)]


@pytest.mark.parametrize("order", ["{ours}, pyarrow", "pyarrow, {ours}", "{ours}, numpy, pyarrow"])
def test_the_engine_and_arrow_live_in_one_process_in_whatever_order_they_come(order: str) -> None:
    names = order.format(ours="phaseout.identify.patterns.vectorscan")
    done = subprocess.run([sys.executable, "-c", f"import {names}"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
