"""Are hosts kept apart, bounded in number and size, and reported in order?"""

import pytest

from phaseout.domain.observation import Dropped, Observation, Unread
from phaseout.intake.capture import ledger as ledger_module
from phaseout.intake.capture.address import ip_bytes, is_host, is_private, mac_bytes
from phaseout.intake.capture.host import Place
from phaseout.intake.capture.ledger import MOST_VALUES, Ledger

CAMERA, OTHER = bytes((10, 0, 0, 1)), bytes((10, 0, 0, 2))
MAC, MAC_2 = bytes.fromhex("4419b6000001"), bytes.fromhex("4419b6000002")


def told(ledger: Ledger) -> list[tuple[str, str, str]]:
    return [
        (one.subject.key, one.trait, one.value) for one in ledger.readings() if isinstance(one, Observation)
    ]


def test_a_value_is_told_once_at_the_first_packet_that_shows_it() -> None:
    ledger = Ledger()
    for packet in (3, 9, 12):
        ledger.go_to(Place(packet, 1_700_000_000 + packet))
        ledger.see(CAMERA, "http.server", "App-webs/", 80)
        ledger.see(CAMERA, "http.server", "App-webs/", 8080)
    servers = [
        one for one in ledger.readings() if isinstance(one, Observation) and one.trait == "http.server"
    ]
    assert [(one.port, one.locator, one.at) for one in servers] == [
        (80, "packet 3", "2023-11-14T22:13:23Z"),
        (8080, "packet 3", "2023-11-14T22:13:23Z"),
    ]


@pytest.mark.parametrize("seconds", [0, -5, 1 << 62])
def test_a_time_no_calendar_knows_is_no_time(seconds: int) -> None:
    assert Place(1, seconds).at() is None


def test_an_address_that_changes_hands_is_two_hosts() -> None:
    ledger = Ledger()
    ledger.bind(CAMERA, MAC)
    ledger.see(CAMERA, "hostname", "first")
    ledger.bind(CAMERA, MAC_2)
    ledger.see(CAMERA, "hostname", "second")
    ledger.bind(CAMERA, MAC)
    ledger.see(CAMERA, "sip.server", "first again")
    found = told(ledger)
    assert [row for row in found if row[1] not in {"ip", "mac"}] == [
        ("10.0.0.1", "hostname", "first"),
        ("10.0.0.1", "sip.server", "first again"),
        ("10.0.0.1 44:19:b6:00:00:02", "hostname", "second"),
    ]


def test_a_hardware_address_counts_as_seen_only_where_something_else_than_the_equipment_saw_it() -> None:
    ledger = Ledger()
    ledger.bind_as_told(CAMERA, MAC)
    assert told(ledger) == [
        ("10.0.0.1", "ip", "10.0.0.1"),
        ("10.0.0.1", "discovery.mac", "44:19:b6:00:00:01"),
    ]
    ledger.bind(CAMERA, MAC)
    ledger.bind_as_told(CAMERA, MAC)
    assert told(ledger) == [("10.0.0.1", "ip", "10.0.0.1"), ("10.0.0.1", "mac", "44:19:b6:00:00:01")]


def test_what_an_interface_says_is_told_with_its_only_address() -> None:
    ledger = Ledger()
    ledger.see_mac(MAC, "dhcp.hostname", "cam")
    ledger.bind(CAMERA, MAC)
    assert {key for key, _, _ in told(ledger)} == {"10.0.0.1"}
    ledger.bind(OTHER, MAC)
    assert ("44:19:b6:00:00:01", "dhcp.hostname", "cam") in told(ledger)


def test_a_router_that_answers_for_many_is_not_the_maker_of_them_all() -> None:
    ledger = Ledger()
    for last in range(1, 18):
        ledger.bind(bytes((10, 0, 1, last)), MAC)
        ledger.see(bytes((10, 0, 1, last)), "hostname", f"host-{last}")
    readings = list(ledger.readings())
    assert not [one for one in readings if isinstance(one, Observation) and one.trait == "mac"]
    (unread,) = [one for one in readings if isinstance(one, Unread)]
    assert "44:19:b6:00:00:01 answers for 17 IP addresses" in unread.why


def test_an_address_alone_is_no_evidence() -> None:
    ledger = Ledger()
    ledger.see(CAMERA, "dns.query", "dev.hik-connect.com")
    ledger.serves_names(CAMERA)
    assert told(ledger) == []


@pytest.mark.parametrize("address", ["0.0.0.0", "255.255.255.255", "239.255.255.250", "::", "ff02::1"])
def test_group_and_empty_addresses_are_no_hosts(address: str) -> None:
    ledger = Ledger()
    packed = ip_bytes(address)
    assert packed is not None
    assert not is_host(packed)
    ledger.see(packed, "hostname", "x")
    ledger.bind(packed, MAC)
    assert told(ledger) == []


@pytest.mark.parametrize("mac", ["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01"])
def test_group_and_empty_hardware_addresses_bind_nothing(mac: str) -> None:
    ledger = Ledger()
    packed = mac_bytes(mac)
    assert packed is not None
    ledger.bind(CAMERA, packed)
    ledger.see_mac(packed, "hostname", "x")
    assert told(ledger) == []


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("10.1.1.1", True),
        ("172.16.0.1", True),
        ("172.32.0.1", False),
        ("192.168.1.1", True),
        ("100.64.0.1", True),
        ("169.254.1.1", True),
        ("8.8.8.8", False),
        ("fd00::1", True),
        ("fe80::1", True),
        ("2001:db8::1", False),
    ],
)
def test_private_ranges_are_known(address: str, private: bool) -> None:
    packed = ip_bytes(address)
    assert packed is not None
    assert is_private(packed) is private


def test_more_values_than_are_kept_say_so_once() -> None:
    ledger = Ledger()
    for number in range(MOST_VALUES + 30):
        ledger.see(CAMERA, "mdns.txt", f"id={number}")
    readings = list(ledger.readings())
    assert sum(isinstance(one, Observation) and one.trait == "mdns.txt" for one in readings) == MOST_VALUES
    (unread,) = [one for one in readings if isinstance(one, Unread)]
    assert unread.why.startswith("more than 64 values of mdns.txt at one host")
    assert "30 times" in unread.why


def test_a_value_longer_than_is_kept_says_so() -> None:
    ledger = Ledger()
    ledger.see(CAMERA, "http.server", "x" * 3000)
    ledger.see(CAMERA, "http.body", "y" * 3000)
    readings = list(ledger.readings())
    assert {len(one.value) for one in readings if isinstance(one, Observation) and "http" in one.trait} == {
        2048
    }
    (unread,) = [one for one in readings if isinstance(one, Unread)]
    assert "http.server longer than 2048" in unread.why


def test_more_hosts_than_are_kept_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "MOST_HOSTS", 3)
    ledger = Ledger()
    for last in range(1, 9):
        ledger.see(bytes((10, 0, 0, last)), "hostname", "x")
        ledger.bind(bytes((10, 0, 0, last)), MAC)
        ledger.see_mac(bytes((2, 0, 0, 0, 0, last)), "hostname", "x")
    readings = list(ledger.readings())
    assert len({one.subject for one in readings if isinstance(one, Observation)}) == 3
    assert any(isinstance(one, Unread) and one.why.startswith("more than 3 hosts") for one in readings)


def test_more_text_than_is_kept_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "MOST_CHARACTERS", 50)
    ledger = Ledger()
    for number in range(40):
        ledger.see(CAMERA, "mdns.txt", f"id={number}")
    readings = list(ledger.readings())
    assert sum(isinstance(one, Observation) for one in readings) < 10
    assert any(isinstance(one, Unread) and "further values are not kept" in one.why for one in readings)


def test_credentials_in_values_are_dropped_once_per_host_and_kind() -> None:
    ledger = Ledger()
    for password in ("one", "two"):
        ledger.see(CAMERA, "rtsp.path", f"/x?password={password}&channel=1", 554)
    readings = list(ledger.readings())
    paths = [one.value for one in readings if isinstance(one, Observation) and one.trait == "rtsp.path"]
    assert paths == ["/x?password=&channel=1"]
    assert sum(isinstance(one, Dropped) for one in readings) == 1
