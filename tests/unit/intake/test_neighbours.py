"""What is read of listings of neighbours and of switches."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.neighbours import READER
from phaseout.intake.reader import Sniff, SourceStream

Fixture = Callable[[str], bytes]
CAMERA, RECORDER, AXIS, GATEWAY = (
    "44:19:b6:00:00:01",
    "4c:11:bf:00:00:02",
    "ac:cc:8e:00:00:03",
    "02:00:5e:00:01:01",
)


def rows(readings: list[Reading]) -> list[tuple[str, str, str]]:
    """Return (address of the subject, trait, value) of what is neither mac nor Unread."""
    return [
        (r.subject.key, r.trait, r.value) for r in readings if isinstance(r, Observation) and r.trait != "mac"
    ]


@pytest.mark.parametrize(
    ("name", "macs", "expected"),
    [
        (
            "arp-a-linux.txt",
            [CAMERA, RECORDER, GATEWAY],
            [
                (CAMERA, "ip", "10.20.0.17"),
                (CAMERA, "hostname", "cam-17.city.example"),
                (RECORDER, "ip", "10.20.0.30"),
                (GATEWAY, "ip", "10.20.0.1"),
                (GATEWAY, "hostname", "gateway"),
            ],
        ),
        (
            "arp-a-macos.txt",
            [GATEWAY, CAMERA],
            [
                (GATEWAY, "ip", "192.168.1.1"),
                (CAMERA, "ip", "192.168.1.64"),
                (CAMERA, "hostname", "cam.local"),
            ],
        ),
        (
            "arp-n-linux.txt",
            [CAMERA, RECORDER],
            [(CAMERA, "ip", "10.20.0.17"), (RECORDER, "hostname", "nvr-attic")],
        ),
        (
            "arp-windows-fr.txt",
            [GATEWAY, CAMERA, RECORDER],
            [
                (GATEWAY, "ip", "192.168.1.1"),
                (CAMERA, "ip", "192.168.1.64"),
                (RECORDER, "ip", "192.168.1.108"),
            ],
        ),
        (
            "arp-windows-powershell.txt",
            [GATEWAY, CAMERA, RECORDER],
            [
                (GATEWAY, "ip", "192.168.1.1"),
                (CAMERA, "ip", "192.168.1.64"),
                (RECORDER, "ip", "192.168.1.108"),
            ],
        ),
        ("proc-net-arp.txt", [CAMERA, AXIS], [(CAMERA, "ip", "10.20.0.17"), (AXIS, "ip", "10.20.0.51")]),
        (
            "cisco-show-ip-arp.txt",
            [GATEWAY, CAMERA, RECORDER],
            [(GATEWAY, "ip", "10.20.0.1"), (CAMERA, "ip", "10.20.0.17"), (RECORDER, "ip", "10.20.0.30")],
        ),
        ("nxos-mac-address-table.txt", [CAMERA, GATEWAY], []),
        ("procurve-show-mac-address.txt", [CAMERA, RECORDER], []),
        (
            "comware-display-arp.txt",
            [CAMERA, RECORDER],
            [(CAMERA, "ip", "10.20.0.17"), (RECORDER, "ip", "10.20.0.30")],
        ),
        ("juniper-show-arp.txt", [CAMERA, AXIS], [(CAMERA, "ip", "10.20.0.17"), (AXIS, "ip", "10.20.0.51")]),
    ],
)
def test_each_listing_gives_its_neighbours_and_nothing_else(
    name: str,
    macs: list[str],
    expected: list[object],
    stream_of: Callable[..., SourceStream],
    fixture_bytes: Fixture,
) -> None:
    readings = list(READER.read(stream_of(fixture_bytes(f"neighbours/{name}"))))
    assert [r.value for r in readings if isinstance(r, Observation) and r.trait == "mac"] == macs
    assert rows(readings) == expected
    assert not [r for r in readings if not isinstance(r, Observation)]


def test_ip_neigh_tells_those_who_answered_and_reports_a_cut_address(
    stream_of: Callable[..., SourceStream], fixture_bytes: Fixture
) -> None:
    readings = list(READER.read(stream_of(fixture_bytes("neighbours/ip-neigh.txt"))))
    assert rows(readings) == [
        (CAMERA, "ip", "10.20.0.17"),
        (RECORDER, "ip", "10.20.0.30"),
        (GATEWAY, "ip", "10.20.0.1"),
        (AXIS, "ip", "2001:db8::51"),
        (CAMERA, "ip", "fe80::4619:b6ff:fe00:1"),
    ]
    assert readings[-1] == Unread("line 8", "no hardware address that can be read")


def test_a_row_with_a_broken_address_is_reported_and_multicast_is_passed_over(
    stream_of: Callable[..., SourceStream], fixture_bytes: Fixture
) -> None:
    readings = list(READER.read(stream_of(fixture_bytes("neighbours/cisco-mac-address-table.txt"))))
    assert [r.value for r in readings if isinstance(r, Observation)] == [CAMERA, RECORDER]
    assert [r for r in readings if isinstance(r, Unread)] == [
        Unread("line 9", "no hardware address that can be read")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "10.20.0.17  00:12:33  4419.b600.0001  Vlan20",
        "10.20.0.17  0:12:33  4419.b600.0001 Vlan20, Ethernet1",
        "10.20.0.17 00:12:33 4419.b600.0001 Dynamic ARPA GigabitEthernet0/0/0/1",
        "  10.20.0.17       4419b6-000001   dynamic  A5",
        "5       10.20.0.17       44-19-B6-00-00-01      Reachable   ActiveStore",
        "10.20.0.17 44-19-b6-00-00-01  Reachable",
        "? (10.20.0.17) at 44:19:b6:00:00:01 on em0 expires in 1198 seconds [ethernet]",
    ],
)
def test_rows_of_other_systems_are_understood(line: str, stream_of: Callable[..., SourceStream]) -> None:
    readings = list(READER.read(stream_of(line.encode())))
    assert [(r.trait, r.value) for r in readings if isinstance(r, Observation)] == [
        ("mac", CAMERA),
        ("ip", "10.20.0.17"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        b"Name,IP Address,MAC Address,Model\ncam-17,10.20.0.17,44:19:b6:00:00:01,DS-2CD2143G0-I\n",
        b"IP Address\tMAC Address\tModel\n10.20.0.17\t44:19:b6:00:00:01\tDS-2CD2143G0-I\n",
        b'{"trait": "mac", "value": "44:19:b6:00:00:01"}\n',
        b"lease 10.20.0.17 {\n  hardware ethernet 44:19:b6:00:00:01;\n",
        b"A letter about nothing, written on 2026-11-20.\n",
        b"",
    ],
)
def test_sheets_leases_and_letters_are_not_claimed(head: bytes) -> None:
    assert READER.sniff(head, "x.txt") is Sniff.NOT_MINE


def test_rows_without_a_heading_are_claimed_with_a_perhaps() -> None:
    assert READER.sniff(b"10.20.0.17 44-19-b6-00-00-01 Reachable\n", "x.txt") is Sniff.MAYBE


def test_a_line_longer_than_any_row_is_not_searched_to_its_end(
    stream_of: Callable[..., SourceStream],
) -> None:
    readings = list(
        READER.read(
            stream_of(b"x " * 600_000 + b"\n" + b"10.20.0.17 44:19:b6:00:00:01" + b" x" * 5000 + b"\n")
        )
    )
    assert readings == [
        Unread("line 1", "longer than 1 MiB; no such listing has lines like that"),
        Unread("line 2", "no hardware address that can be read"),
    ]
