"""Does the capture reader take any bytes without raising, without looping and without growing?"""

import io
import random
import runpy
import tracemalloc
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.domain.trait import TRAITS
from phaseout.intake.capture import READER
from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.headers import Head
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.onvif import announcement
from phaseout.intake.capture.transfer import Body
from phaseout.intake.capture.web_page import enter

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pcap"
BUILD = SimpleNamespace(**runpy.run_path(str(FIXTURES / "build.py")))
FILES = {name: (FIXTURES / name).read_bytes() for name in sorted(BUILD.FILES)}
PORTS = (53, 67, 68, 161, 546, 1900, 3702, 5050, 5060, 5353, 23456, 34569, 37020, 37810, 40000)


class Source(io.BytesIO):
    name = "capture"


def read(content: bytes) -> list[Reading]:
    readings = list(READER.read(Source(content)))
    for one in readings:
        assert isinstance(one, Observation | Unread | Dropped)
        if isinstance(one, Observation):
            assert one.trait in TRAITS
            assert one.value
            assert one.locator.startswith("packet ")
    return readings


@pytest.mark.parametrize("name", FILES)
def test_every_truncation_of_a_fixture_is_read_to_its_end(name: str) -> None:
    content = FILES[name]
    whole = len(read(content))
    for end in range(4, len(content), max(11, len(content) // 150)):
        assert len(read(content[:end])) <= whole + 3


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(FILES)), seed=st.integers(0, 1 << 30), share=st.sampled_from([400, 60, 9]))
def test_flipped_bytes_never_raise(name: str, seed: int, share: int) -> None:
    content, choose = bytearray(FILES[name]), random.Random(seed)
    for _ in range(max(1, len(content) // share)):
        content[choose.randrange(24, len(content))] = choose.randrange(256)
    read(bytes(content))


@settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=400), port=st.sampled_from(PORTS), from_server=st.booleans())
def test_any_datagram_on_any_port_of_interest_never_raises(
    content: bytes, port: int, from_server: bool
) -> None:
    ends = [("10.0.0.1", port), ("10.0.0.2", 50000)]
    source, target = ends if from_server else ends[::-1]
    read(BUILD.pcap([BUILD.udp(content, source, target)]))


OPENINGS = (
    b"HTTP/1.1 200 OK\r\n",
    b"RTSP/1.0 200 OK\r\n",
    b"\x16\x03\x03",
    b"220 ",
    b"GET / ",
    b"PLAY rtsp://",
    b"",
)


@settings(max_examples=300, deadline=None)
@given(
    opening=st.sampled_from(OPENINGS),
    content=st.binary(max_size=400),
    port=st.sampled_from([23, 80, 5060, 8000]),
)
def test_any_stream_never_raises(opening: bytes, content: bytes, port: int) -> None:
    turns = [("s", opening + content), ("c", opening + content)]
    read(BUILD.pcap(BUILD.conversation(("10.0.0.1", 50000), ("10.0.0.2", port), turns, 90)))


@settings(max_examples=200, deadline=None)
@given(
    content=st.binary(max_size=200),
    kind=st.sampled_from([0x0800, 0x86DD, 0x0806, 0x88CC, 0x8033, 0x8100, 0x8864]),
)
def test_any_frame_of_any_type_never_raises(content: bytes, kind: int) -> None:
    read(BUILD.pcap([BUILD.ethernet(content, kind)]))


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=300), link=st.sampled_from([0, 1, 9, 12, 101, 108, 113, 276, 4]))
def test_any_frame_on_any_link_never_raises(content: bytes, link: int) -> None:
    read(BUILD.pcap([content], link=link))
    read(BUILD.pcapng([content], link=link))


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=300), order=st.sampled_from("<>"))
def test_any_bytes_after_a_file_header_end(content: bytes, order: str) -> None:
    read(BUILD.pcap([], order) + content)
    read(BUILD.section(order) + BUILD.interface(order) + content)


def test_messages_made_to_be_slow_end() -> None:
    page = b"<title>" * 1100
    scopes = b"<ProbeMatch " * 5000
    answer = BUILD.head("HTTP/1.1 200 OK", "Content-Type: text/html", f"Content-Length: {len(page)}")
    frames = [BUILD.udp(scopes, ("10.0.0.2", 3702), ("10.0.0.1", 50000))] * 20
    for client in range(20):
        frames += BUILD.conversation(("10.0.0.1", 50000 + client), ("10.0.0.2", 80), [("s", answer + page)])
    read(BUILD.pcap(frames))


@pytest.mark.parametrize(
    "piece", [b"<ProbeMatch ", b"<ProbeMatch>", b"<Scopes ", b"<ProbeMatch><Scopes>", b"<XAddrs>http://"]
)
def test_a_megabyte_of_a_discovery_answer_made_to_be_slow_ends(piece: bytes) -> None:
    answer = b"<ProbeMatch>" + piece * ((1 << 20) // len(piece))
    announcement(Datagram(b"\x0a\0\0\2", b"\x0a\0\0\1", 3702, 50000, answer, 0), Ledger())


@pytest.mark.parametrize(
    "piece", [b"<title>", b"<title", b"<root ", b"<DeviceInfo", b"GetDeviceInformationResponse<Model>", b"{"]
)
def test_a_megabyte_of_a_page_made_to_be_slow_ends(piece: bytes) -> None:
    head = Head(b"HTTP/1.1 200 OK", ((b"content-type", b"text/html"),))
    enter(b"\x0a\0\0\2", 80, head, Body(b"<html>" + piece * ((1 << 20) // len(piece)), None), Ledger())


def test_memory_stays_flat_however_long_the_capture() -> None:
    """30 MB of video, of connections never closed and of names never asked twice, in pieces."""
    head = BUILD.pcap([])
    video = BUILD.pcap([BUILD.udp(bytes(1400), ("10.0.0.2", 20000), ("10.0.0.1", 30000))])[24:] * 400
    parts = [
        BUILD.pcap(
            [
                BUILD.tcp(b"HTTP/1.1 200 OK\r\n", ("10.0.0.2", 80), ("10.0.0.1", 1024 + at * 200 + port), 1)
                for port in range(200)
            ]
            + [
                BUILD.udp(BUILD.dns(f"n{at}-{n}.org"), ("10.0.0.3", 40000), ("9.9.9.9", 53))
                for n in range(30)
            ]
        )[24:]
        for at in range(50)
    ]

    class Long:
        name = "long"

        def __init__(self) -> None:
            self.pieces = iter([head, *(piece for part in parts for piece in (part, video))])
            self.ready = b""

        def read(self, size: int = -1, /) -> bytes:
            self.ready = self.ready or next(self.pieces, b"")
            out, self.ready = self.ready[:size], self.ready[size:]
            return out

    tracemalloc.start()
    count = sum(1 for _ in READER.read(Long()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count > 500
    assert peak < 60 << 20
