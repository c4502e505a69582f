"""Are messages put together from TCP segments, as far as needed and no further?"""

import gzip
import io
import runpy
import zlib
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading
from phaseout.intake.capture import READER

BUILD = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[2] / "fixtures" / "pcap" / "build.py")))
CLIENT, SERVER = (BUILD.CLIENT, 50000), ("10.20.0.17", 80)
GET = BUILD.head("GET / HTTP/1.1")


class Source(io.BytesIO):
    name = "capture"


def read(frames: Iterable[bytes]) -> list[Reading]:
    return list(READER.read(Source(BUILD.pcap(frames))))


def seen(readings: Iterable[Reading], trait: str) -> list[str]:
    return [one.value for one in readings if isinstance(one, Observation) and one.trait == trait]


def answer(*lines: str, body: bytes = b"", status: str = "200 OK") -> bytes:
    length = [] if any("ransfer" in line for line in lines) else [f"Content-Length: {len(body)}"]
    return bytes(BUILD.head(f"HTTP/1.1 {status}", *lines, *length)) + body


def talk(*said: bytes, size: int = 1400) -> list[bytes]:
    turns = [turn for part in said for turn in (("c", GET), ("s", part))]
    return list(BUILD.conversation(CLIENT, SERVER, turns, size))


PAGE = b"<html><title>Cam &amp; more</title>" + b"x" * 5000


@pytest.mark.parametrize("size", [4, 13, 1400])
def test_segments_of_any_size_make_the_same_message(size: int) -> None:
    readings = read(talk(answer("Server: A", "Content-Type: text/html", body=PAGE), size=size))
    assert seen(readings, "http.server") == ["A"]
    assert seen(readings, "http.title") == ["Cam & more"]
    (body,) = seen(readings, "http.body")
    assert body == PAGE.decode()[:2048]


def test_segments_out_of_order_and_sent_twice_are_put_right() -> None:
    frames = talk(answer("Server: A", "Content-Type: text/html", body=PAGE[:900]), size=200)
    server = [
        at for at, frame in enumerate(frames) if frame[26:30] == BUILD.ip(SERVER[0]) and len(frame) > 54
    ]
    first, second, third = server[:3]
    frames[first], frames[second], frames[third] = frames[third], frames[first], frames[second]
    frames.insert(third + 1, frames[first])
    readings = read(frames)
    assert seen(readings, "http.title") == ["Cam & more"]
    assert seen(readings, "http.body") == [PAGE.decode()[:900]]


def test_a_segment_that_overlaps_the_last_adds_only_its_end() -> None:
    whole = answer("Server: Overlap/1.0", "X: y")
    frames = [
        BUILD.tcp(whole[:30], SERVER, CLIENT, 100),
        BUILD.tcp(whole[10:], SERVER, CLIENT, 110),
    ]
    assert seen(read(frames), "http.server") == ["Overlap/1.0"]


def test_later_answers_of_one_connection_are_read_past_the_bodies_between() -> None:
    bodies = (b"<html>" + b"a" * 30_000, b"<html>" + b"b" * 100)
    readings = read(
        talk(
            answer("Server: One", "Content-Type: text/html", body=bodies[0]),
            answer("Server: Two", status="304 Not Modified").replace(b"Length: 0", b"Length: 77"),
            answer("Server: Three", "Content-Type: text/html", body=bodies[1]),
        )
    )
    assert seen(readings, "http.server") == ["One", "Two", "Three"]


def test_an_answer_to_head_has_no_body_to_wait_for() -> None:
    first = BUILD.head("HTTP/1.1 200 OK", "Server: One", "Content-Length: 500")
    assert seen(read(talk(first + answer("Server: Two"))), "http.server") == ["One", "Two"]


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_compressed_body_is_unpacked(coding: str) -> None:
    packed = gzip.compress(PAGE) if coding == "gzip" else zlib.compress(PAGE)
    readings = read(talk(answer(f"Content-Encoding: {coding}", "Content-Type: text/html", body=packed)))
    assert seen(readings, "http.title") == ["Cam & more"]


def test_a_body_that_unpacks_without_end_is_cut() -> None:
    packed = gzip.compress(b"<html>" + bytes(50 << 20))
    readings = read(talk(answer("Content-Encoding: gzip", "Content-Type: text/html", body=packed[:8000])))
    (body,) = seen(readings, "http.body")
    assert len(body) == 2048


def test_a_body_in_chunks_is_put_together_and_the_next_answer_found() -> None:
    first = answer("Transfer-Encoding: chunked", "Content-Type: text/html") + BUILD.chunked(
        PAGE[:20], PAGE[20:99]
    )
    readings = read(talk(first, answer("Server: Next"), size=50))
    assert seen(readings, "http.body") == [PAGE[:99].decode()]
    assert seen(readings, "http.server") == ["Next"]


def test_an_answer_cut_off_by_the_end_of_the_capture_is_still_told() -> None:
    frames = talk(answer("Server: A", "Content-Type: text/html", body=PAGE))[:6]
    readings = read(frames)
    assert seen(readings, "http.server") == ["A"]
    (one,) = [one for one in readings if isinstance(one, Observation) and one.trait == "http.server"]
    assert one.locator == "packet 5"


def test_a_capture_that_starts_in_mid_stream_finds_the_next_answer() -> None:
    frames = [BUILD.tcp(b"x" * 500, SERVER, CLIENT, 1000 + 500 * at) for at in range(5)]
    frames.append(BUILD.tcp(answer("Server: Late"), SERVER, CLIENT, 3500))
    assert seen(read(frames), "http.server") == ["Late"]


def test_a_gap_that_never_closes_gives_what_stood_before_it() -> None:
    said = answer("Server: A", "Content-Type: text/html", body=PAGE)
    frames = [BUILD.tcp(said[:200], SERVER, CLIENT, 1)]
    frames += [BUILD.tcp(b"x" * 100, SERVER, CLIENT, 2000 + at * 100) for at in range(12)]
    assert seen(read(frames), "http.server") == ["A"]


def test_a_reused_pair_of_ports_is_a_new_conversation() -> None:
    dull = [BUILD.tcp(b"x" * 100, SERVER, CLIENT, at * 100) for at in range(20)]
    assert seen(read([*dull, *talk(answer("Server: New"))]), "http.server") == ["New"]


def test_the_middle_of_a_telnet_session_is_no_greeting() -> None:
    frames = [BUILD.tcp(b"\r\n# cat /etc/passwd\r\nroot:", ("10.20.0.17", 23), CLIENT, 500)]
    assert read(frames) == []


def test_challenges_that_differ_by_the_nonce_alone_are_one() -> None:
    said = [
        answer(f'WWW-Authenticate: Digest realm="DS-1", nonce="{n}"', status="401 Unauthorized")
        for n in range(90)
    ]
    assert seen(read(talk(*said)), "http.www-authenticate") == ['Digest realm="DS-1", nonce="0"']


def test_isapi_and_onvif_answers_and_icons_are_told_apart() -> None:
    information = b'<?xml version="1.0"?><DeviceInfo version="2.0"><model>DS-1</model></DeviceInfo>'
    onvif = (
        b"<s:Envelope><s:Body><tds:GetDeviceInformationResponse><tds:Manufacturer>H&amp;K</tds:Manufacturer>"
        b"<tds:Model>M</tds:Model><tds:FirmwareVersion>V5</tds:FirmwareVersion><tds:SerialNumber>S9"
        b"</tds:SerialNumber><tds:HardwareId>88</tds:HardwareId></tds:GetDeviceInformationResponse>"
    )
    said = talk(
        answer("Content-Type: application/xml", body=information),
        answer("Content-Type: application/soap+xml", body=onvif),
        answer("Content-Type: image/x-icon", body=b"icon"),
        answer("Content-Type: image/png", body=b"<html>"),
    )
    readings = read(said)
    assert seen(readings, "isapi.deviceinfo") == [information.decode()]
    told = {one.trait: one.value for one in readings if isinstance(one, Observation) and "onvif" in one.trait}
    assert told == {
        "onvif.manufacturer": "H&K",
        "onvif.model": "M",
        "onvif.firmware": "V5",
        "onvif.serial": "S9",
        "onvif.hardware": "88",
    }
    assert seen(readings, "http.favicon-md5") == ["baec6461b0d69dde1b861aefbe375d8a"]
    assert seen(readings, "http.body") == []


def test_a_password_in_an_answer_with_data_is_dropped() -> None:
    body = b'{"vendor": "QSee", "password": "t0psecret"}'
    readings = read(talk(answer("Content-Type: application/json", body=body)))
    assert seen(readings, "http.body") == ['{"vendor": "QSee", "password": ""}']
    assert any(isinstance(one, Dropped) and "http.body" in one.what for one in readings)


def test_a_path_that_a_scanner_only_tries_is_no_evidence() -> None:
    turns = []
    for path in ("/Streaming/Channels/101", "/cam/realmonitor?channel=1", "/axis-media/media.amp"):
        turns.append(("c", BUILD.head(f"DESCRIBE rtsp://10.20.0.17{path} RTSP/1.0", "CSeq: 1")))
        turns.append(("s", BUILD.head("RTSP/1.0 404 Not Found", "CSeq: 1", "Server: S")))
    readings = read(BUILD.conversation(CLIENT, ("10.20.0.17", 554), turns))
    assert seen(readings, "rtsp.path") == []
    assert seen(readings, "rtsp.server") == ["S"]


def test_a_path_that_is_played_is_told_without_its_password() -> None:
    path = "/user=admin&password=t0psecret&channel=1&stream=0.sdp"
    play = BUILD.head(f"PLAY rtsp://u:p/w@10.20.0.17:554{path}/ RTSP/1.0", "Session: 1")
    readings = read(BUILD.conversation(CLIENT, ("10.20.0.17", 554), [("c", play)]))
    assert seen(readings, "rtsp.path") == ["/user=admin&password=&channel=1&stream=0.sdp"]
    assert any(isinstance(one, Dropped) for one in readings)
    assert "t0psecret" not in repr(readings)


def test_the_viewers_side_of_a_video_becomes_dull_but_not_before_it_spoke() -> None:
    server = ("10.20.0.17", 22)
    frames = list(BUILD.conversation(CLIENT, server, [("c", b"SSH-2.0-OpenSSH_9\r\n")]))[:4]
    opening = 0xFFFFFF01
    frames += [BUILD.tcp(b"", server, CLIENT, opening, 0x10)] * 3
    frames.append(BUILD.tcp(b"SSH-2.0-dropbear\r\n", server, CLIENT, opening))
    assert seen(read(frames), "ssh.banner") == ["SSH-2.0-dropbear"]


def test_what_equipment_calls_itself_as_a_client_is_told_and_a_browser_is_not() -> None:
    asked = [
        ("c", BUILD.head("GET /cfg HTTP/1.1", f"User-Agent: {agent}")) for agent in (
            "Mozilla/5.0 (X11; Linux x86_64)", "Yealink SIP-T46S 66.82.0.20",
        )
    ]  # fmt: skip
    readings = read(BUILD.conversation(CLIENT, SERVER, asked))
    told = [one for one in readings if isinstance(one, Observation) and one.trait == "http.user-agent"]
    assert [one.value for one in told] == ["Yealink SIP-T46S 66.82.0.20"]
    asker = {one.subject for one in readings if isinstance(one, Observation) and one.value == CLIENT[0]}
    assert {one.subject for one in told} == asker
