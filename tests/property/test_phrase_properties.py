"""Do many phrases that are looked for at once hide none that is found by itself?"""

from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.folding import fold
from phaseout.domain.phrase import Phrases, search_together

WORDS = st.sampled_from(["a", "ab", "abc", "ab*", "a*", "abc*", "b", "7b", "大", "大华", "é", "сум*"])
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
TEXTS = st.text(st.sampled_from("aabbcc7 -_.é大华сум"), max_size=20)


@given(st.lists(PHRASES, max_size=8), TEXTS)
def test_what_many_phrases_find_first_is_the_earliest_and_longest_that_one_finds(
    phrases: list[str], text: str
) -> None:
    folded = fold(text).text
    alone = [found for one in phrases for found in Phrases([(one, one)]).find(folded)]
    together = list(Phrases((one, one) for one in phrases).find(folded))
    assert bool(alone) == bool(together)
    if alone:
        assert together[0].start == min(one.start for one in alone)
    assert {(one.start, one.end, one.value) for one in together} <= set(alone)
    done = 0
    for one in sorted(alone):
        if one.start >= done:  # the first there is not hidden: something of the many stands at its place
            ends = {other.end for other in together if other.start == one.start}
            assert len(ends) == 1
            done = ends.pop()


@given(st.lists(PHRASES, min_size=1, max_size=8), TEXTS)
def test_a_text_that_was_seen_before_is_read_alike(phrases: list[str], text: str) -> None:
    many = Phrases((one, one) for one in phrases)
    first = list(many.find(fold(text).text))
    many.find("abc ab a 7b")
    assert list(many.find(fold(text).text)) == first


@given(st.lists(st.lists(PHRASES, max_size=4), min_size=1, max_size=4), st.lists(TEXTS, max_size=3))
def test_sets_of_phrases_find_together_what_each_finds_alone(sets: list[list[str]], texts: list[str]) -> None:
    together = [Phrases((one, one) for one in phrases) for phrases in sets]
    search_together(together)
    for folded in (fold(text).text for text in texts):
        for phrases, joined in zip(sets, together, strict=True):
            assert list(joined.find(folded)) == list(Phrases((one, one) for one in phrases).find(folded))
