"""Are packets found in every form of capture file, and is a damaged file said to be damaged?"""

import io
import runpy
import struct
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.domain.problem import SourceError
from phaseout.intake.capture import READER
from phaseout.intake.capture.prefilter import Prefilter, Shape
from phaseout.intake.reader import Sniff

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pcap"
BUILD = SimpleNamespace(**runpy.run_path(str(FIXTURES / "build.py")))


class Source(io.BytesIO):
    """A source that gives at most ``step`` bytes at a time, as a pipe may."""

    name = "capture"
    step = 1 << 20

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size, self.step))


def read(content: bytes, step: int = 1 << 20) -> list[Reading]:
    source = Source(content)
    source.step = step
    return list(READER.read(source))


def values(readings: list[Reading]) -> set[tuple[str, str, str]]:
    return {(one.subject.key, one.trait, one.value) for one in readings if isinstance(one, Observation)}


def unreads(readings: list[Reading]) -> list[Unread]:
    return [one for one in readings if isinstance(one, Unread)]


FRAMES = list(BUILD.sadp_camera())
EXPECTED = values(read(BUILD.pcap(FRAMES)))


def test_the_committed_files_are_what_the_builder_writes() -> None:
    for name, make in BUILD.FILES.items():
        assert (FIXTURES / name).read_bytes() == make(), name


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("magic", [0xA1B2C3D4, 0xA1B23C4D])
def test_pcap_of_both_byte_orders_and_both_clocks_is_read(order: str, magic: int) -> None:
    content = BUILD.pcap(FRAMES, order, magic)
    assert READER.sniff(content[:4096], "x") is Sniff.MINE
    assert values(read(content)) == EXPECTED
    assert len(EXPECTED) > 5


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("resolution", [None, 9, 3])
def test_pcapng_of_both_byte_orders_and_any_clock_is_read(order: str, resolution: int | None) -> None:
    content = BUILD.pcapng(FRAMES, order, resolution=resolution)
    assert READER.sniff(content[:4096], "x") is Sniff.MINE
    readings = read(content)
    assert values(readings) == EXPECTED
    assert isinstance(readings[0], Observation)
    assert readings[0].at == "2025-11-20T14:02:11Z"


def test_kuznetzovs_longer_record_headers_are_read() -> None:
    out = [struct.pack("<IHHIIII", 0xA1B2CD34, 2, 4, 0, 0, 65535, 1)]
    out += [struct.pack("<IIIIIHBB", 9, 0, len(frame), len(frame), 1, 0, 0, 0) + frame for frame in FRAMES]
    assert values(read(b"".join(out))) == EXPECTED


def test_sections_and_interfaces_of_one_file_may_differ() -> None:
    raw = [frame[14:] for frame in FRAMES if frame[12:14] == b"\x08\x00"]
    first = BUILD.section("<") + BUILD.interface("<", 147) + BUILD.interface("<", 101)
    first += b"".join(BUILD.packet_block(1, 5_000_000, packet, "<") for packet in raw)
    second = BUILD.pcapng(list(BUILD.axis_camera()), ">")
    found = values(read(first + second))
    assert ("10.20.0.17", "http.server", "App-webs/") in found
    assert ("10.20.0.50", "upnp.model", "AXIS M1065-L") in found


def test_simple_and_old_packet_blocks_are_read() -> None:
    frames = list(BUILD.onvif_camera())
    simple = b"".join(BUILD.block(3, struct.pack("<I", len(frame)) + frame, "<") for frame in frames)
    head = BUILD.section() + BUILD.interface()
    assert len(values(read(head + simple))) == 3
    old = b"".join(
        BUILD.block(2, struct.pack("<HHIIII", 0, 0, 0, 9, len(frame), len(frame)) + frame, "<")
        for frame in frames
    )
    assert len(values(read(head + old))) == 3


def test_blocks_that_are_not_packets_are_passed_over_even_if_large() -> None:
    large = BUILD.block(4, bytes(9 << 20), "<")
    content = BUILD.pcapng(FRAMES)
    head = len(BUILD.section() + BUILD.interface())
    assert values(read(content[:head] + large + content[head:])) == EXPECTED


@pytest.mark.parametrize("step", [1, 7, 1000])
def test_small_pieces_of_input_make_no_difference(step: int) -> None:
    assert values(read(BUILD.pcap(FRAMES), step)) == EXPECTED
    assert values(read(BUILD.pcapng(FRAMES), step)) == EXPECTED


def on_link(number: int) -> bytes:
    """The camera's IPv4 packets on another kind of link."""
    heads = {
        0: struct.pack("<I", 2),
        9: b"\xff\x03\x00\x21",
        101: b"",
        108: struct.pack(">I", 2),
        113: struct.pack(">HHH8sH", 0, 1, 6, bytes(8), 0x0800),
        228: b"",
        276: struct.pack(">HHIHBB8s", 0x0800, 0, 1, 1, 0, 6, bytes(8)),
    }
    packets = [heads[number] + frame[14:] for frame in FRAMES if frame[12:14] == b"\x08\x00"]
    return bytes(BUILD.pcap(packets, link=number))


@pytest.mark.parametrize("number", [0, 9, 101, 108, 113, 228, 276])
def test_other_links_than_ethernet_are_read(number: int) -> None:
    from_arp = ("10.20.0.17", "mac", "44:19:b6:00:00:17")
    by_its_word = ("10.20.0.17", "discovery.mac", "44:19:b6:00:00:17")
    assert values(read(on_link(number))) == EXPECTED - {from_arp} | {by_its_word}


@pytest.mark.parametrize("tags", [(20,), (20, 30)])
def test_vlan_tags_are_looked_under(tags: tuple[int, ...]) -> None:
    frames = [BUILD.tagged(frame, *tags, kind=0x88A8 if len(tags) > 1 else 0x8100) for frame in FRAMES]
    if len(tags) > 1:
        frames = [frame[:16] + b"\x81\x00" + frame[18:] for frame in frames]
    assert values(read(BUILD.pcap(frames))) == EXPECTED


def test_pppoe_and_snap_are_looked_under() -> None:
    packet = next(iter(BUILD.onvif_camera()))[14:]
    session = BUILD.ethernet(struct.pack(">BBHHH", 0x11, 0, 1, len(packet) + 2, 0x21) + packet, 0x8864)
    assert len(values(read(BUILD.pcap([session])))) == 3
    arp = BUILD.arp("10.20.0.17", "44:19:b6:00:00:17")[14:]
    snap = BUILD.ethernet(b"\xaa\xaa\x03\x00\x00\x00\x08\x06" + arp, len(arp) + 8)
    assert ("10.20.0.17", "mac", "44:19:b6:00:00:17") in values(read(BUILD.pcap([snap])))


def test_a_link_that_is_not_read_is_named_once() -> None:
    (unread,) = read(BUILD.pcap(FRAMES, link=127))
    assert unread == Unread(
        "packet 1",
        f"packets of link type 127 (IEEE 802.11 with radiotap header) are not read "
        f"({len(FRAMES)} times, this was the first)",
    )


@pytest.mark.parametrize("form", ["pcap", "pcapng"])
def test_a_truncated_file_ends_in_an_unread(form: str) -> None:
    content = getattr(BUILD, form)(FRAMES)
    readings = read(content[:-5])
    (unread,) = unreads(readings)
    assert unread.locator == f"packet {len(FRAMES)}"
    assert "the file ends inside this" in unread.why
    assert f"byte {len(read_start(content, form))}" in unread.why
    assert values(readings) == EXPECTED


def read_start(content: bytes, form: str) -> bytes:
    last = getattr(BUILD, form)(FRAMES[-1:])
    head = 24 if form == "pcap" else len(BUILD.section() + BUILD.interface())
    return content[: len(content) - len(last) + head]


def test_a_file_that_is_all_header_has_nothing_to_say() -> None:
    assert read(BUILD.pcap([])) == []
    assert read(BUILD.pcapng([])) == []


def test_a_file_shorter_than_its_header_says_so() -> None:
    (unread,) = read(BUILD.pcap([])[:20])
    assert "ends inside its header" in unread.why
    (unread,) = read(BUILD.section()[:20])
    assert "ends inside" in unread.why


def test_a_skipped_block_that_is_not_all_there_says_so() -> None:
    (unread,) = read(BUILD.section() + BUILD.block(4, bytes(1000), "<")[:-300])
    assert "ends inside" in unread.why


@pytest.mark.parametrize(
    ("damage", "says"),
    [(struct.pack("<IIII", 1, 2, 0x7FFFFFFF, 3), "cannot be"), (bytes(64), "zeroes instead of a packet")],
)
def test_a_damaged_pcap_stops_with_the_byte_and_the_packet(damage: bytes, says: str) -> None:
    content = BUILD.pcap(FRAMES)
    readings = read(content + damage + content[24:])
    (unread,) = unreads(readings)
    assert unread.locator == f"packet {len(FRAMES) + 1}"
    assert f"byte {len(content)}: " in unread.why
    assert says in unread.why
    assert values(readings) == EXPECTED


@pytest.mark.parametrize("total", [0, 8, 33, 0x7FFFFFF0])
def test_a_damaged_block_stops_with_the_byte_and_the_packet(total: int) -> None:
    content = BUILD.pcapng(FRAMES)
    readings = read(content + struct.pack("<II", 6, total) + bytes(64))
    (unread,) = unreads(readings)
    assert unread.locator == f"packet {len(FRAMES) + 1}"
    assert unread.why.startswith(f"byte {len(content)}: a block of {total} bytes")
    assert values(readings) == EXPECTED


def test_packets_of_an_undescribed_interface_are_counted() -> None:
    content = BUILD.section() + b"".join(BUILD.packet_block(3, 0, frame) for frame in FRAMES)
    (unread,) = read(content)
    assert f"({len(FRAMES)} times" in unread.why


def test_a_capture_of_packet_starts_says_that_the_rest_is_missing() -> None:
    readings = read(BUILD.pcap(FRAMES, snap=96))
    assert sum("packets were captured only in part" in one.why for one in unreads(readings)) == 1
    assert ("10.20.0.17", "mac", "44:19:b6:00:00:17") in values(readings)


@pytest.mark.parametrize(
    "head", [b"", b"\xd4\xc3", b"PK\x03\x04", b"\x0a\x0d\x0d\x0a\x1c\0\0\0????", b"<?xml version='1.0'?>"]
)
def test_other_files_are_not_claimed(head: bytes) -> None:
    assert READER.sniff(head, "capture.pcap") is Sniff.NOT_MINE


@pytest.mark.parametrize("form", ["pcap", "pcapng"])
@pytest.mark.parametrize("tags", [(), (20,)])
@pytest.mark.parametrize(("camera", "viewer"), [("10.20.0.17", "10.20.0.9"), ("fd00::17", "fd00::9")])
def test_video_is_passed_over_and_what_comes_after_it_is_not(
    form: str, tags: tuple[int, ...], camera: str, viewer: str
) -> None:
    video = [BUILD.udp(b"\x80\x60" + bytes(900), (camera, 20000), (viewer, 30000))] * 300
    stream = [BUILD.tcp(bytes(900), (camera, 554), (viewer, 40000), n * 900) for n in range(300)]
    last = BUILD.conversation(
        (viewer, 40000),
        (camera, 554),
        [("s", BUILD.head("RTSP/1.0 200 OK", "Server: Rtsp Server/3.0", "Content-Length: 0"))],
    )
    frames = [BUILD.tagged(frame, *tags) if tags else frame for frame in (*video, *stream, *last)]
    readings = read(getattr(BUILD, form)(frames))
    seen = [one for one in readings if isinstance(one, Observation) and one.trait == "rtsp.server"]
    assert [(one.value, one.locator, one.port) for one in seen] == [("Rtsp Server/3.0", "packet 604", 554)]


def test_the_prefilter_moves_only_after_many_packets_that_stand_elsewhere() -> None:
    prefilter = Prefilter("<8xI4x")
    record = struct.pack("<III I", 0, 0, 77, 77) + bytes(18 + 9) + b"\x11\0\0" + bytes(range(12)) + bytes(100)
    for _ in range(63):
        prefilter.learn(Shape(18, is_ipv6=False))
    assert prefilter.unpack(record, 0)[2] != bytes(range(12))
    prefilter.learn(Shape(18, is_ipv6=False))
    assert prefilter.unpack(record, 0) == (77, 0x11, bytes(range(12)), 0)


def test_a_stream_that_breaks_loses_nothing_of_what_came_before() -> None:
    class Broken(Source):
        def read(self, size: int | None = -1, /) -> bytes:
            if chunk := super().read(size):
                return chunk
            raise SourceError("the gzip data are damaged")

    readings = READER.read(Broken(BUILD.pcap(FRAMES)))
    assert values(list(islice(readings, len(EXPECTED)))) == EXPECTED
    with pytest.raises(SourceError, match="damaged"):
        list(readings)
