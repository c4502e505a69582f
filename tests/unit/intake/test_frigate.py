"""What is read of a Frigate configuration."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.frigate import READER
from phaseout.intake.reader import Sniff, SourceStream

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]


@pytest.fixture
def read(stream_of: StreamOf) -> Callable[[bytes], list[Reading]]:
    return lambda data: list(READER.read(stream_of(data, name="config.yml")))


def said(readings: list[Reading]) -> list[tuple[str, str, str]]:
    return [(r.subject.key, r.trait, r.value) for r in readings if isinstance(r, Observation)]


def test_cameras_are_told_by_address_and_path_and_channels_of_one_recorder_stand_beside_it(
    read: Callable[[bytes], list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes("frigate/config.yml"))
    assert [row for row in said(found) if row[1] != "asset.kind"] == [
        ("camera gate", "ip", "10.20.0.17"),
        ("camera gate", "rtsp.path", "/Streaming/Channels/101"),
        ("host 10.20.0.30", "ip", "10.20.0.30"),
        ("host 10.20.0.30", "rtsp.path", "/cam/realmonitor?channel=1&subtype=0"),
        ("camera yard", "recorder.channel", '{"channel":"yard","recorder":"10.20.0.30"}'),
        ("host 10.20.0.30", "ip", "10.20.0.30"),
        ("host 10.20.0.30", "rtsp.path", "/cam/realmonitor?channel=2&subtype=0"),
        ("camera cellar", "recorder.channel", '{"channel":"cellar","recorder":"10.20.0.30"}'),
        ("camera attic", "ip", "10.20.0.61"),
        ("camera attic", "rtsp.path", "/user=admin&password=&channel=1&stream=0.sdp"),
        ("camera door", "ip", "10.20.0.60"),
    ]
    assert [r.locator for r in found if isinstance(r, Dropped)] == [
        f"line {line}" for line in (3, 7, 9, 13, 21, 27, 31)
    ]


@pytest.mark.parametrize("secret", ["PLANTED", "pa/PLANTED", "p@PLANTED", "PLANTED#1", "{FRIGATE_PLANTED}"])
def test_no_password_of_an_address_is_kept(secret: str, read: Callable[[bytes], list[Reading]]) -> None:
    text = (
        f'cameras:\n  a:\n    ffmpeg:\n      inputs:\n        - path: "rtsp://u:{secret}@10.0.0.1:554/live"\n'
    )
    found = read(text.encode())
    assert "PLANTED" not in repr(found)
    assert any(isinstance(r, Dropped) for r in found)


def test_a_camera_without_an_address_is_unread(read: Callable[[bytes], list[Reading]]) -> None:
    found = read(b"cameras:\n  a:\n    ffmpeg:\n      inputs:\n        - path: rtsp://127.0.0.1:8554/a\n")
    assert found == [Unread("line 3", "camera 'a' has no stream with an address")]


@pytest.mark.parametrize(
    "data",
    [
        b"cameras: " + b"[" * 60_000,
        b"a: &a [1]\n" + b"".join(b"a%d: &a%d [*a%s, *a%s]\n" % (i, i, p, p) for i, p in enumerate([b""] + [b"%d" % n for n in range(40)])),
        b"cameras: !!python/object/apply:os.system [ls]\n",
        b"cameras: {a: *nobody}\n",
        b"cameras: {a: &x {<<: *x}}\n",
        b"mqtt: {password: 'PLANTED\n",
        b"\xff\xfe\x00",
    ],
)  # fmt: skip
def test_hostile_files_end_in_words(data: bytes, read: Callable[[bytes], list[Reading]]) -> None:
    found = read(data)
    assert not said(found)
    assert "PLANTED" not in repr(found)


def test_an_alias_repeats_a_camera_without_copying_it(read: Callable[[bytes], list[Reading]]) -> None:
    many = b"".join(b"  c%d: *x\n" % number for number in range(3000))
    inputs = b", ".join([b'{path: "rtsp://10.0.0.9/s"}'] * 3000)
    found = read(b"x: &x {ffmpeg: {inputs: [" + inputs + b"]}}\ncameras:\n" + many)
    assert len([row for row in said(found) if row[1] == "asset.kind"]) == 3000


def test_another_yaml_file_is_not_claimed() -> None:
    assert READER.sniff(b"services:\n  web:\n    image: nginx\n", "docker-compose.yml") is Sniff.NOT_MINE


def test_merges_of_merges_are_looked_at_once_each(read: Callable[[bytes], list[Reading]]) -> None:
    bomb = "mqtt: {host: x}\nz0: &z0 {q: 1}\n" + "".join(
        f"z{n}: &z{n}\n  <<: [{', '.join([f'*z{n - 1}'] * 30)}]\n" for n in range(1, 9)
    )
    camera = "  gate:\n    <<: *z8\n    ffmpeg: {inputs: [{path: 'rtsp://10.0.0.1/live'}]}\n"
    found = said(read(f"{bomb}cameras:\n{camera}".encode()))
    assert ("camera gate", "ip", "10.0.0.1") in found


def test_a_value_merged_in_is_found_and_the_first_one_counts(read: Callable[[bytes], list[Reading]]) -> None:
    text = (
        "a: &a {ffmpeg: {inputs: [{path: 'rtsp://10.0.0.1/live'}]}}\n"
        "b: &b {ffmpeg: {inputs: [{path: 'rtsp://10.0.0.2/live'}]}}\n"
        "c: &c\n  <<: *a\n"
        "cameras:\n  gate:\n    <<: [*c, *b]\n"
    )
    found = said(read(text.encode()))
    assert [value for _, trait, value in found if trait == "ip"] == ["10.0.0.1"]
