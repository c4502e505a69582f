"""Does a leaf keep what it was given, refuse what is none, and hide what is private?"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.ledger.canonical import canonical, read_canonical
from phaseout.ledger.leaf import (
    LONGEST,
    SUCCEEDED,
    LaterVersionError,
    Leaf,
    LeafError,
    succession,
    written_at,
)
from phaseout.ledger.opening import Opening, hidden

LEAF = Leaf(
    tree="city.example/ledger", sequence=4, at="2026-11-27T15:04:05Z", actor="user-12", kind="finding.judged",
    subject="finding-7", before={"state": "open"}, after={"state": "accepted", "until": "2027-01-31"}, private={},
)  # fmt: skip
LINE = (
    b'{"actor":"user-12","after":{"state":"accepted","until":"2027-01-31"},"at":"2026-11-27T15:04:05Z",'
    b'"before":{"state":"open"},"kind":"finding.judged","private":{},"sequence":4,"subject":"finding-7",'
    b'"tree":"city.example/ledger","version":1}'
)


def test_a_leaf_is_the_same_bytes_for_ever() -> None:
    assert LEAF.line() == LINE
    assert Leaf.of(LINE) == LEAF


@pytest.mark.parametrize(
    "change",
    [
        {"tree": ""}, {"sequence": -1}, {"sequence": 1.5}, {"sequence": True}, {"sequence": "4"}, {"at": "2026-11-27"},
        {"at": "2026-02-30T00:00:00Z"}, {"at": "2026-11-27T15:04:05+00:00"}, {"at": 5}, {"actor": ""}, {"kind": "Two words"},
        {"kind": ""}, {"subject": None}, {"before": []}, {"after": "x"}, {"private": None}, {"private": {"name": "Ada"}},
        {"private": {"name": "A" * 64}}, {"private": {"name": 1}}, {"version": "1"}, {"version": None}, {"version": 0}, {"version": True}, {"more": 1},
    ],
)  # fmt: skip
def test_what_is_no_leaf_is_refused(change: Mapping[str, object]) -> None:
    said = read_canonical(LINE)
    assert isinstance(said, dict)
    with pytest.raises(LeafError):
        Leaf.of(canonical(said | change))


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"{}", b"4", LINE + b" ", LINE.replace(b'"actor"', b'"a":1,"actor"', 1)]
)
def test_a_line_of_something_else_is_refused(line: bytes) -> None:
    with pytest.raises(LeafError):
        Leaf.of(line)


def test_a_leaf_of_a_later_version_is_told_apart() -> None:
    with pytest.raises(LaterVersionError, match="version 2"):
        Leaf.of(LINE.replace(b'"version":1', b'"version":2'))


def test_no_leaf_is_written_that_could_not_be_read() -> None:
    for wrong in (
        LEAF._replace(kind=""),
        LEAF._replace(after={"x": float("nan")}),
        LEAF._replace(after={"x": "x" * LONGEST}),
    ):
        with pytest.raises(LeafError):
            wrong.line()
    with pytest.raises(LeafError, match="longer"):
        Leaf.of(b" " * (LONGEST + 1))


def test_a_clock_that_was_set_back_writes_no_earlier_leaf() -> None:
    east = datetime(2026, 11, 27, 16, 4, 5, tzinfo=timezone(timedelta(hours=1)))
    assert written_at(east, None) == LEAF.at
    assert written_at(datetime(2026, 11, 27, 15, 4, 9, tzinfo=UTC), LEAF.at) == "2026-11-27T15:04:09Z"
    assert written_at(datetime(2026, 11, 27, 15, 0, 0, tzinfo=UTC), LEAF.at) == LEAF.at


def test_a_leaf_names_the_key_that_comes_next() -> None:
    leaf = LEAF._replace(kind=SUCCEEDED, before={"key": "old"}, after={"key": "new"})
    assert succession(leaf) == ("old", "new")
    assert succession(LEAF) is None
    assert succession(leaf._replace(before=None)) is None
    assert succession(leaf._replace(after={"key": 1})) is None


def test_a_commitment_is_what_sha256sum_says_of_salt_name_and_value() -> None:
    private, openings = hidden(4, {"remark": "roof, ask Ada"}, bytes)
    # printf '%s' '["0000…0000","remark","roof, ask Ada"]' | sha256sum
    assert private == {"remark": "56cf5b4315c31bd59ca463b4d7e69d9d470eac2032b66eda98e981c8530d2e64"}
    assert openings == [Opening(4, "remark", "0" * 64, "roof, ask Ada")]
    assert Opening.of(openings[0].line()) == openings[0]


@given(st.text(st.characters(exclude_categories=("Cs",))), st.text(st.characters(exclude_categories=("Cs",))))
def test_another_value_name_or_salt_has_another_commitment(name: str, value: str) -> None:
    (made,) = hidden(0, {name: value})[1]
    others = (
        made._replace(value=value + "x"),
        made._replace(name=name + "x"),
        made._replace(salt="0" * 64),
        made._replace(value=[value]),
    )
    assert made.commitment() not in {one.commitment() for one in others}
    (again,) = hidden(0, {name: value})[1]
    assert again.commitment() != made.commitment()


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b'{"leaf":1}', b'{"leaf":"1","name":"a","salt":"","value":1}', b'{"leaf":1,"name":2,"salt":"","value":1}'],
)  # fmt: skip
def test_what_is_no_opening_is_refused(line: bytes) -> None:
    with pytest.raises(LeafError):
        Opening.of(line)
