"""What lists of equipment in JSON say: NetBox, Snipe-IT, ServiceNow, Shinobi."""

import json
from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.export import netbox, servicenow, shinobi, snipe_it
from phaseout.intake.reader import Reader, Sniff

Read = Callable[[Reader, object], list[Reading]]


@pytest.fixture
def read(stream_of: Callable[..., object]) -> Read:
    def reading(reader: Reader, data: object) -> list[Reading]:
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        return list(reader.read(stream_of(raw)))  # type: ignore[arg-type]

    return reading


@pytest.fixture
def read_fixture(read: Read, fixture_bytes: Callable[[str], bytes]) -> Callable[[Reader, str], list[Reading]]:
    return lambda reader, name: read(reader, fixture_bytes(f"{reader.name}/{name}"))


ReadFixture = Callable[[Reader, str], list[Reading]]


def told(readings: list[Reading], number: int) -> list[tuple[str, str]]:
    key = f"record {number}"
    return [(r.trait, r.value) for r in readings if isinstance(r, Observation) and r.subject.key == key]


def subjects(readings: list[Reading]) -> set[tuple[str | None, str | None]]:
    return {(r.subject.ref, r.subject.site) for r in readings if isinstance(r, Observation)}


def dropped(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.what) for r in readings if isinstance(r, Dropped)]


def unread(readings: list[Reading]) -> list[str]:
    return [r.locator for r in readings if isinstance(r, Unread)]


def test_a_device_of_netbox_is_a_row_of_an_inventory(read_fixture: ReadFixture) -> None:
    readings = read_fixture(netbox.READER, "devices.json")
    assert told(readings, 1) == [
        ("inventory.description", "cam-lobby"),
        ("inventory.manufacturer", "Hikvision"),
        ("inventory.model", "DS-2CD2143G0-I"),
        ("asset.kind", "camera"),
        ("inventory.serial", "DS-2CD2143G0-I20190311AAWRC11223399"),
        ("inventory.description", "Lobby"),
        ("ip", "192.0.2.81"),
        ("ip", "2001:db8::81"),
        ("inventory.description", "above the desk"),
        ("mac", "44:19:b6:0a:00:81"),
        ("asset.acquired", "2019-06-03"),
    ]
    assert subjects(readings) == {("A-100", "City Hall"), (None, "City Hall"), ("A-101", "City Hall")}


def test_of_netbox_credentials_are_dropped_and_mangled_serials_unread(read_fixture: ReadFixture) -> None:
    readings = read_fixture(netbox.READER, "devices.json")
    assert dropped(readings) == [
        ("record 1, custom_fields.admin_password", "key admin_password"),
        ("record 3, custom_fields.rtsp", "user and password in an address"),
    ]
    assert unread(readings) == ["record 2, serial"]
    assert ("rtsp.path", "/Streaming/Channels/101") in told(readings, 3)


def test_the_address_of_netbox_itself_is_no_devices(read_fixture: ReadFixture) -> None:
    assert "netbox.example.org" not in repr(read_fixture(netbox.READER, "devices.json"))


def test_one_device_alone_and_a_bare_list_are_read_as_well(read: Read) -> None:
    device = {"name": "c1", "device_type": {"model": "DS-2CD2032-I", "manufacturer": {"name": "Hikvision"}}}
    for data in (device, [device], {"results": [device]}):
        assert ("inventory.model", "DS-2CD2032-I") in told(read(netbox.READER, data), 1)


@pytest.mark.parametrize(
    "link", ["https://nautobot.example.org/api/dcim/device-types/1/", {"id": "1", "url": "x"}]
)
def test_a_device_type_that_is_only_a_link_is_unread_once(read: Read, link: object) -> None:
    readings = read(netbox.READER, [{"name": "c1", "serial": "ABC12345", "device_type": link}] * 3)
    assert unread(readings) == ["record 1, device_type"]
    assert told(readings, 3) == [("inventory.serial", "ABC12345")]


def test_a_field_people_made_describes_only_where_maker_or_model_is_missing(read: Read) -> None:
    own = {"Label on the housing": "LaView 4MP dome", "Warranty provider": "Dell", "Checked": "yes"}
    full = {"device_type": {"model": "X-1", "manufacturer": {"name": "Axis"}}, "custom_fields": own}
    bare = {"device_type": {"model": "X-1"}, "custom_fields": own}
    readings = read(netbox.READER, [full, bare])
    assert ("inventory.description", "LaView 4MP dome") not in told(readings, 1)
    assert ("inventory.description", "LaView 4MP dome") in told(readings, 2)
    assert "Dell" not in repr(readings)


def test_an_asset_of_snipe_it_has_its_designation_in_the_model_number(read_fixture: ReadFixture) -> None:
    readings = read_fixture(snipe_it.READER, "hardware.json")
    first, second = told(readings, 1), told(readings, 2)
    assert ("inventory.model", "DS-2CD2343G0-I") in first
    assert ("inventory.description", "4 MP outdoor turret") in first
    assert ("inventory.description", "North & south stair") in first
    assert ("mac", "44:19:b6:0a:02:01") in first
    assert ("ip", "192.0.2.141") in first
    assert ("asset.acquired", "2020-02-14") in first
    assert ("order.supplier", "Example Security Ltd") in first
    assert ("inventory.model", "DHI-NVR4216-16P-4KS2") in second
    assert ("asset.kind", "recorder") in second
    assert subjects(readings) == {("T-2001", "Library"), ("T-2002", "Depot")}
    assert [what for _, what in dropped(readings)] == ["key Device password"]


def test_servicenow_is_read_by_display_values(read_fixture: ReadFixture) -> None:
    readings = read_fixture(servicenow.READER, "table-api.json")
    first = told(readings, 1)
    assert ("inventory.manufacturer", "Hikvision") in first
    assert ("inventory.model", "Hikvision DS-2CD2143G0-I") in first
    assert ("asset.kind", "camera") in first
    assert ("inventory.firmware", "V5.5.82") in first
    assert ("P1000091", "City Hall") in subjects(readings)
    assert dropped(readings) == [("record 1, u_onvif_password", "key u_onvif_password")]


def test_a_reference_without_a_name_is_unread_once_for_each_key(read_fixture: ReadFixture) -> None:
    readings = read_fixture(servicenow.READER, "table-api.json")
    assert unread(readings) == ["record 2, manufacturer", "record 2, model_id"]
    assert {trait for trait, _ in told(readings, 3)} == {"inventory.description", "ip"}
    assert ("P1000092", None) in subjects(readings), "the key of a location is no site"


def test_a_list_exported_by_servicenow_is_read_too(read_fixture: ReadFixture) -> None:
    readings = read_fixture(servicenow.READER, "list-export.json")
    assert ("inventory.model", "DS-7616NI-K2") in told(readings, 1)
    assert ("asset.kind", "recorder") in told(readings, 1)


def test_monitors_of_shinobi_give_hosts_and_paths(read_fixture: ReadFixture) -> None:
    readings = read_fixture(shinobi.READER, "Monitors.json")
    assert told(readings, 1) == [
        ("inventory.description", "West gate"),
        ("ip", "192.0.2.161"),
        ("rtsp.path", "/Streaming/Channels/101"),
    ]
    assert ("rtsp.path", "/cam/realmonitor?channel=1&subtype=0") in told(readings, 2)
    assert sorted(what for _, what in dropped(readings)) == [
        "key mpass",
        "key mpass",
        "user and password in an address",
        "user and password in an address",
    ]


def test_details_that_are_no_json_are_unread_and_not_quoted(read: Read) -> None:
    monitor = {"mid": "a", "name": "Gate", "host": "192.0.2.5", "details": '{"mpass":"hunter2'}
    readings = read(shinobi.READER, [monitor, {**monitor, "details": "[" * 100_000}])
    assert unread(readings) == ["record 1, details", "record 2, details"]
    assert ("ip", "192.0.2.5") in told(readings, 1)
    assert "hunter2" not in repr(readings)


def test_halves_of_letters_and_odd_values_become_text_that_can_be_kept(read: Read) -> None:
    data = b'[{"name": "\\ud800 caf\\u00e9\\u0000", "device_type": {"model": ["DS-2CD2032-I", 5, true, null, {}]}}]'
    readings = read(netbox.READER, data)
    assert ("inventory.model", "DS-2CD2032-I") in told(readings, 1)
    repr(readings).encode()


def test_a_record_of_a_million_values_and_one_nested_deeply_are_bounded(read: Read) -> None:
    wide = {"device_type": {"model": "X-1"}, "custom_fields": {f"f{n}": f"word{n}" for n in range(60_000)}}
    readings = read(netbox.READER, [wide])
    assert len(readings) <= 20_001
    assert unread(readings) == ["record 1"]
    deep: dict[str, object] = {"device_type": {"model": "X-1"}}
    for _ in range(200):
        deep = {"device_type": deep, "name": "north gate"}
    assert read(netbox.READER, [deep])


def test_a_name_of_a_key_is_shown_short_and_on_one_line(read: Read) -> None:
    own = {"MAC\n" + "x" * 120 + " password": "geheim"}
    readings = read(netbox.READER, [{"device_type": {"model": "X-1"}, "custom_fields": own}])
    (place,) = [locator for locator, _ in dropped(readings)]
    assert "\n" not in place
    assert len(place) < 80


@pytest.mark.parametrize("reader", [netbox.READER, snipe_it.READER, servicenow.READER, shinobi.READER])
def test_json_of_other_programs_is_not_claimed(reader: Reader) -> None:
    for text in (
        '{"ip": "192.0.2.1", "ports": [{"port": 80}]}',
        '[{"id": 1, "name": "x"}]',
        '{"results": [{"name": "x"}]}',
        "device_type,asset_tag,rows\n",
        '{"trait": "mac", "asset_tag": 1, "value": "x"}',
    ):
        assert reader.sniff(text.encode(), "export.json") is Sniff.NOT_MINE


def test_utf_16_as_powershell_writes_it_is_recognised_and_read(
    read: Read, fixture_bytes: Callable[[str], bytes]
) -> None:
    data = fixture_bytes("netbox-json/devices.json").decode().encode("utf-16")
    assert netbox.READER.sniff(data[:4096], "devices.json") is Sniff.MINE
    assert len(read(netbox.READER, data)) == len(
        read(netbox.READER, fixture_bytes("netbox-json/devices.json"))
    )
