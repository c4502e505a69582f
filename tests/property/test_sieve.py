"""Does the first pass over a column lose no line that hides what it names?"""

from functools import cache

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.batch.sieve import Sieve
from phaseout.domain.two_scripts import LOOKS_LATIN
from phaseout.identify.mentions import Reader
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

NAMES = ("Hikvision", "Dahua", "ZTE", "DS-2CD2143G2-I", "IPC-HFW2831T-ZS", "海康威视", "Хіквіжн")
ALIKE = {
    letter: [char for char, latin in LOOKS_LATIN.items() if latin == letter]
    for letter in LOOKS_LATIN.values()
}
UNSEEN = ("\u200b", "\u034f", "\u3164", "\x00", "\x1b[0m", "\u0336", "\u202c", "\ufe0f")


@st.composite
def hidden(draw: st.DrawFn) -> str:
    """Return a name in which letters are exchanged, written as entities or followed by what nobody sees."""
    written = ""
    for letter in draw(st.sampled_from(NAMES)):
        forms = [letter, letter, f"&#{ord(letter)};", *ALIKE.get(letter, ())[:4]]
        written += draw(st.sampled_from(forms)) + draw(st.sampled_from(("", "", "", *UNSEEN)))
    apart = draw(st.sampled_from(("", "", " ", ".")))
    return apart.join(written) if apart and "&" not in written and "\x1b" not in written else written


@cache
def opened() -> tuple[Reader, Sieve]:
    rules = rules_of(Register.open())
    reader = Reader(rules)
    return reader, Sieve(reader.written, reader.foreign, rules.open_scanner)


@given(st.lists(hidden(), min_size=1, max_size=6), st.sampled_from(("camera", "caméra", "камера", "摄像机")))
@settings(deadline=None, max_examples=60)
def test_no_line_is_lost_in_which_a_name_is_read(names: list[str], thing: str) -> None:
    reader, sieve = opened()
    texts = [f"4 {thing} {name}, 12 pcs" for name in names]
    marks = sieve.marks(pa.array(texts))
    for text, marked, reading in zip(texts, marks.tolist(), reader.read(texts), strict=True):
        assert marked or not reading.mentions, text
