"""How the objects of a JSON file are found, whole or damaged."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Unread
from phaseout.intake.reader import SourceStream
from phaseout.intake.scan.json_objects import LONGEST, json_objects

StreamOf = Callable[..., SourceStream]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (b'{"a":1}\n{"a":2}\n', [(1, 1), (2, 2)]),
        (b'[\n{"a":1}\n,\n{"a":2},\n]\n', [(2, 1), (4, 2)]),
        (b'[{"a":1},{"a":2}, {"a":3}]', [(1, 1), (1, 2), (1, 3)]),
        (b'[\n  {\n    "a": 1,\n    "b": {"c": "}\\""}\n  },\n  {\n    "a": 2\n  }\n]\n', [(2, 1), (6, 2)]),
        (b'{"b": {\n"c": 1}, "a": 1}\n{"a":2}', [(1, 1), (3, 2)]),
        (b'{"a":1},\n{finished: 1}\n]\n', [(1, 1)]),
        (b'\x1e{"a":1}\n\x1e{"a":2}\n', [(1, 1), (2, 2)]),
        (b'\xef\xbb\xbf{"a":1}\r\n{"a":2}\r\n', [(1, 1), (2, 2)]),
        ('{"a":1}\n{"a":2}\n'.encode("utf-16"), [(1, 1), (2, 2)]),
        (b"", []),
        (b"[]", []),
    ],
)
def test_objects_are_found_however_the_file_is_laid_out(
    written: bytes, expected: list[tuple[int, int]], stream_of: StreamOf
) -> None:
    for portion in (7, 1 << 20):
        found = list(json_objects(stream_of(written, portion=portion)))
        assert [(one[0], one[1]["a"]) for one in found if not isinstance(one, Unread)] == expected
        assert not [one for one in found if isinstance(one, Unread)]


@pytest.mark.parametrize(
    ("written", "kept", "told"),
    [
        (b'{"a":1}\n{"a": "cut off\n{"a":3}\n', [1, 3], ["line 2"]),
        (b'{"a":1}\n{"a":NaN}\n{"a":3}\n', [1, 3], ["line 2"]),
        (b'{\n "a": 1\n', [], ["line 1"]),
        (b'text\nmore text\n{"a":1}\n', [1], ["line 1"]),
        (b'[{"a":1},null,{"a":2}]', [1, 2], ["line 1"]),
        (b'{"a":1}\n{"a":"\xff"}\n', [1, "\N{REPLACEMENT CHARACTER}"], []),
    ],
)
def test_damage_costs_what_is_damaged_and_is_said(
    written: bytes, kept: list[object], told: list[str], stream_of: StreamOf
) -> None:
    found = list(json_objects(stream_of(written)))
    assert [one[1]["a"] for one in found if not isinstance(one, Unread)] == kept
    assert [one.locator for one in found if isinstance(one, Unread)] == told


def test_no_word_of_what_is_damaged_is_repeated(stream_of: StreamOf) -> None:
    found = list(json_objects(stream_of(b'{"password": "Tiger55", }\n')))
    assert found
    assert "Tiger55" not in repr(found)


def test_what_repeats_is_said_once_with_how_often(stream_of: StreamOf) -> None:
    *_, last = json_objects(stream_of(b'{"a":1}\n' + b"junk\n" * 5000))
    assert isinstance(last, Unread)
    assert "5000 such places" in last.why


def test_a_file_without_an_object_is_given_up(stream_of: StreamOf) -> None:
    found = list(json_objects(stream_of(b"junk\n" * 5000)))
    assert [one.why for one in found if isinstance(one, Unread)] == [
        "no JSON object up to here; what follows is not read"
    ]


@pytest.mark.parametrize(
    "written",
    [
        b"{" * 4_000_000,
        b'{"a":' * 1_000_000,
        b"{\n" * 1_000_000,
        b'{"a":"' + b"x" * 20_000_000,
        b'{"' + b"\\" * 4_000_000,
        b"[" * 8_000_000,
        b"," * 8_000_000,
        b'{"a":1}\n' + b'{"b":\n' * 100_000,
        b"[" + b'{"a":1},' * 100_000,
    ],
    ids=["braces", "nested", "lines", "long", "escapes", "lists", "commas", "cut", "one line"],
)
def test_hostile_files_end_however_small_the_portions(written: bytes, stream_of: StreamOf) -> None:
    for _ in json_objects(stream_of(written, portion=64)):
        pass


def test_an_object_beyond_all_measure_is_passed_over(stream_of: StreamOf) -> None:
    written = b'{"b":\n"' + b"x" * (3 * LONGEST) + b'"}\n{"a":1}\n'
    found = list(json_objects(stream_of(written)))
    assert any(isinstance(one, Unread) and one.locator == "line 1" for one in found)
