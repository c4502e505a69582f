"""What is read of DHCP leases."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.dhcp_leases import READER
from phaseout.intake.reader import Sniff, SourceStream

Read = Callable[[str], list[Reading]]
CAMERA, RECORDER, AXIS = "44:19:b6:00:00:01", "4c:11:bf:00:00:02", "ac:cc:8e:00:00:03"


@pytest.fixture
def read(stream_of: Callable[..., SourceStream], fixture_bytes: Callable[[str], bytes]) -> Read:
    return lambda name: list(READER.read(stream_of(fixture_bytes(f"dhcp-leases/{name}"))))


def told(readings: list[Reading]) -> list[tuple[str, str, str, str | None]]:
    return [(r.locator, r.trait, r.value, r.at) for r in readings if isinstance(r, Observation)]


def unread(readings: list[Reading]) -> list[Reading]:
    return [r for r in readings if not isinstance(r, Observation)]


def test_dhcpd_leases_are_read_with_their_damage_reported(read: Read) -> None:
    readings = read("dhcpd.leases")
    now = "2026-11-19T14:02:11Z"
    assert told(readings) == [
        ("line 9", "mac", CAMERA, now),
        ("line 9", "ip", "10.20.0.17", now),
        ("line 9", "dhcp.hostname", "DS-2CD2143G0-I", now),
        ("line 9", "dhcp.vendor-class", "udhcp 1.21.1", now),
        ("line 21", "mac", RECORDER, "2026-11-18T08:00:00Z"),
        ("line 21", "dhcp.hostname", 'NVR "attic" étage', "2026-11-18T08:00:00Z"),
        ("line 31", "ip", "10.20.0.19", now),
        ("line 43", "mac", AXIS, now),
        ("line 43", "ip", "10.20.0.22", now),
        ("line 43", "dhcp.hostname", "axis-accc8e000003", now),
    ]
    assert unread(readings) == [
        Unread("line 31", "'44:19:b6:zz:00:01' is no hardware address"),
        Unread("line 40", "lease 10.20.0.21 has no end before line 43"),
        Unread("line 49", "the file ends inside lease 10.20.0.23"),
    ]


def test_an_ended_lease_tells_of_its_taker_and_not_of_the_address(read: Read) -> None:
    assert "10.20.0.18" not in [value for _, _, value, _ in told(read("dhcpd.leases"))]


def test_an_ipv6_lease_of_dhcpd_is_read(read: Read) -> None:
    assert told(read("dhcpd6.leases")) == [("line 5", "ip", "2001:db8::17", None)]


def test_reservations_of_dhcpd_are_read(read: Read) -> None:
    assert [(place, value) for place, _, value, _ in told(read("dhcpd-reservations.conf"))] == [
        ("line 4", CAMERA),
        ("line 4", "10.20.0.17"),
        ("line 5", RECORDER),
        ("line 5", "10.20.0.30"),
    ]


RESERVED = (
    "subnet 10.0.0.0 netmask 255.0.0.0 { # {\n  group {\n    host a { hardware ethernet 44:19:b6:00:00:01; }"
)


@pytest.mark.parametrize(
    ("rest", "faults"),
    [
        ("\n  }\n}\n", []),
        (" }\n}\n", []),
        (" } }\n", []),
        ("", [Unread("line 2", "the file ends inside this block")]),
        ("\n  }\n", [Unread("line 1", "the file ends inside this block")]),
        ("\n    host b { hardware", [Unread("line 4", "the file ends inside host b")]),
    ],
)
def test_reservations_cut_inside_a_group_are_told(
    rest: str, faults: list[Unread], stream_of: Callable[..., SourceStream]
) -> None:
    readings = list(READER.read(stream_of((RESERVED + rest).encode())))
    assert [value for _, _, value, _ in told(readings)] == [CAMERA]
    assert unread(readings) == faults


def test_dnsmasq_leases_are_read_with_their_damage_reported(read: Read) -> None:
    readings = read("dnsmasq.leases")
    assert told(readings) == [
        ("line 1", "mac", CAMERA, None),
        ("line 1", "ip", "192.168.1.64", None),
        ("line 1", "dhcp.hostname", "DS-2CD2143G0-I", None),
        ("line 2", "mac", RECORDER, None),
        ("line 2", "ip", "192.168.1.108", None),
        ("line 3", "mac", AXIS, None),
        ("line 3", "ip", "192.168.1.51", None),
        ("line 3", "dhcp.hostname", "axis-accc8e000003", None),
        ("line 4", "mac", "44:19:b6:00:00:04", None),
        ("line 4", "dhcp.hostname", "broken", None),
        ("line 7", "mac", CAMERA, None),
        ("line 7", "ip", "2001:db8::17", None),
        ("line 7", "dhcp.hostname", "cam-17", None),
    ]
    assert unread(readings) == [
        Unread("line 4", "'192.168.1.300' is no network address"),
        Unread("line 5", "not expiry, hardware address, address, name and client id"),
    ]


def test_kea_leases_are_read_with_their_damage_reported(read: Read) -> None:
    readings = read("kea-leases4.csv")
    assert told(readings) == [
        ("line 2", "mac", CAMERA, "2026-11-19T14:02:11Z"),
        ("line 2", "ip", "10.20.0.17", "2026-11-19T14:02:11Z"),
        ("line 2", "dhcp.hostname", "ds-2cd2143g0-i.city.example", "2026-11-19T14:02:11Z"),
        ("line 3", "mac", RECORDER, "2026-11-19T14:02:20Z"),
        ("line 3", "ip", "10.20.0.30", "2026-11-19T14:02:20Z"),
        ("line 3", "dhcp.hostname", "nvr,attic", "2026-11-19T14:02:20Z"),
        ("line 4", "mac", AXIS, "2026-11-18T10:06:40Z"),
        ("line 4", "dhcp.hostname", "axis-accc8e000003", "2026-11-18T10:06:40Z"),
        ("line 5", "mac", "ac:cc:8e:00:00:04", "2026-11-18T11:06:40Z"),
    ]
    assert unread(readings) == [Unread("line 6", "2 cells where the heading names 12")]


def test_kea_ipv6_leases_give_the_address_in_the_identifier(read: Read) -> None:
    readings = read("kea-leases6.csv")
    assert [(place, trait, value) for place, trait, value, _ in told(readings)] == [
        ("line 2", "mac", CAMERA),
        ("line 2", "ip", "2001:db8::17"),
        ("line 2", "dhcp.hostname", "cam-17"),
        ("line 3", "mac", AXIS),
        ("line 3", "ip", "2001:db8::51"),
    ]
    assert unread(readings) == []


def test_a_client_id_with_a_brace_does_not_end_or_open_a_block(
    stream_of: Callable[..., SourceStream],
) -> None:
    lease = 'lease 10.20.0.17 {\n  uid "\\001D}{{";\n  hardware ethernet 44:19:b6:00:00:01;\n}\n'
    lease += "lease 10.20.0.18 {\n}\n"
    readings = list(READER.read(stream_of(lease.encode())))
    assert [r.value for r in readings if isinstance(r, Observation)] == [CAMERA, "10.20.0.17", "10.20.0.18"]


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (b"address,hwaddr,client_id,valid_lifetime,expire,subnet_id\n", Sniff.MINE),
        (b"\xef\xbb\xbfaddress,duid,valid_lifetime,expire,subnet_id\n", Sniff.MINE),
        (b"1795118540 4c:11:bf:00:00:02 192.168.1.108 * *\n", Sniff.MINE),
        (b"lease 10.20.0.17 {\n", Sniff.MINE),
        (b"# The format of this file is documented in the dhcpd.leases(5) manual page.\n", Sniff.MAYBE),
        (b"host web {\n  listen 80;\n}\n", Sniff.NOT_MINE),
        (b"address,city,country\n1 Main Street,Gatineau,CA\n", Sniff.NOT_MINE),
        (b"10.20.0.17 dev eth0 lladdr 44:19:b6:00:00:01 REACHABLE\n", Sniff.NOT_MINE),
        (b"", Sniff.NOT_MINE),
    ],
)
def test_leases_are_recognised_and_other_files_are_not(head: bytes, says: Sniff) -> None:
    assert READER.sniff(head, "x") is says
