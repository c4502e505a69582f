"""What is read of observation lines (contract §3)."""

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.domain.trait import TRAITS
from phaseout.intake.observation_line import careful_readings
from phaseout.intake.observation_lines import READER
from phaseout.intake.reader import Sniff, SourceStream

StreamOf = Callable[..., SourceStream]


def read(data: str | bytes, stream_of: StreamOf) -> list[Reading]:
    return list(READER.read(stream_of(data.encode() if isinstance(data, str) else data)))


def test_every_line_of_the_fixture_is_read_dropped_or_explained(
    stream_of: StreamOf, fixture_bytes: Callable[[str], bytes]
) -> None:
    readings = list(READER.read(stream_of(fixture_bytes("observation-lines/town-hall.jsonl"))))
    seen = [r for r in readings if isinstance(r, Observation)]
    assert [(r.locator, r.subject.ref, r.trait) for r in seen] == [
        ("line 1", "cam-17", "http.server"),
        ("line 2", "cam-17", "mac"),
        ("line 3", "cam-17", "ip"),
        ("line 4", "cam-17", "rtsp.path"),
        ("line 5", "cam-17", "sadp.xml"),
        ("line 7", "nvr-1", "recorder.channel"),
        ("line 8", "nvr-1", "dhip.json"),
        ("line 9", "door-3", "label.code"),
        ("line 11", None, "http.server"),
        ("line 12", "4711", "inventory.model"),
        ("line 13", "4711", "mac"),
        ("line 16", "cam-18", "http.title"),
        ("line 17", "cam-18", "http.set-cookie"),
    ]
    assert [r for r in readings if isinstance(r, Dropped)] == [
        Dropped("line 4", "rtsp.path: user and password in an address"),
        Dropped("line 7", "recorder.channel: password or key in the text"),
        Dropped("line 9", "label.code: verification code"),
        Dropped("line 10", "label.code: Hik-Connect export code, which holds device passwords"),
        Dropped("line 13", "key password"),
    ]
    assert [r for r in readings if isinstance(r, Unread)] == [
        Unread("line 14", "unknown trait 'camera.colour'; `phaseout traits` lists those there are"),
        Unread("line 15", "value is not text"),
        Unread("line 16", "at is no time such as 2026-11-20T14:02:11Z"),
        Unread("line 16", "port is no number from 0 to 65535"),
        Unread("line 18", "not JSON: unexpected end of data at column 61"),
        Unread("line 19", "not a JSON object"),
        Unread("line 20", "not UTF-8 at column 55"),
    ]


def test_all_that_a_line_may_say_is_kept(stream_of: StreamOf) -> None:
    line = {
        "asset": "cam-17",
        "trait": "http.server",
        "value": "App-webs/",
        "at": "2026-11-20T14:02:11Z",
        "site": "city-hall",
        "port": 80,
        "segment": "vlan 20",
    }
    assert read(json.dumps(line), stream_of) == [
        Observation(
            Subject("cam-17", "cam-17", "city-hall", "vlan 20"),
            "http.server",
            "App-webs/",
            "line 1",
            "2026-11-20T14:02:11Z",
            80,
        )
    ]


def test_lines_without_an_asset_are_assets_of_their_own(stream_of: StreamOf) -> None:
    lines = (
        '{"trait": "ip", "value": "10.0.0.1"}',
        '{"trait": "ip", "value": "10.0.0.2"}',
        '{"asset": "line 1", "trait": "ip", "value": "10.0.0.3"}',
    )
    subjects = [r.subject for r in read("\n".join(lines), stream_of) if isinstance(r, Observation)]
    assert len({subject.key for subject in subjects}) == 3
    assert [subject.ref for subject in subjects] == [None, None, "line 1"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{}", "no trait"),
        ('{"trait": 7, "value": "x"}', "trait is not text"),
        ('{"trait": "ip"}', "no value"),
        ('{"trait": "ip", "value": null}', "no value"),
        ('{"trait": "ip", "value": {"a": 1}}', "value is not text"),
        ('{"trait": "ip", "value": true}', "value is not text"),
        ('{"trait": "ip", "value": "10.0.0.1", "asset": ["a"]}', "asset is not text"),
        ('{"trait": "ip", "value": "10.0.0.1", "site": 3}', "site is not text"),
        ('{"asset": "a", "trait": "ip", "value": "10.0.0.1", "segment": {}}', "segment is not text"),
        ("7", "not a JSON object"),
        ('"trait"', "not a JSON object"),
        ("{'trait': 'ip'}", r"not JSON: .* at column 2"),
        ("[" * 5000, r"not JSON: .* at column 102\d"),
    ],
)
def test_a_line_that_says_nothing_usable_is_explained(line: str, why: str, stream_of: StreamOf) -> None:
    good = '{"asset": "a", "trait": "ip", "value": "10.0.0.1"}'
    readings = read(f"{good}\n{line}\n{good}\n", stream_of)
    unread = readings[1]
    assert isinstance(unread, Unread)
    assert unread.locator == "line 2"
    assert re.fullmatch(why, unread.why)
    assert [r.locator for r in readings if isinstance(r, Observation)] == ["line 1", "line 3"]


def test_a_port_written_as_text_is_a_port(stream_of: StreamOf) -> None:
    (reading,) = read('{"asset": "a", "trait": "banner", "value": "x", "port": "8000"}', stream_of)
    assert isinstance(reading, Observation)
    assert reading.port == 8000


def test_a_number_as_a_value_is_its_digits(stream_of: StreamOf) -> None:
    (reading,) = read('{"asset": "a", "trait": "port.tcp", "value": 8000}', stream_of)
    assert isinstance(reading, Observation)
    assert reading.value == "8000"


def test_an_empty_value_is_a_value(stream_of: StreamOf) -> None:
    (reading,) = read('{"asset": "a", "trait": "snmp.sysobjectid", "value": ""}', stream_of)
    assert isinstance(reading, Observation)
    assert reading.value == ""


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(stream_of: StreamOf) -> None:
    data = b'\xef\xbb\xbf{"trait": "ip", "value": "10.0.0.1"}\r\n\r\n'
    data += b'{"asset": "a", "trait": "ip", "value": "10.0.0.2"}\r\n'
    readings = read(data, stream_of)
    assert [(r.locator, r.value) for r in readings if isinstance(r, Observation)] == [
        ("line 1", "10.0.0.1"),
        ("line 3", "10.0.0.2"),
    ]
    assert len(readings) == 2


def test_a_file_in_utf_16_is_diagnosed_once(stream_of: StreamOf) -> None:
    data = '{"trait": "ip", "value": "10.0.0.1"}\n' * 9
    assert read(data.encode("utf-16"), stream_of) == [
        Unread("line 1", "the file is in UTF-16; save it as UTF-8"),
        Unread("line 1", "no observation up to here; what follows is not read"),
    ]


def test_a_file_of_another_kind_is_given_up_after_a_thousand_lines(stream_of: StreamOf) -> None:
    readings = read(b"{\n" * 5000, stream_of)
    assert len(readings) == 1001
    assert readings[-1] == Unread("line 1000", "no observation up to here; what follows is not read")


@pytest.mark.parametrize("asset", ['"a"', "null"])
def test_a_file_with_one_observation_is_read_to_its_end(asset: str, stream_of: StreamOf) -> None:
    good = f'{{"asset": {asset}, "trait": "ip", "value": "10.0.0.1"}}\n'
    readings = read(good + "{\n" * 5000 + good, stream_of)
    assert len(readings) == 5002
    assert isinstance(readings[-1], Observation)


def test_a_time_that_is_none_is_reported_each_time(stream_of: StreamOf) -> None:
    readings = read('{"asset": "a", "trait": "ip", "value": "10.0.0.1", "at": "soon"}\n' * 3, stream_of)
    assert [type(r).__name__ for r in readings] == ["Observation", "Unread"] * 3
    assert not [r for r in readings if isinstance(r, Observation) and r.at]


def test_a_line_over_one_mebibyte_is_explained_and_the_next_is_read(stream_of: StreamOf) -> None:
    data = b'{"asset": "a", "trait": "http.body", "value": "' + b"x" * (1 << 20) + b'"}\n'
    readings = read(data + b'{"asset": "a", "trait": "ip", "value": "10.0.0.1"}\n', stream_of)
    assert readings[0] == Unread("line 1", "longer than 1 MiB")
    assert [r.locator for r in readings] == ["line 1", "line 2"]


def test_what_is_wrong_is_said_without_a_word_of_the_line(stream_of: StreamOf) -> None:
    readings = read('{"password": "hunter2", "trait": "ip" "value": 1}\n{"password": "hunter2"', stream_of)
    assert len(readings) == 2
    assert "hunter2" not in repr(readings)


LINES = st.fixed_dictionaries(
    {
        "trait": st.sampled_from(sorted(TRAITS)),
        "value": st.text() | st.just("rtsp://a:b@192.0.2.1/") | st.integers(),
    },
    optional={
        "asset": st.text() | st.integers() | st.none(),
        "site": st.text() | st.none() | st.integers(),
        "segment": st.text() | st.none(),
        "at": st.sampled_from(["2026-11-20", "2026-11-20T14:02:11Z", "soon", None, 7]),
        "port": st.integers() | st.sampled_from(["80", "x", None, True, 2.5]),
        "password": st.text(),
        "colour": st.text(),
    },
)


@given(st.lists(LINES, max_size=8))
def test_the_quick_way_and_the_careful_way_say_the_same(
    stream_of: StreamOf, lines: list[dict[str, object]]
) -> None:
    written = [json.dumps(line).encode() for line in lines]
    carefully = [
        each for number, line in enumerate(written, start=1) for each in careful_readings(number, line)
    ]
    assert list(READER.read(stream_of(b"\n".join(written)))) == carefully


GOOD = '{"asset": "a", "trait": "ip", "value": "10.0.0.1"}'
PIECES = st.sampled_from(
    [
        GOOD,
        '{"asset": "b", "trait": "ip", "value": "10.0.0.2", "site": "north"}',
        '{"asset": "a", "trait": "ip", "value": "10',
        '.0.0.1"}',
        '{"asset": "a"',
        '"trait": "ip", "value": "10.0.0.1"}',
        f"{GOOD},0,{GOOD}",
        f"{GOOD},0",
        f"{GOOD}]",
        f"[{GOOD}",
        '{"asset": "a", "trait": "ip", "value": [1',
        "2]}",
        "[1",
        "2]",
        "0",
        "false",
        "",
        " ",
        '{"asset": "", "trait": "ip", "value": "10.0.0.1"}',
        '{"asset": "a", "trait": "ip", "value": "10.0.0.1", "site": ""}',
        '{"asset": "a", "trait": "hostname", "value": "password=Sekret"}',
        '{"asset": "a", "trait": "ip", "value": "10.0.0.1", "more": {"at": []}}',
    ]
)


@given(st.lists(PIECES, max_size=12))
def test_lines_read_together_say_what_each_says_by_itself(stream_of: StreamOf, lines: list[str]) -> None:
    data = "\n".join(lines)
    carefully = [
        each
        for number, line in enumerate(data.encode().split(b"\n"), start=1)
        for each in careful_readings(number, line)
    ]
    assert read(data, stream_of) == carefully


def test_an_odd_line_changes_nothing_about_its_neighbours(stream_of: StreamOf) -> None:
    lines = [json.dumps({"asset": f"a{n}", "trait": "ip", "value": f"10.0.0.{n}"}) for n in range(2000)]
    lines[700], lines[1400] = "{", '{"asset": "x", "trait": "label.text", "value": "V1"}'
    readings = read("\n".join(lines), stream_of)
    assert [reading.locator for reading in readings] == [f"line {n}" for n in range(1, 2001)]
    assert [type(reading).__name__ for reading in readings].count("Observation") == 1999
    assert readings[1999] == Observation(Subject("a1999", "a1999"), "ip", "10.0.0.1999", "line 2000")


@pytest.mark.parametrize(
    ("head", "name", "says"),
    [
        (b'{"asset": "a", "trait": "ip", "value": "10.0.0.1"}\n', "x", Sniff.MINE),
        (b'\xef\xbb\xbf{"value": "10.0.0.1", "trait": "ip"}\n', "x", Sniff.MINE),
        (b'{"trait": "sadp.xml", "value": "' + b"x" * 4000, "x", Sniff.MINE),
        (b'garbage\n{"asset": "a", "trait": "ip", "value": "10.0.0.1"}\n', "x", Sniff.MINE),
        (b'{"ip": "10.0.0.1"}\n', "x.jsonl", Sniff.MAYBE),
        (b'{"schema": "1.0", "assets": [{"observations": [{"trait": "ip"}]}]}', "doc.json", Sniff.NOT_MINE),
        (b"trait,value\nip,10.0.0.1\n", "x.csv", Sniff.NOT_MINE),
        (b"", "x.jsonl", Sniff.NOT_MINE),
    ],
)
def test_lines_are_recognised_by_their_keys(head: bytes, name: str, says: Sniff) -> None:
    assert READER.sniff(head, name) is says


@pytest.mark.parametrize("key", ["asset", "site", "segment"])
def test_a_credential_in_a_name_is_dropped_and_counted(key: str, stream_of: StreamOf) -> None:
    record = {"asset": "cam", "trait": "ip", "value": "10.0.0.1", key: "http://admin:Sekret@10.0.0.9/"}
    readings = list(READER.read(stream_of(json.dumps(record).encode())))
    assert "Sekret" not in repr(readings)
    assert any(isinstance(reading, Dropped) for reading in readings)


def test_what_the_writer_could_not_read_or_threw_away_is_passed_on(stream_of: StreamOf) -> None:
    lines = (
        {"asset": "10.20.0.17", "trait": "ip", "value": "10.20.0.17"},
        {
            "asset": "10.20.0.17",
            "unread": "too many answers to sadp for one host: 9936 of them are not read",
        },
        {"asset": "10.20.0.17", "dropped": "SNMP community string"},
        {"unread": "http://admin:Sekret@10.0.0.9/ is odd"},
    )
    _, unread, dropped, *others = read("\n".join(map(json.dumps, lines)), stream_of)
    assert unread == Unread(
        "line 2", "10.20.0.17: too many answers to sadp for one host: 9936 of them are not read"
    )
    assert dropped == Dropped("line 3", "10.20.0.17: SNMP community string")
    assert "Sekret" not in repr(others)


def test_a_trait_beside_them_is_still_a_trait(stream_of: StreamOf) -> None:
    (one,) = read('{"asset": "a", "trait": "ip", "value": "10.0.0.1", "unread": "x"}', stream_of)
    assert one == Observation(Subject("a", "a"), "ip", "10.0.0.1", "line 1")
