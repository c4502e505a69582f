"""Does a file that was cut short in the middle of something say so, rather than look whole?"""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake import READERS
from phaseout.intake.reader import SourceStream

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]
BY_NAME = {reader.name: reader for reader in READERS}


def read(data: bytes, path: str, stream_of: StreamOf) -> list[Reading]:
    reader, _, name = path.partition("/")
    return list(BY_NAME[reader].read(stream_of(data, name=name)))


def whys(readings: list[Reading]) -> set[str]:
    return {reading.why for reading in readings if isinstance(reading, Unread)}


@pytest.mark.parametrize(
    "path",
    [
        "dhcp-leases/dnsmasq.leases", "dhcp-leases/kea-leases4.csv", "dhcp-leases/kea-leases6.csv",
        "frigate/config.yml", "neighbours/ip-neigh.txt", "neighbours/cisco-show-ip-arp.txt",
        "snmp-walk/switch-walk.txt", "zeek/dhcp.log", "csv/configtool.csv",
    ],
)  # fmt: skip
def test_a_list_that_ends_inside_a_line_says_so(
    path: str, fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    data = fixture_bytes(path).rstrip()
    last = data.rfind(b"\n") + 1
    whole, cut = data + b"\n", data[: last + (len(data) - last) // 2]
    fresh = whys(read(cut, path, stream_of)) - whys(read(whole, path, stream_of))
    assert any("ends inside" in why or "may be cut" in why for why in fresh), fresh


@pytest.mark.parametrize(
    ("path", "share"),
    [("xiongmai.bin", 0.5), ("mdns-axis.bin", 0.5), ("mdns-axis.bin", 0.83), ("rtsp-describe.txt", 0.5),
     ("dhip-two.bin", 0.5), ("dhip-two.bin", 0.55), ("dhip-two.bin", 0.97)],
)  # fmt: skip
def test_an_answer_that_is_cut_says_so(
    path: str, share: float, fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    data = fixture_bytes(f"device-dump/{path}")
    before = whys(read(data, f"device-dump/{path}", stream_of))
    assert whys(read(data[: int(len(data) * share)], f"device-dump/{path}", stream_of)) - before


def test_a_second_answer_cut_anywhere_in_its_head_is_told(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    data = fixture_bytes("device-dump/dhip-two.bin")
    second = data.index(b"DHIP", 8) - 4
    for length in range(1, 33):
        assert whys(read(data[: second + length], "device-dump/dhip-two.bin", stream_of)), length


def test_half_a_lease_gives_no_half_a_name(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    cut = b"1700000000 44:19:b6:00:00:01 10.20.0.17 cam 01:44:19\n1700000000 4c:11:bf:00:00:02 10.20.0.1"
    found = read(cut, "dhcp-leases/dnsmasq.leases", stream_of)
    assert [r.value for r in found if isinstance(r, Observation) and r.trait == "ip"] == ["10.20.0.17"]


def test_the_last_cell_of_a_row_cut_short_is_not_taken_for_whole(stream_of: StreamOf) -> None:
    text = b"Manufacturer,Model,Serial,Notes\nHikvision,DS-2CD2143,S1234567,x\nHikvision,DS-2CD21"
    found = read(text, "csv/a.csv", stream_of)
    assert [r.value for r in found if isinstance(r, Observation) and r.trait == "inventory.model"] == [
        "DS-2CD2143"
    ]
    told = [r for r in found if isinstance(r, Unread)]
    assert told == [Unread("line 3", "the file ends inside this row; its last cell is not read")]


def test_a_table_whose_last_row_has_all_its_cells_may_do_without_a_line_end(stream_of: StreamOf) -> None:
    found = read(b"Manufacturer,Model\nHikvision,DS-2CD2143", "csv/a.csv", stream_of)
    assert not whys(found)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("observation-lines/a.jsonl", b'{"asset": "a", "trait": "ip", "value": "10.0.0.1", "value": "10.0.0.2"}\n'),
        ("shodan/a.json", (b'{"ip_str":"1.2.3.4","ip_str":"10.0.0.9","port":80,"transport":"tcp",'
         b'"timestamp":"2026-11-16T08:00:01","hostnames":[],"data":"a \\":\\" b","_shodan":{"module":"http"}}\n')),
        ("device-dump/a.json", (b'{"mac":"4c:11:bf:00:00:01","method":"client.notifyDevInfo","params":{"deviceInfo":'
         b'{"DeviceType":"IPC","DeviceType":"NVR","SerialNo":"4E00X","Vendor":"Private"}}}')),
    ],
)  # fmt: skip
def test_a_key_that_stands_twice_is_said(path: str, data: bytes, stream_of: StreamOf) -> None:
    assert "a key stands twice in it; the last one is read" in whys(read(data, path, stream_of))


@pytest.mark.parametrize(
    "path",
    ["observation-lines/escaped.jsonl", "shodan/a.json"],
)
def test_a_colon_behind_a_quote_in_a_text_is_no_key(path: str, stream_of: StreamOf) -> None:
    line = b'{"asset": "a", "trait": "http.body", "value": "{\\"a\\":1, \\"a\\" : 2}"}\n'
    shodan = b'{"ip_str":"1.2.3.4","port":80,"transport":"tcp","data":"{\\"a\\":1,\\"a\\" : 1}"}\n'
    assert not whys(read(shodan if path.startswith("shodan") else line, path, stream_of))


def test_claims_picked_out_of_a_broken_answer_are_said_to_be(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    found = read(fixture_bytes("device-dump/dhip-broken.json"), "device-dump/dhip-broken.json", stream_of)
    assert "the answer is no whole JSON; what can be picked out of it is read" in whys(found)
