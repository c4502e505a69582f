"""What is read of the replies of equipment that somebody saved."""

import json
from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.identify.field import Field
from phaseout.identify.fields import fields_of
from phaseout.intake.capture.sadp import UNREADABLE
from phaseout.intake.dump import READER
from phaseout.intake.reader import Sniff, SourceStream

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]
RECORDER = "DS-7616NI-Q2/16P1620210316CCRRF11223344WCVU"


@pytest.fixture
def read(stream_of: StreamOf) -> Callable[..., list[Reading]]:
    return lambda data, name="reply.txt": list(READER.read(stream_of(data, name=name)))


def said(readings: list[Reading], trait: str) -> list[tuple[str, str]]:
    """Return (key of the subject, value) of a trait."""
    return [(r.subject.key, r.value) for r in readings if isinstance(r, Observation) and r.trait == trait]


def rows(readings: list[Reading]) -> list[dict[str, str]]:
    return [json.loads(value) for _, value in said(readings, "recorder.channel")]


def test_a_recorder_saved_with_curl_is_one_thing_and_each_camera_behind_it_another(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes("device-dump/hikvision-recorder-curl-i.txt"))
    own = {r.trait: r.value for r in found if isinstance(r, Observation) and r.subject.key == "device 1"}
    assert own["http.server"] == "App-webs/"
    assert own["asset.kind"] == "recorder"
    assert own["port.tcp"] == "8000"
    assert own["ip"] == "10.20.0.40", "not the gateway's"
    assert [(row["channel"], row["recorder"]) for row in rows(found)] == [
        ("1", RECORDER),
        ("2", RECORDER),
        ("3", RECORDER),
        ("1", RECORDER),
    ]
    front, park, archive, status = rows(found)
    assert (front["model"], front["connection"], front["protocol"]) == (
        "DS-2CD2143G0-I",
        "plugplay",
        "HIKVISION",
    )
    assert (park["model"], park["serial"]) == ("IPC-HFW5442E-ZE", "6K04E2DPAG0001A")
    assert archive["kind"] == "IPC", "which is no model"
    assert "model" not in archive
    assert status["online"] == "true"
    assert [r for r in found if not isinstance(r, Observation)] == [Dropped("line 40", "element password")]


def test_cameras_on_the_ports_of_recorders_are_kept_apart_by_segment(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes("device-dump/hikvision-recorder-curl-i.txt"))
    segments = {r.subject.key: r.subject.segment for r in found if isinstance(r, Observation)}
    assert segments["device 1, channel 1"] == f"behind {RECORDER}"
    assert segments["device 1, channel 2"] is None
    refs = {r.subject.key: r.subject.ref for r in found if isinstance(r, Observation)}
    assert refs["device 1, channel 2"] == f"{RECORDER}, channel 2"


def test_an_empty_slot_is_no_camera_and_a_row_stands_at_its_own_line(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    data = fixture_bytes("device-dump/hikvision-recorder-curl-i.txt")
    places = [r.locator for r in read(data) if isinstance(r, Observation) and r.trait == "recorder.channel"]
    lines = data.decode().split("\n")
    assert all("<InputProxyChannel" in lines[int(place.split()[1]) - 1] for place in places)
    assert "IPCamera 04" not in repr(read(data))


def test_analogue_sockets_tell_of_a_camera_only_where_there_is_a_picture(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes("device-dump/hikvision-dvr-inputs.xml"))
    assert [(row["channel"], row["name"]) for row in rows(found)] == [("analogue 1", "Ramp")]
    assert Unread("line 8", "not read: the XML document 'StreamingChannelList'") in found


def test_the_sensor_of_a_camera_is_no_camera_behind_it(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes("device-dump/prama-camera.txt"))
    assert not rows(found)
    assert not [r for r in found if isinstance(r, Unread)]


def test_a_table_alone_says_that_its_recorder_is_not_known(read: Callable[..., list[Reading]]) -> None:
    table = b"<InputProxyChannelList><InputProxyChannel><id>1</id><model>DS-2CD2032-I</model></InputProxyChannel></InputProxyChannelList>"
    found = read(table)
    assert [r.subject.key for r in found if isinstance(r, Observation)] == ["device 1, channel 1"] * 2
    assert [r.why[:36] for r in found if isinstance(r, Unread)] == ["the table does not say whose it is; "]


def test_another_serial_number_is_another_thing(read: Callable[..., list[Reading]]) -> None:
    info = "<DeviceInfo><deviceName>x</deviceName><serialNumber>{}</serialNumber></DeviceInfo>\n"
    found = read("".join(map(info.format, ("DS-1", "DS-1", "DS-2"))).encode())
    assert [key for key, _ in said(found, "isapi.deviceinfo")] == ["device 1", "device 2"]


def test_a_dahua_recorder_lists_cameras_of_any_maker_and_slots_switched_off(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes("device-dump/dahua-recorder.txt"))
    other, own, gone = rows(found)
    assert other == {
        "channel": "1", "name": "Entrée", "enabled": "true", "ip": "10.20.1.25", "port": "80", "vendor": "Onvif",
        "protocol": "Onvif", "model": "DS-2CD1143G0-I", "serial": "DS-2CD1143G0-I20211117AAWRJ10000001",
        "firmware": "V5.7.1 build 211102", "recorder": "4E0012FPAZ00001",
    }  # fmt: skip
    assert (own["channel"], own["mac"], own["name"]) == ("2", "3c:ef:8c:00:00:26", "Stairs")
    assert (gone["channel"], gone["enabled"], gone["last-address"]) == ("4", "false", "10.20.1.25")
    assert "ip" not in gone, "somebody else has the address now"
    assert Dropped("line 17", "key Password") in found
    assert [r.locator for r in found if isinstance(r, Unread)] == ["line 34"]


def test_what_dahua_says_of_itself_names_the_model_though_its_type_is_a_number(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    ((_, value),) = said(read(fixture_bytes("device-dump/dahua-recorder.txt")), "dahua.deviceinfo")
    assert set(fields_of("dahua.deviceinfo", value)) == {
        (Field.SERIAL, "4E0012FPAZ00001"),
        (Field.MODEL, "NVR6XX-4KS2"),
        (Field.FIRMWARE, "4.002.0000000.2.R,build:2023-02-20"),
    }


def test_the_same_table_as_json_gives_the_same_rows(read: Callable[..., list[Reading]]) -> None:
    cell = {"Enable": True, "Address": "10.20.1.25", "DeviceType": "DS-2CD1143G0-I", "Password": "PLANTED"}
    table = {"params": {"table": {"uuid:System_CONFIG_NETCAMERA_INFO_0": cell}}, "result": True}
    found = read(json.dumps(table).encode())
    assert rows(found) == [{"channel": "1", "enabled": "true", "ip": "10.20.1.25", "model": "DS-2CD1143G0-I"}]
    assert Dropped("line 1", "key Password") in found
    assert "PLANTED" not in repr(found)


@pytest.mark.parametrize(
    ("name", "trait", "keys"),
    [
        ("dhip-two.bin", "dhip.json", 2),
        ("dhip-broken.json", "dhip.json", 1),
        ("sadp-gb18030.xml", "sadp.xml", 2),
        ("tvt.bin", "banner", 1),
        ("dahua-5050.bin", "banner", 1),
        ("xiongmai.bin", "banner", 1),
        ("hanwha.bin", "banner", 1),
        ("mdns-axis.bin", "mdns.txt", 1),
        ("ws-discovery.xml", "ip", 2),
        ("dahua-web-caps.json", "http.body", 1),
    ],
)
def test_each_discovery_answer_is_a_thing(
    name: str, trait: str, keys: int, read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    assert len({key for key, _ in said(read(fixture_bytes(f"device-dump/{name}")), trait)}) == keys


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("tvt.bin", ["00:18:ae:00:00:71", "10.20.0.71", "TD-3316B2-", "N0018AE000071"]),
        ("dahua-5050.bin", ["4c:11:bf:00:00:72", "10.20.0.72", "IPC-HFW2100", "PZC0001"]),
        ("xiongmai.bin", ["00:12:15:00:00:73", "10.20.0.73", "a1b2c3d4e5f60073"]),
        ("hanwha.bin", ["00:09:18:00:00:74", "10.20.0.74", "XNV-6080R"]),
    ],
)
def test_what_a_binary_answer_states_is_read(
    name: str, stated: list[str], read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes(f"device-dump/{name}"))
    traits = ("discovery.mac", "ip", "discovery.model", "discovery.serial", "discovery.firmware")
    assert [value for trait in traits for _, value in said(found, trait)] == stated


def test_gb18030_under_a_utf8_header_keeps_its_letters(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes("device-dump/sadp-gb18030.xml"))
    assert "<OEMInfo>摄像机 & co</OEMInfo>" in said(found, "sadp.xml")[0][1]


@pytest.mark.parametrize(
    ("size", "kept", "place"),
    [(300, 1, "line 1"), (130, 1, "line 1"), (60, 0, "line 1"), (480, 2, "line 10")],
)
def test_a_cut_discovery_answer_is_told_and_only_its_whole_elements_are_kept(
    size: int, kept: int, place: str, read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes("device-dump/sadp-gb18030.xml")[:size])
    why = "the file ends inside this answer; what is whole in it was read"
    assert [r for r in found if isinstance(r, Unread)] == [Unread(place, why)]
    answers = [value for _, value in said(found, "sadp.xml")]
    assert len(answers) == kept
    assert all(value.endswith(">") for value in answers)


def test_a_discovery_answer_without_an_end_loses_no_other(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes("device-dump/sadp-gb18030.xml").replace(b"</ProbeMatch>", b"", 1))
    assert len(said(found, "sadp.xml")) == 2
    why = "this answer has no end before the next; what is whole in it was read"
    assert [r.why for r in found if isinstance(r, Unread)] == [why]


def test_an_opaque_answer_counts_as_an_sadp_answer_only_where_the_file_is_named_so(
    read: Callable[..., list[Reading]],
) -> None:
    opaque = bytes(range(128, 256)) * 4
    assert READER.sniff(opaque, "10.20.0.9-sadp.bin") is Sniff.MAYBE
    assert READER.sniff(opaque, "firmware.bin") is Sniff.NOT_MINE
    assert said(read(opaque, "10.20.0.9-sadp.bin"), "sadp.xml") == [("answer 1", UNREADABLE)]
    assert not said(read(opaque, "10.20.0.9.bin"), "sadp.xml")


def test_onvif_answers_tell_maker_model_addresses_and_the_path_without_its_password(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    found = read(fixture_bytes("device-dump/onvif-answers.xml"))
    assert said(found, "onvif.serial") == [("device 1", "DS-2CD2143G0-I20190402AAWRD10203041")]
    assert said(found, "rtsp.path") == [("device 1", "/Streaming/Channels/101?transportmode=unicast")]
    assert [r for r in found if isinstance(r, Dropped)] == [
        Dropped("line 13", "rtsp.path: user and password in an address")
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><DeviceInfo>&b;</DeviceInfo>",
        b"<InputProxyChannel>" * 5000,
        b'{"a":' * 5000,
        b"[" * 100_000,
        b"HTTP/1.1 200 OK\r\n\r\n\xff\xfe\x00\x01",
        b"\x20\0\0\0DHIP" + b"\xff" * 24,
        b"MHED" + b"\0" * 300,
        b"serialNumber=" + b"9" * 3_000_000,
    ],
)
def test_hostile_files_end_in_words(data: bytes, read: Callable[..., list[Reading]]) -> None:
    assert len(read(data)) < 5


@pytest.mark.parametrize("end", [b"/>", b"><"])
def test_an_element_of_more_attributes_than_any_reply_has_is_not_gone_through(
    end: bytes, read: Callable[..., list[Reading]]
) -> None:
    many = b" ".join(b'password%d="Tiger55"' % number for number in range(1_001))
    found = read(b"<DeviceInfo><x " + many + end + b"</DeviceInfo>")
    assert [type(one) for one in found] == [Unread]
    assert "more than 1000 attributes" in str(found)
    assert "Tiger55" not in str(found)


def test_a_thousand_replies_of_one_unknown_kind_are_one_unread(read: Callable[..., list[Reading]]) -> None:
    assert read(b'{"a": 1}\n' * 1000) == [
        Unread("line 1", "not read 1000 times: a JSON answer of an unknown kind")
    ]


def test_a_cut_table_gives_the_rows_before_the_cut(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    data = fixture_bytes("device-dump/hikvision-recorder-curl-i.txt")
    found = read(data[: data.index(b"<id>3</id>")])
    assert [row["channel"] for row in rows(found)] == ["1", "2"]
    assert any(isinstance(r, Unread) and "damaged" in r.why for r in found)


def test_utf_16_of_powershell_is_read(read: Callable[..., list[Reading]], fixture_bytes: Fixture) -> None:
    data = fixture_bytes("device-dump/dahua-recorder.txt").decode().encode("utf-16")
    assert READER.sniff(data[:4096], "x") is Sniff.MINE
    assert [row["channel"] for row in rows(read(data))] == ["1", "2", "4"]


def test_a_granted_rtsp_path_is_kept_and_a_refused_one_is_not(read: Callable[..., list[Reading]]) -> None:
    answer = "RTSP/1.0 {}\r\nContent-Base: rtsp://10.0.0.1/live/\r\n\r\n"
    assert said(read(answer.format("200 OK").encode()), "rtsp.path") == [("device 1", "/live")]
    assert not said(read(answer.format("401 Unauthorized").encode()), "rtsp.path")


def test_a_transcript_of_a_session_is_read_without_the_login_on_its_command_lines(
    read: Callable[..., list[Reading]],
) -> None:
    session = (
        "$ curl -s --digest -u admin:PLANTED http://10.20.0.40/ISAPI/ContentMgmt/InputProxy/channels\n"
        '<InputProxyChannelList xmlns="http://www.hikvision.com/ver20/XMLSchema">\n'
        "<InputProxyChannel><id>1</id><model>DS-2CD2032-I</model></InputProxyChannel></InputProxyChannelList>\n"
        "$ curl -s http://admin:PLANTED@10.20.0.40/ISAPI/System/deviceInfo\n"
        '<DeviceInfo xmlns="http://www.hikvision.com/ver20/XMLSchema"><serialNumber>DS-1</serialNumber></DeviceInfo>\n'
    )
    found = read(session.encode())
    assert READER.sniff(session.encode(), "session.txt") is Sniff.MINE
    assert [row["model"] for row in rows(found)] == ["DS-2CD2032-I"]
    assert said(found, "asset.kind") == [("device 1, channel 1", "camera"), ("device 1", "recorder")]
    assert [r.locator for r in found if isinstance(r, Dropped)] == ["line 1", "line 4"]
    assert "PLANTED" not in repr(found)


@pytest.mark.parametrize(
    "head",
    [
        b'{"deviceInfo": {"name": "phone"}}',
        b'{"ip_str": "10.0.0.1", "data": "{\\"WebVersion\\":\\"3.2\\"}"}',
        b"<DeviceInfo><model>x</model></DeviceInfo>",
        b"<html><body>HTTP/1.1 200 OK</body></html>",
        b"type;name;vendor\n1;2;3\n",
    ],
)
def test_files_that_only_look_alike_are_not_claimed(head: bytes) -> None:
    assert READER.sniff(head, "x") is not Sniff.MINE


def test_recorders_one_after_the_other_in_one_file_keep_their_own_cameras(
    read: Callable[..., list[Reading]], fixture_bytes: Fixture
) -> None:
    data = fixture_bytes("device-dump/dahua-recorder.txt")
    body = data[data.index(b"serialNumber") :]
    found = read(body + body.replace(b"4E0012FPAZ00001", b"4E0012FPAZ00002"))
    assert [row["recorder"][-1] for row in rows(found)] == ["1", "1", "1", "2", "2", "2"]
    assert len({r.subject.key for r in found if isinstance(r, Observation)}) == 8


def test_a_kind_in_the_place_of_a_model_is_a_kind_in_a_dahua_table_too(
    read: Callable[..., list[Reading]],
) -> None:
    slot = "table.RemoteDevice.uuid:System_CONFIG_NETCAMERA_INFO_0."
    told = {"Address": "10.20.0.51", "DeviceType": "IPC", "ProtocolType": "Dahua2", "Vendor": "Private"}
    table = "\n".join(f"{slot}{key}={value}" for key, value in told.items())
    (row,) = rows(read(f"serialNumber=6K04E2DPAG0002B\ndeviceType=NVR4108\n{table}\n".encode()))
    assert (row.get("model"), row["kind"], row["protocol"]) == (None, "IPC", "Dahua2")
