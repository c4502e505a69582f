"""Is what a document observed read as it was sent, and is every line that says nothing told?"""

import json
from collections.abc import Callable

from phaseout.domain.observation import Observation, Subject, Unread
from phaseout.intake.reader import Sniff, SourceStream
from phaseout.report.pushed import READER
from phaseout.report.unread_words import unread_words

StreamOf = Callable[..., SourceStream]
HEAD, END = {"pushed": "1", "schema": "1.0"}, {"end": 1}


def read(stream_of: StreamOf, *records: object) -> list[object]:
    lines = [one if isinstance(one, str) else json.dumps(one) for one in records]
    return list(READER.read(stream_of("\n".join(lines).encode() + b"\n")))


def test_things_are_read_with_their_names_and_places(stream_of: StreamOf) -> None:
    seen = [["mac", "44:19:b6:00:00:01", "scan.xml, host 3", "2026-11-20", 80]]
    thing = {"thing": "a-1", "ref": "cam-1", "site": "hq", "seen": seen}
    again = {"thing": "a-1", "ref": None, "site": None, "seen": [["ip", "10.0.0.1", "x", "someday", 99999]]}
    assert read(
        stream_of, HEAD, {"unread": ["scan.xml, line 9", "not a JSON object"]}, thing, again, END
    ) == [
        Unread("scan.xml, line 9", "not a JSON object"),
        Observation(
            Subject("a-1", "cam-1", "hq"), "mac", "44:19:b6:00:00:01", "scan.xml, host 3", "2026-11-20", 80
        ),
        Observation(Subject("a-1"), "ip", "10.0.0.1", "x"),
    ]


def test_what_has_another_shape_is_told_and_stops_nothing(stream_of: StreamOf) -> None:
    bad = [
        "nonsense", "[1]", {"thing": 5, "seen": []}, {"thing": "a", "seen": "x"}, {"unread": "x"},
        {"thing": "a", "seen": [["no.such", "x", "y", None, None], ["mac"], 5, ["mac", 5, "x", None, None]]},
        "[" * 100_000,
    ]  # fmt: skip
    readings = read(stream_of, HEAD, *bad)
    assert all(isinstance(one, Unread) for one in readings)
    assert len(readings) == 10 + 1
    assert readings[-1] == Unread("end", "the file is cut short")
    for one in readings:
        assert isinstance(one, Unread)
        assert unread_words(one.why, "fr") != one.why


def test_it_is_known_by_its_first_bytes_alone() -> None:
    assert READER.sniff(b'{"pushed":"1","engine"', "x") is Sniff.MINE
    assert READER.sniff(b'{"document":', "x.pushed.gz") is Sniff.NOT_MINE


def test_a_credential_in_it_is_dropped(stream_of: StreamOf) -> None:
    seen = [["inventory.description", "password=hunter2 in the hall", "list.csv, line 2", None, None]]
    readings = read(stream_of, HEAD, {"thing": "a", "ref": None, "site": None, "seen": seen}, END)
    assert "hunter2" not in repr(readings)
