"""What the tables of known tools say, and how they are told from others."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_profile import plain_name, recognised
from phaseout.intake.column_profiles import BUILT_IN
from phaseout.intake.csv_inventory import READER
from phaseout.intake.reader import Sniff

Read = Callable[[str | bytes], list[Reading]]
Told = list[tuple[str, str]]


@pytest.fixture
def read(stream_of: Callable[..., object]) -> Read:
    def reading(data: str | bytes) -> list[Reading]:
        raw = data.encode() if isinstance(data, str) else data
        return list(READER.read(stream_of(raw)))  # type: ignore[arg-type]

    return reading


@pytest.fixture
def read_export(read: Read, fixture_bytes: Callable[[str], bytes]) -> Callable[[str], list[Reading]]:
    return lambda name: read(fixture_bytes(f"csv/{name}.csv"))


ReadExport = Callable[[str], list[Reading]]


def told(readings: list[Reading], line: int) -> Told:
    return [
        (r.trait, r.value) for r in readings if isinstance(r, Observation) and r.subject.key == f"line {line}"
    ]


def dropped(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.what) for r in readings if isinstance(r, Dropped)]


def unread(readings: list[Reading]) -> list[str]:
    return [r.locator for r in readings if isinstance(r, Unread)]


def test_in_a_sadp_list_the_device_type_is_the_model_or_a_kind(read_export: ReadExport) -> None:
    readings = read_export("sadp-list")
    assert told(readings, 2) == [
        ("discovery.model", "DS-2CD2143G0-I"),
        ("ip", "192.0.2.21"),
        ("discovery.firmware", "V5.5.82build 190220"),
        ("discovery.serial", "DS-2CD2143G0-I20190311AAWRC11223344"),
        ("discovery.mac", "44:19:b6:0a:00:21"),
    ]
    assert told(readings, 3)[0] == ("asset.kind", "recorder")
    assert ("ip", "fe80::4619:b6ff:fe0a:10") in told(readings, 3)
    assert told(readings, 4)[0] == ("asset.kind", "camera")
    assert not unread(readings)


def test_of_the_fields_of_sadp_the_salt_is_dropped(read_export: ReadExport) -> None:
    readings = read_export("sadp-fields")
    assert told(readings, 2)[:2] == [
        ("discovery.model", "DS-7608NI-K2"),
        ("discovery.serial", "DS-7608NI-K20820200507CCRRE11112222WCVU"),
    ]
    assert dropped(readings) == [("line 2, column Salt", "column Salt")]


def test_in_a_configtool_list_the_type_is_the_kind(read_export: ReadExport) -> None:
    readings = read_export("configtool")
    kinds = [told(readings, line)[0] for line in (2, 3, 4)]
    assert kinds == [("asset.kind", "camera"), ("asset.kind", "recorder"), ("asset.kind", "intercom")]
    assert ("discovery.firmware", "2.800.0000000.16.R") in told(readings, 2)
    assert ("discovery.serial", "5F0A1B2PAG00031") in told(readings, 2)


def test_only_what_a_makers_own_tool_wrote_is_the_equipments_word(read_export: ReadExport) -> None:
    for name in ("ivms-4200-batch", "hikcentral-devices", "milestone-cameras", "axis-devices"):
        traits = {one.trait for one in read_export(name) if isinstance(one, Observation)}
        assert not any(trait.startswith("discovery.") for trait in traits)


def test_an_ivms_4200_batch_gives_serials_and_addresses_and_no_password(read_export: ReadExport) -> None:
    readings = read_export("ivms-4200-batch")
    assert told(readings, 2) == [("inventory.description", "Lobby recorder"), ("ip", "192.0.2.12")]
    assert told(readings, 3) == [("inventory.description", "Yard camera"), ("inventory.serial", "D12345678")]
    assert ("hostname", "annex-dvr") not in told(readings, 4)
    assert len(dropped(readings)) == 3


def test_a_milestone_import_list_is_read_although_it_names_no_maker(read_export: ReadExport) -> None:
    readings = read_export("milestone-import")
    assert told(readings, 2) == [("inventory.description", "Hall east"), ("ip", "192.0.2.41")]
    assert told(readings, 3) == [("inventory.description", "Hall west"), ("ip", "192.0.2.42")]
    assert [what for _, what in dropped(readings)] == ["column HardwarePassword"] * 2


def test_a_milestone_driver_is_a_description_and_no_manufacturer(read_export: ReadExport) -> None:
    for name in ("milestone-hardware", "milestone-cameras"):
        readings = read_export(name)
        assert ("inventory.description", "Hikvision") in told(readings, 2)
        assert ("mac", "44:19:b6:0a:00:43") in told(readings, 2)
        assert not [r for r in readings if isinstance(r, Observation) and r.trait == "inventory.manufacturer"]
        assert len(dropped(readings)) == 2


def test_the_name_of_a_storage_pool_describes_no_camera(read_export: ReadExport) -> None:
    assert "Dahua tower" not in repr(read_export("milestone-cameras"))
    assert "REC-01" not in repr(read_export("milestone-hardware"))


@pytest.mark.parametrize("name", ["genetec-hardware", "genetec-materiel"])
def test_in_a_genetec_report_the_product_type_is_the_model(read_export: ReadExport, name: str) -> None:
    readings = read_export(name)
    assert told(readings, 2)[1:] == [
        ("inventory.manufacturer", "Hikvision"),
        ("inventory.model", "DS-2CD2T85FWD-I5"),
        ("inventory.firmware", "V5.5.61 build 180718"),
        ("ip", "192.0.2.61"),
        ("mac", "44:19:b6:0a:00:61"),
    ]
    assert "V5.7.3" not in repr(readings), "firmware that is proposed is not there yet"


def test_the_serial_number_of_an_axis_unit_is_its_hardware_address(
    read: Read, read_export: ReadExport
) -> None:
    axis = told(read_export("axis-devices"), 2)
    assert ("inventory.serial", "ACCC8E0A0071") in axis
    assert ("mac", "ac:cc:8e:0a:00:71") in axis
    foreign = "Serial number,Model,Firmware version,Connection status\nC12345678,DS-2CD2032-I,V5.4,OK\n"
    assert not [pair for pair in told(read(foreign), 2) if pair[0] == "mac"]


@pytest.mark.parametrize("name", ["netbox-import", "netbox-export"])
def test_in_netbox_the_type_is_the_model_and_the_role_the_kind(read_export: ReadExport, name: str) -> None:
    camera = told(read_export(name), 2)
    assert ("inventory.model", "DS-2CD2143G0-I") in camera
    assert ("asset.kind", "camera") in camera
    assert ("inventory.manufacturer", "Hikvision") in [(trait, value.capitalize()) for trait, value in camera]


def test_a_custom_field_of_netbox_is_read_by_its_own_name(read_export: ReadExport) -> None:
    assert ("mac", "44:19:b6:0a:00:81") in told(read_export("netbox-import"), 2)


def test_a_model_with_a_number_is_a_description_in_snipe_it(read_export: ReadExport) -> None:
    asset = told(read_export("snipe-it-report"), 2)
    assert ("inventory.model", "DS-2CD2343G0-I") in asset
    assert ("inventory.description", "4 MP outdoor turret") in asset
    assert ("asset.acquired", "2020-02-14") in asset


def test_a_snipe_it_file_with_bare_carriage_returns_and_double_headers_is_read(read: Read) -> None:
    rows = (
        "Company,Name,Asset Tag,Category,Manufacturer,Model,Model Number,Category,Company",
        "Town,Stair,T-1,Cameras,Hikvision,Turret,6.37702E+15,Cameras,Town",
        "Town,Hall,T-2,Cameras,Dahua,Dome,IPC-HDW2431T,Cameras,Town",
    )
    readings = read("\r".join(rows))
    assert unread(readings) == ["line 2, column Model Number"]
    assert ("inventory.manufacturer", "Hikvision") in told(readings, 2)
    assert ("inventory.model", "IPC-HDW2431T") in told(readings, 3)
    assert next(r.subject.ref for r in readings if isinstance(r, Observation)) == "T-1"


def test_a_reference_of_servicenow_is_no_name(read_export: ReadExport) -> None:
    readings = read_export("servicenow-list")
    assert ("inventory.model", "Hikvision DS-2CD2143G0-I") in told(readings, 2)
    assert ("asset.kind", "camera") in told(readings, 2)
    assert unread(readings) == ["line 3, column manufacturer", "line 3, column model_id"]
    assert not [
        pair for pair in told(readings, 3) if pair[0] in {"inventory.model", "inventory.manufacturer"}
    ]


@pytest.mark.parametrize(
    ("name", "model"),
    [("lansweeper", "DS-2CD2032-I"), ("axonius-devices", "DS-2CD2385G1-I"), ("tkh-sdm2", "HSD820H2-E")],
)
def test_other_tools_are_read_whole(read_export: ReadExport, name: str, model: str) -> None:
    traits = dict(told(read_export(name), 2))
    assert traits["inventory.model"] == model
    assert {"ip", "mac", "inventory.serial"} <= traits.keys()


def test_what_runzero_concludes_is_a_description(read_export: ReadExport) -> None:
    assert told(read_export("runzero-assets"), 2) == [
        ("inventory.description", "IP Camera"),
        ("inventory.description", "Hikvision DS-2CD2143G0-I"),
        ("ip", "192.0.2.121"),
        ("ip", "fe80::4619:b6ff:fe0a:121"),
        ("mac", "44:19:b6:0a:01:21"),
        ("hostname", "CAM-121"),
        ("hostname", "cam-121.example.org"),
    ]


def test_monitors_of_zoneminder_give_paths_and_no_password(read_export: ReadExport) -> None:
    readings = read_export("zoneminder-monitors")
    assert ("rtsp.path", "/Streaming/Channels/101") in told(readings, 2)
    assert ("rtsp.path", "/cam/realmonitor?channel=1&subtype=0") in told(readings, 3)
    assert not [pair for pair in told(readings, 2) if "Ffmpeg" in pair[1] or "Modect" in pair[1]]
    assert len(dropped(readings)) == 5


def test_every_fixture_of_a_tool_is_claimed_by_its_header(fixture_bytes: Callable[[str], bytes]) -> None:
    for name in ("sadp-list", "milestone-import", "ivms-4200-batch", "runzero-assets", "zoneminder-monitors"):
        assert READER.sniff(fixture_bytes(f"csv/{name}.csv")[:4096], "export") is Sniff.MINE


@pytest.mark.parametrize("profile", BUILT_IN, ids=lambda profile: profile.name)
def test_a_credential_is_one_whatever_a_profile_says(profile) -> None:  # type: ignore[no-untyped-def]
    for title in ("Password", "HardwarePassword", "cf_onvif_password", "u_password", "Mot de passe"):
        assert profile.use_of(title).meaning is Meaning.CREDENTIAL


def test_an_inventory_of_ones_own_is_no_tools(read: Read) -> None:
    titles = ["Asset Tag", "Device Type", "Model", "Serial Number", "Manufacturer", "Location"]
    assert recognised(titles, BUILT_IN) is None
    kinds = told(read(",".join(titles) + "\nC-1,Camera,P3245,ACCC8E0A0071,Axis,Hall\n"), 2)
    assert ("asset.kind", "camera") in kinds


def test_no_profile_is_hidden_by_an_earlier_one() -> None:
    for place, profile in enumerate(BUILT_IN):
        for sign in profile.signs:
            assert recognised(sorted(sign), BUILT_IN[: place + 1]) is profile


@pytest.mark.parametrize(
    ("title", "plain"),
    [("N° de série", "ndeserie"), ("#", "#"), ("MAC-Adr.", "macadr"), ("型号", "型号"), ("", "")],
)
def test_names_are_compared_without_case_accents_and_marks(title: str, plain: str) -> None:
    assert plain_name(title) == plain


def test_separators_at_the_end_of_rows_change_nothing_unless_a_password_may_have_moved(read: Read) -> None:
    assert told(read("Model,Serial Number\nDS-2CD2032-I,C12345678,,\n"), 2) == [
        ("inventory.model", "DS-2CD2032-I"),
        ("inventory.serial", "C12345678"),
    ]
    readings = read("Model,Password,Serial Number\nDS-2CD2032-I,se,cret,C12345678,\n")
    assert "cret" not in repr(told(readings, 2))
    assert unread(readings) == ["line 2"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("inventar-deutsch", ("Hikvision", "DS-2CD2143G0-I", "192.0.2.191", "Eingang")),
        ("inventario", ("Dahua", "IPC-HDW2431T-AS-S2", "192.0.2.192", "entrada")),
    ],
)
def test_german_and_spanish_columns_are_known(
    read_export: ReadExport, name: str, expected: tuple[str, ...]
) -> None:
    readings = read_export(name)
    traits = dict(told(readings, 2))
    assert expected == tuple(
        traits[trait]
        for trait in ("inventory.manufacturer", "inventory.model", "ip", "inventory.description")
    )
    assert traits["asset.kind"] == "camera"
    assert {"mac", "inventory.serial"} <= traits.keys()
    assert len(dropped(readings)) == 1
