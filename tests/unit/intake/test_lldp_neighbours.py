"""What is read of listings of LLDP and CDP neighbours."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Observation, Unread
from phaseout.intake.reader import Sniff, SourceStream
from phaseout.intake.switch.lldp_neighbours import READER

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]
CAMERA = "44:19:b6:00:00:01"


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        (
            "cisco-show-lldp-neighbors-detail.txt",
            CAMERA,
            ["10.20.0.17", "cam-17", "Hikvision IPC DS-2CD2143G0-I\nV5.6.3 build 190923"],
        ),
        (
            "cisco-show-cdp-neighbors-detail.txt",
            "axis-accc8e000003 10.20.0.50",
            ["10.20.0.50", "axis-accc8e000003", "AXIS P3245-V", "AXIS P3245-V Network Camera 10.12.104"],
        ),
        (
            "nxos-show-lldp-neighbors-detail.txt",
            "44:19:b6:00:00:81",
            ["10.20.0.81", "cam-81", "Hikvision DS-2CD2143G0-I\nBuild 190923"],
        ),
        (
            "junos-show-lldp-neighbors.txt",
            "3c:ef:8c:00:00:91",
            ["10.20.0.91", "NVR-attic", "Dahua NVR4216-16P"],
        ),
        ("procurve-lldp-remote-device.txt", CAMERA, ["10.20.0.17", "IPC", "IP Camera"]),
        ("comware-display-lldp.txt", CAMERA, ["10.32.2.2", "CAM", "H3C Comware Platform\nH3C MSR3600"]),
        ("mikrotik-ip-neighbor.txt", CAMERA, ["10.20.0.17", "cam", "Hikvision", "V5"]),
        ("lldpctl-keyvalue.txt", CAMERA, ["10.20.0.17", "cam-1", "Hikvision camera"]),
        ("lldpctl-keyvalue.txt", "44:19:b6:00:00:02", ["manufacturer: Dahua"]),
        ("lldpcli.json", CAMERA, ["10.20.0.17", "fe80::2", "cam-1", "Hikvision"]),
        ("lldpcli.json", "44:19:b6:00:00:09", []),
        (
            "lldpcli-json0.json",
            "44:19:b6:00:00:93",
            ["10.20.0.93", "cam-93", "IPC", "manufacturer: HIKVISION\nmodel: DS-2CD2143G0-I"],
        ),
        ("lldpcli.xml", CAMERA, ["10.20.0.17", "cam-1", "Hik"]),
        ("eos.json", "44:19:b6:00:00:92", ["10.20.0.92", "cam-92", "Hikvision camera"]),
        (
            "lldpctl.txt",
            "4c:11:bf:00:00:02",
            [
                *("10.20.0.30", "fe80::1", "NVR", "Dahua NVR4216\nsecond line"),
                "Serial Number: 4E00\nManufacturer: Dahua\nModel:        NVR4216",
            ],
        ),
    ],
)
def test_a_neighbour_is_what_it_says_of_itself(
    name: str, key: str, expected: list[str], fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    found = READER.read(stream_of(fixture_bytes(f"lldp-neighbours/{name}"), name=name))
    assert [
        r.value for r in found if isinstance(r, Observation) and r.subject.key == key and r.trait != "mac"
    ] == expected


def test_a_neighbour_on_two_ports_is_one_thing(stream_of: StreamOf, fixture_bytes: Fixture) -> None:
    once = fixture_bytes("lldp-neighbours/cisco-show-lldp-neighbors-detail.txt")
    keys = {r.subject.key for r in READER.read(stream_of(once + once)) if isinstance(r, Observation)}
    assert keys == {CAMERA, "00:1b:54:00:00:02"}


def test_cameras_of_one_default_name_stay_apart(stream_of: StreamOf) -> None:
    listing = "Device ID: IPC\nEntry address(es):\n  IP address: 10.0.0.{}\nPlatform: IPC\n"
    data = (listing.format(1) + listing.format(2)).encode()
    keys = {r.subject.key for r in READER.read(stream_of(data)) if isinstance(r, Observation)}
    assert keys == {"IPC 10.0.0.1", "IPC 10.0.0.2"}


def test_a_summary_says_that_it_tells_too_little(stream_of: StreamOf) -> None:
    data = b"Device ID           Local Intf     Hold-time  Capability      Port ID\ncam-1   Gi1/0/1  120  S  eth0\n"
    assert [type(r) for r in READER.read(stream_of(data))] == [Unread]


@pytest.mark.parametrize(
    "data",
    [
        b'{"lldp":' * 5000,
        b"<lldp>" + b"<interface>" * 5000,
        b"Chassis id: " + b"a" * 3_000_000,
        b"lldp.a.via=" * 9,
    ],
)
def test_hostile_listings_end_in_words(data: bytes, stream_of: StreamOf) -> None:
    assert all(isinstance(r, Unread) for r in READER.read(stream_of(data)))


def test_prose_about_lldp_is_not_claimed() -> None:
    assert (
        READER.sniff(b"The Chassis ID of a neighbour and its System Name are shown.", "x") is Sniff.NOT_MINE
    )


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("lldpctl.txt", b""),
        ("nxos-show-lldp-neighbors-detail.txt", b"Capability codes:\n  (R) Router, (B) Bridge\n\n"),
    ],
)
def test_a_listing_that_misses_the_end_it_announces_was_cut_and_says_so(
    fixture_bytes: Fixture, stream_of: StreamOf, name: str, head: bytes
) -> None:
    whole = head + fixture_bytes(f"lldp-neighbours/{name}")
    assert not [one for one in READER.read(stream_of(whole)) if isinstance(one, Unread)]
    cut = whole[: whole.rindex(b"10.20.0.") + len(b"10.20.0.1")]
    readings = list(READER.read(stream_of(cut)))
    assert [one.why for one in readings if isinstance(one, Unread)] == [
        "the file ends inside this line or behind it; it was not read",
        "no end mark: the listing was broken off, or the file cut short",
    ]
    told = {one.value for one in readings if isinstance(one, Observation)}
    assert told <= {one.value for one in READER.read(stream_of(whole)) if isinstance(one, Observation)}


def test_a_line_of_keys_and_values_without_its_break_is_not_read(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    whole = fixture_bytes("lldp-neighbours/lldpctl-keyvalue.txt")
    cut = whole[: whole.rindex(b"mgmt-ip=10.20.0.") + len(b"mgmt-ip=10.20.0.1")]
    readings = list(READER.read(stream_of(cut)))
    assert [one.why for one in readings if isinstance(one, Unread)] == [
        "the file ends inside this line or behind it; it was not read",
        "no end mark: the listing was broken off, or the file cut short",
    ]
    assert "10.20.0.1" not in {one.value for one in readings if isinstance(one, Observation)}


def test_what_somebody_picked_out_of_a_listing_misses_no_end(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    whole = fixture_bytes("lldp-neighbours/lldpctl.txt")
    picked = whole[whole.index(b"Interface:") : whole.rindex(b"Manufacturer")]
    assert not [one for one in READER.read(stream_of(picked)) if isinstance(one, Unread)]
