"""Which records are found in a JSON text, whole, broken or made to hurt."""

import io
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.domain.observation import Unread
from phaseout.intake.export.json_records import LONGEST, JsonRecords

WITHIN = frozenset(("results",))


class Portions:
    """A stream that hands out its bytes in small portions."""

    name = "portions"

    def __init__(self, data: bytes, portion: int) -> None:
        self._data = io.BytesIO(data)
        self._portion = portion

    def read(self, size: int = -1, /) -> bytes:
        return self._data.read(min(size, self._portion))


class Endless:
    """A stream that begins with something and goes on with the same byte."""

    name = "endless"

    def __init__(self, start: bytes, byte: bytes, size: int) -> None:
        self._parts = self._made(start, byte, size)

    def _made(self, start: bytes, byte: bytes, size: int) -> Iterator[bytes]:
        yield start
        chunk = byte * (1 << 20)
        for _ in range(size >> 20):
            yield chunk

    def read(self, size: int = -1, /) -> bytes:
        del size
        return next(self._parts, b"")


def records(data: bytes, portion: int = 1 << 20) -> list[object]:
    return [
        f"{entry.locator}: {entry.why}" if isinstance(entry, Unread) else entry
        for entry in JsonRecords(Portions(data, portion), WITHIN)  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    "data",
    [
        b'{"count": 2, "results": [{"a": "x"}, {"b": ["y", null]}], "next": null}',
        b'[{"a": "x"}, {"b": ["y", null]}]',
        b'{"a": "x"}\n{"b": ["y", null]}\n',
        b'\xef\xbb\xbf[{"a": "x"},\r\n{"b": ["y", null]},]',
        '[{"a": "x"}, {"b": ["y", null]}]'.encode("utf-16"),
        b'{"results": [{"a": "x"}]}\n{"results": [{"b": ["y", null]}]}',
    ],
)
def test_records_stand_in_an_array_a_member_or_one_a_line(data: bytes) -> None:
    assert records(data) == [(1, {"a": "x"}), (2, {"b": ["y", None]})]


def test_an_object_without_such_a_member_is_the_record() -> None:
    assert records(b'{"results": "none", "a": "x"}') == [(1, {"results": "none", "a": "x"})]


def test_numbers_stay_as_they_are_written_and_what_is_no_number_is_nothing() -> None:
    data = b'{"a": 6.37702E+15, "b": 007, "c": 1}'
    assert records(data) == ["record 1: not JSON"]
    assert records(b'{"a": 6.37702E+15, "c": NaN, "d": %s}' % (b"9" * 6000)) == [
        (1, {"a": "6.37702E+15", "c": None, "d": "9" * 6000})
    ]


def test_a_broken_line_costs_only_itself() -> None:
    assert records(b'{"a": "x"}\n{"a": }\n{"a": "y"}\n') == [
        (1, {"a": "x"}),
        "record 2: not JSON",
        (2, {"a": "y"}),
    ]


def test_a_text_of_broken_lines_is_given_up() -> None:
    found = records(b'{"a": }\n' * 5000)
    assert len(found) == 101
    assert str(found[-1]).endswith("what follows is not read")


@pytest.mark.parametrize("end", [b"", b'{"a": "y', b'{"a"', b'{"a": {'])
def test_a_file_cut_off_gives_what_stands_before(end: bytes) -> None:
    for start in (b"[", b'{"results": ['):
        assert records(start + b'{"a": "x"}, ' + end) == [
            (1, {"a": "x"}),
            "record 2: the file ends inside it; export it again; what follows is not read",
        ]


def test_what_is_broken_is_not_quoted() -> None:
    assert "hunter2" not in repr(records(b'[{"password": "hunter2" "a": 1}]'))


def test_a_key_that_stands_twice_is_said() -> None:
    assert records(b'[{"a": "x"}, {"a": "x", "a": "y"}]') == [
        (1, {"a": "x"}),
        "record 2: a key stands twice in it; the last one is read",
        (2, {"a": "y"}),
    ]


def test_values_that_are_no_objects_are_said_once() -> None:
    assert records(b"[" + b"1," * 10_000 + b'{"a": "x"}]') == [
        "record 1: not an object with keys; others like it are passed over",
        (10_001, {"a": "x"}),
    ]


@pytest.mark.parametrize("data", [b"[" * 200_000, b'{"a":' * 200_000, b'[{"a":' * 200_000, b"{" * 200_000])
def test_deep_nesting_ends_in_a_word(data: bytes) -> None:
    assert 1 <= len(records(data)) <= 2


@pytest.mark.parametrize("start", [b'[{"a": "', b'{"results": [{"a": "', b'"', b'{"a": "'])
def test_an_endless_text_is_given_up_and_never_held(start: bytes) -> None:
    tracemalloc.start()
    found = list(JsonRecords(Endless(start, b"x", 64 << 20), WITHIN))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert all(isinstance(entry, Unread) for entry in found)
    assert 1 <= len(found) <= 2
    assert peak < 12 * LONGEST


@settings(max_examples=150, deadline=None)
@given(
    data=st.lists(
        st.sampled_from(
            [
                b"{",
                b"}",
                b"[",
                b"]",
                b'"a"',
                b":",
                b",",
                b"1",
                b"-",
                b"\n",
                b"tru",
                b"null",
                b'"\\u12',
                b'"results"',
                b"\xff",
            ]
        ),
        max_size=24,
    ).map(b"".join),
    portion=st.integers(1, 9),
)
def test_no_text_raises_and_none_depends_on_its_portions(data: bytes, portion: int) -> None:
    assert records(data, portion) == records(data)


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(
        st.dictionaries(
            st.text(max_size=5),
            st.recursive(
                st.none() | st.booleans() | st.text(max_size=8),
                lambda inner: (
                    st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
                ),
                max_leaves=6,
            ),
            max_size=4,
        ).filter(lambda record: "results" not in record),
        max_size=5,
    ),
    portion=st.integers(1, 40),
)
def test_what_was_written_is_read(values: list[dict[str, object]], portion: int) -> None:
    import json

    expected = list(enumerate(values, start=1))
    assert records(json.dumps(values).encode(), portion) == expected
    assert records(json.dumps({"n": None, "results": values}).encode(), portion) == expected
    assert records("\n".join(map(json.dumps, values)).encode(), portion) == expected
