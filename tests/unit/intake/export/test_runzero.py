"""What runZero's exports and raw scans say."""

import json
from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading
from phaseout.intake.export.runzero import READER
from phaseout.intake.reader import Sniff

Read = Callable[[bytes], list[Reading]]


@pytest.fixture
def read(stream_of: Callable[..., object]) -> Read:
    return lambda data: list(READER.read(stream_of(data)))  # type: ignore[arg-type]


def seen(readings: list[Reading], key: str) -> list[tuple[str, str, int | None]]:
    return [
        (r.trait, r.value, r.port) for r in readings if isinstance(r, Observation) and r.subject.key == key
    ]


def line(**info: object) -> bytes:
    record = {"type": "result", "ts": 1762000002000000001, "host": "192.0.2.1", "port": "80", "proto": "tcp"}
    return json.dumps({**record, "info": info}).encode()


def test_what_probes_heard_from_one_host_is_one_thing(
    read: Read, fixture_bytes: Callable[[str], bytes]
) -> None:
    readings = read(fixture_bytes("runzero/scan.jsonl"))
    camera = seen(readings, "192.0.2.151")
    assert ("mac", "44:19:b6:0a:01:51", None) in camera
    assert ("port.tcp", "80", None) in camera
    assert ("http.server", "App-webs/", 80) in camera
    assert ("http.title", "index", 80) in camera
    assert ("http.set-cookie", "WebSession=; path=/", 80) in camera
    assert camera.count(("http.favicon-md5", "89b932fcc47cf4ca3faadb0cfdef89cf", 80)) == 1
    axis = seen(readings, "192.0.2.152")
    assert ("ssh.banner", "SSH-2.0-dropbear_2019.78", 22) in axis
    assert ("snmp.sysdescr", "AXIS P3245-LV; Network Camera", 161) in axis
    assert {r.at for r in readings if isinstance(r, Observation)} >= {"2025-11-01T12:26:42Z"}


def test_a_banner_of_a_web_server_is_no_banner_of_an_unknown_protocol(read: Read) -> None:
    assert not [r for r in read(line(banner="HTTP/1.1 200 OK", protocol="http tls")) if "banner" in repr(r)]
    assert ("banner", "hello", 80) in seen(read(line(banner="hello")), "192.0.2.1")


def test_what_runzero_concludes_of_a_vendor_is_passed_over(
    read: Read, fixture_bytes: Callable[[str], bytes]
) -> None:
    for name in ("scan.jsonl", "assets.jsonl"):
        assert "Hangzhou" not in repr(read(fixture_bytes(f"runzero/{name}")))


def test_credentials_in_attributes_are_dropped(read: Read) -> None:
    readings = read(
        line(**{"snmp.community": "geheim", "rtsp.realm": "x", "http.head.location": "http://a:geheim@b/"})
    )
    assert "geheim" not in repr(readings)
    assert sorted(r.what for r in readings if isinstance(r, Dropped)) == [
        "key snmp.community",
        "user and password in an address",
    ]


def test_an_asset_has_its_services_and_the_day_it_was_seen(
    read: Read, fixture_bytes: Callable[[str], bytes]
) -> None:
    readings = read(fixture_bytes("runzero/assets.jsonl"))
    camera = seen(readings, "0aa1b6cc-0000-4000-8000-000000000121")
    assert ("ip", "192.0.2.121", None) in camera
    assert ("inventory.description", "Hikvision DS-2CD2143G0-I", None) in camera
    assert ("http.server", "App-webs/", 80) in camera
    assert ("rtsp.realm", "IP Camera(C1234)", 554) in camera
    assert {r.at for r in readings if isinstance(r, Observation)} == {"2025-11-01T12:26:40Z"}
    assert {r.subject.site for r in readings if isinstance(r, Observation)} == {"Library"}


def test_services_of_one_asset_are_one_thing(read: Read) -> None:
    service = {"id": "a-1", "service_address": "192.0.2.7", "service_transport": "tcp"}
    data = [
        {**service, "service_port": "80", "service_data": {"http.head.server": "App-webs/"}},
        {**service, "service_port": "554", "service_data": {"rtsp.realm": "Login to 5F0A1B2PAG00031"}},
    ]
    camera = seen(read(json.dumps(data).encode()), "a-1")
    assert ("http.server", "App-webs/", 80) in camera
    assert ("rtsp.realm", "Login to 5F0A1B2PAG00031", 554) in camera


@pytest.mark.parametrize(
    "record",
    [
        {"type": "result", "ts": 1},
        {"type": "result", "ts": 1, "host": 5, "info": {}},
        {"type": "result", "ts": "x" * 50, "host": "not an address", "info": []},
        {
            "type": "result",
            "ts": 10**40,
            "host": "192.0.2.1",
            "port": "99999",
            "proto": ["tcp"],
            "info": {"mac": "zz"},
        },
        {
            "addresses": {"a": 1},
            "macs": "zz",
            "services": {"x/y": {"banner": 1}, "z": []},
            "last_seen": "9" * 30,
        },
        {"addresses_extra": None, "service_data": {"banner": "x"}},
    ],
)
def test_odd_records_never_raise(read: Read, record: dict[str, object]) -> None:
    read(json.dumps([record]).encode())


def test_only_runzero_is_claimed() -> None:
    assert READER.sniff(b'{"type":"config","ts":1,"probes":[]}\n', "x") is Sniff.MINE
    assert READER.sniff(b'{"type":"result","host":"a"}\n', "x.json") is Sniff.NOT_MINE
    assert READER.sniff(b'[{"addresses":[]}]', "runzero.json") is Sniff.MAYBE
    assert READER.sniff(b"type,ts\n", "runzero.csv") is Sniff.NOT_MINE
