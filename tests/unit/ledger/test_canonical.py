"""Are values written as RFC 8785 says, and is what it cannot carry refused?"""

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.ledger.canonical import (
    LARGEST,
    CanonicalError,
    canonical,
    number,
    read_canonical,
    read_strictly,
)

# RFC 8785, appendix B: the bits of a double, and how it is written.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}
# RFC 8785, 3.2.2 and 3.2.3: the sample, and keys in the order of their UTF-16 units.
SAMPLE = r"""{
  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
  "literals": [null, true, false]
}"""
SAMPLE_CANONICAL = (
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
    '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
)
KEYS = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\U0001f600": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
}
IN_ORDER = [
    "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
    "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
]  # fmt: skip

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(("bits", "written"), NUMBERS.items())
def test_a_number_is_written_as_the_rfc_lists_it(bits: str, written: str) -> None:
    assert number(struct.unpack(">d", bytes.fromhex(bits))[0]) == written


def test_the_sample_of_the_rfc_has_its_canonical_form() -> None:
    assert canonical(read_strictly(SAMPLE.encode())).decode() == SAMPLE_CANONICAL


def test_keys_stand_in_the_order_of_their_utf_16_units() -> None:
    assert list(json.loads(canonical(KEYS)).values()) == IN_ORDER


@given(VALUES)
def test_what_is_written_is_read_as_it_was(value: object) -> None:
    line = canonical(value)
    assert read_canonical(line) == value


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), 2**53, -(2**53), "\ud800", {"\udfff": 1}, {1: 1}, {"a": {1, 2}}, b"bytes"],
)
def test_what_the_scheme_cannot_carry_is_refused(value: object) -> None:
    with pytest.raises(CanonicalError):
        canonical(value)


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":2}', b"[NaN]", b"[-Infinity]", b"[9007199254740993]", b"[1" + b"0" * 5000 + b"]", b"[1e999]",
        b'"\xff"', b'"\\ud800"', b"[" * 100_000, b"{", b"",
    ],
)  # fmt: skip
def test_text_that_readers_understand_differently_is_refused(text: bytes) -> None:
    with pytest.raises(CanonicalError):
        read_canonical(text)


@pytest.mark.parametrize(
    "text", [b'{"b":1,"a":2}', b"[1, 2]", b"[1.0]", b'"\\u0041"', b"[-0]", b"[1E2]", b"[\n]", b'"\\/"']
)
def test_another_form_of_the_same_value_is_not_canonical(text: bytes) -> None:
    assert read_strictly(text) is not None
    with pytest.raises(CanonicalError):
        read_canonical(text)


def test_nesting_ends_somewhere() -> None:
    value: object = 1
    for _ in range(65):
        value = [value]
    with pytest.raises(CanonicalError, match="deeper"):
        canonical(value)


@given(VALUES)
def test_both_ways_of_reading_agree(value: object) -> None:
    line = canonical(value)
    assert repr(read_canonical(line)) == repr(read_strictly(line))
    for other in (line.replace(b",", b", ", 1), line.replace(b":", b" :", 1), b" " + line):
        if read_strictly(other) == value and other != line and b'"' not in line:
            with pytest.raises(CanonicalError):
                read_canonical(other)


def test_a_double_beyond_2_53_is_read_in_its_own_form_alone() -> None:
    assert read_canonical(b"[295147905179352830000]") == [295147905179352830000.0]
    with pytest.raises(CanonicalError):
        read_canonical(b"[295147905179352830001]")
    for odd in (b"[0.10]", b"[1.0]", b"[1e-05]", b"[0.0000001]", b"[1e5]", b"[-0.0]", b"[1E-7]"):
        with pytest.raises(CanonicalError):
            read_canonical(odd)
    assert read_canonical(b"[0.1,0.00001,1e-7,-2.5,1e+21]") == [0.1, 0.00001, 1e-7, -2.5, 1e21]
    with pytest.raises(CanonicalError):
        read_canonical(b'["' + b"[" * 64 + b'",1.0]')
    assert read_canonical(b'["' + b"[" * 64 + b'",1]') == ["[" * 64, 1]
