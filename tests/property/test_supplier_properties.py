"""What holds of every pair of names, whatever they are?"""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from phaseout.identify.suppliers.agreement import agree
from phaseout.identify.suppliers.comparison import Agreement
from phaseout.identify.suppliers.lexicon import Lexicon
from phaseout.identify.suppliers.reading import read_names
from phaseout.register.query import Register

PARTS = [
    "Vektrona", "Zolmaris", "Querbine", "Hikvision", "Dahua", "Optics", "Technology", "Technologies", "Digital", "Trading",
    "Group", "China", "Canada", "Hangzhou", "7", "Seven", "No. 8", "of", "Branch", "Élan", "ZTE", "Huawei",
]  # fmt: skip
FORMS = ["", "Ltd", "Co., Ltd.", "Limited", "Inc.", "Corp.", "Company Limited"]
OWN = ["Wrzqualt", "Pfyxondre", "Gwmblorth"]
names = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map(" ".join)


@cache
def lexicon() -> Lexicon:
    return Lexicon(Register.open().naming)


def compared(ours: str, theirs: str) -> Agreement:
    return agree(read_names(ours, lexicon()).main, read_names(theirs, lexicon()).main)


@given(names, names)
def test_the_answer_does_not_depend_on_which_name_comes_first(ours: str, theirs: str) -> None:
    there, back = compared(ours, theirs), compared(theirs, ours)
    assert (there.tier, round(there.likeness, 9)) == (back.tier, round(back.likeness, 9))


@given(names, names, st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_case_accents_and_the_spelling_of_the_form_change_nothing(
    ours: str, theirs: str, one: str, other: str
) -> None:
    plain = compared(f"{ours} {one}", theirs)
    for written in (f"{ours} {one}".upper(), f"{ours} {other}".lower(), f"{ours} {one}".replace("e", "é")):
        found = compared(written, theirs)
        assert (found.tier, found.likeness) == (plain.tier, plain.likeness)


@given(names, names, st.sampled_from(OWN))
def test_a_telling_word_more_in_one_name_never_raises_the_tier(ours: str, theirs: str, more: str) -> None:
    assert compared(f"{ours} {more}", theirs).tier.rank <= compared(ours, theirs).tier.rank


@given(st.text(max_size=60), names)
def test_no_text_stops_a_comparison(text: str, name: str) -> None:
    assert 0.0 <= compared(text, name).likeness <= 1.0
