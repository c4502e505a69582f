"""What single cells of inventories say."""

import pytest

from phaseout.intake.cell import (
    CellMemory,
    CellReading,
    Said,
    day_cell,
    described_cell,
    designation_cell,
    kind_cell,
    text_cell,
)
from phaseout.intake.cell_text import plain
from phaseout.intake.kind_words import kind_of
from phaseout.intake.network_cell import address_cell, host_cell, ip_cell, mac_cell

serial = designation_cell("inventory.serial")


def found(said: Said) -> list[tuple[str, str]]:
    return list(said[0])


@pytest.mark.parametrize(
    "text",
    [
        "44:19:b6:00:00:01",
        "44-19-B6-00-00-01",
        "4419b6000001",
        "4419.b600.0001",
        "4419-b600-0001",
        "44 19 b6 00 00 01",
        "\u202a44:19:b6:00:00:01\u200b",
        "44:19:b6:00:00:01 (eth0)",
        '="4419B6000001"',
        "'4419b6000001",
    ],
)
def test_hardware_addresses_are_read_in_every_notation(text: str) -> None:
    assert mac_cell(text) == ((("mac", "44:19:b6:00:00:01"),), (), ())


def test_several_hardware_addresses_in_a_cell_are_all_read() -> None:
    said = mac_cell("4419b6000001, 44:19:b6:00:00:02\n44-19-b6-00-00-03")
    assert [value for _, value in found(said)] == [f"44:19:b6:00:00:0{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("text", ["1234567890", "44:19:b6:00:00", "4.41906E+11", "44:19:b6:00:00:01:02"])
def test_what_is_no_hardware_address_is_unread(text: str) -> None:
    assert mac_cell(text)[0] == ()
    assert "12 hexadecimal digits" in mac_cell(text)[1][0]


@pytest.mark.parametrize("text", ["", "N/A", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "—", "S/O", "Inconnu"])
def test_placeholders_say_nothing(text: str) -> None:
    assert mac_cell(text) == CellReading()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10.0.0.5", ["10.0.0.5"]),
        ("10.0.0.5/24", ["10.0.0.5"]),
        ("10.0.0.5:8000", ["10.0.0.5"]),
        ("192.168.001.010", ["192.168.1.10"]),
        ("10.0.0.5, 10.0.0.6", ["10.0.0.5", "10.0.0.6"]),
        ("10.0.0.5 (static)", ["10.0.0.5"]),
        ("2001:DB8::1", ["2001:db8::1"]),
        ("fe80::1%eth0/64", ["fe80::1"]),
        ("DHCP", []),
        ("0.0.0.0", []),
    ],
)
def test_network_addresses_are_read(text: str, values: list[str]) -> None:
    assert ip_cell(text) == (tuple(("ip", value) for value in values), (), ())


@pytest.mark.parametrize(
    "text", ["10.0.0.256", "10.0.0.5-10", "10.0.0.5 or 6", "not set yet", "2001:db8:::1", "#REF!"]
)
def test_what_is_no_network_address_is_unread(text: str) -> None:
    assert ip_cell(text)[0] == ()
    assert len(ip_cell(text)[1]) == 1


def test_a_host_name_in_place_of_an_address_is_kept_as_one() -> None:
    assert found(ip_cell("cam17.city.example")) == [("hostname", "cam17.city.example")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://10.0.0.5:8080/", [("ip", "10.0.0.5")]),
        ("http://[2001:db8::1]/x", [("ip", "2001:db8::1")]),
        (
            "rtsp://cam1.example/cam/realmonitor",
            [("hostname", "cam1.example"), ("rtsp.path", "/cam/realmonitor")],
        ),
        ("10.0.0.5", [("ip", "10.0.0.5")]),
        ("4419b6000001", [("mac", "44:19:b6:00:00:01")]),
        ("cam1.example", [("hostname", "cam1.example")]),
        ("12 Main Street", [("inventory.description", "12 Main Street")]),
        ("/Streaming/Channels/101", [("rtsp.path", "/Streaming/Channels/101")]),
    ],
)
def test_an_address_is_of_the_network_or_of_a_street(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(address_cell(text)) == expected


def test_an_address_under_host_name_is_kept_as_one() -> None:
    assert found(host_cell("10.0.0.5")) == [("ip", "10.0.0.5")]
    assert found(host_cell("cam-17")) == [("hostname", "cam-17")]


def test_a_password_in_a_url_is_dropped_and_reported() -> None:
    said = address_cell("rtsp://admin:PLANTED@10.0.0.5:554/Streaming/Channels/101")
    assert said[0] == (("ip", "10.0.0.5"), ("rtsp.path", "/Streaming/Channels/101"))
    assert len(said[2]) == 1
    assert "PLANTED" not in repr(said)


def test_an_unread_reason_does_not_repeat_a_password() -> None:
    assert "PLANTED" not in repr(ip_cell("see http://admin:PLANTED@nowhere at all"))
    assert "PLANTED" not in repr(mac_cell("password=PLANTED"))


@pytest.mark.parametrize("text", ["6.37702E+15", "6,37702E+15", "1E+11"])
def test_a_number_in_scientific_notation_is_unread_with_a_remedy(text: str) -> None:
    assert serial(text)[0] == ()
    assert "Text" in serial(text)[1][0]


@pytest.mark.parametrize("text", ["2024-03-12", "12-mars", "1-Mar", "Mar-12"])
def test_a_designation_made_a_date_is_unread(text: str) -> None:
    assert serial(text)[0] == ()
    assert "date" in serial(text)[1][0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12345.0", "12345"),
        ("12345,0", "12345"),
        ('="00123"', "00123"),
        ("'00123", "00123"),
        (" C12345678\u00a0", "C12345678"),
        ("1E234567", "1E234567"),
        ("DS-7608NI-E20820160211AAWR123456789WCVU", "DS-7608NI-E20820160211AAWR123456789WCVU"),
    ],
)
def test_what_spreadsheets_put_around_a_serial_number_is_taken_off(text: str, value: str) -> None:
    assert found(serial(text)) == [("inventory.serial", value)]


@pytest.mark.parametrize("text", ["0", "0000000", "none", "À venir", "?"])
def test_a_serial_number_of_nothing_is_nothing(text: str) -> None:
    assert serial(text) == CellReading()


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#NOM?", "Err:502", "########"])
def test_errors_of_spreadsheets_are_unread(text: str) -> None:
    assert serial(text)[0] == ()
    assert text[:8] in serial(text)[1][0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("IP Camera", "camera"),
        ("Caméras dôme", "camera"),
        ("PTZ", "camera"),
        ("Bullet", "camera"),
        ("CamÃ©ra", "camera"),
        ("Caméra thermique", "thermal-camera"),
        ("NVR", "recorder"),
        ("DVR 16ch", "recorder"),
        ("Enregistreur vidéo", "recorder"),
        ("Switch", "switch"),
        ("Commutateur", "switch"),
        ("Routeur", "router"),
        ("Contrôle d'accès", "access-control"),
        ("Lecteur de cartes", "access-control"),
        ("Interphone", "intercom"),
        ("Door station", "intercom"),
        ("Drone", "drone"),
        ("Two-way radio", "radio"),
        ("Camera mount", None),
        ("Support de caméra", None),
        ("Camera licence", None),
        ("Cameras and recorders", None),
        ("CCTV", None),
        ("Server", None),
        ("", None),
    ],
)
def test_words_of_a_category_mean_one_kind_or_none(text: str, kind: str | None) -> None:
    assert kind_of(text)[0] == kind


def test_words_beyond_the_kind_are_kept_as_description() -> None:
    read = kind_cell(names_model=False)
    assert found(read("Hikvision NVR")) == [
        ("asset.kind", "recorder"),
        ("inventory.description", "Hikvision NVR"),
    ]
    assert found(read("Caméra dôme extérieure")) == [("asset.kind", "camera")]
    assert found(read("Siren")) == [("inventory.description", "Siren")]


def test_a_memory_of_cells_stays_small_and_true() -> None:
    memory = CellMemory(text_cell("inventory.model"))
    for number in range(10_000):
        assert memory[f"m{number}"][0] == (("inventory.model", f"m{number}"),)
    assert len(memory) < 5_000


def test_of_an_order_only_a_day_is_a_date_and_of_a_thing_a_year_is_one_too() -> None:
    assert found(day_cell("asset.acquired", None)("2019")) == [("asset.acquired", "2019")]
    assert found(day_cell("order.date", None)("2019")) == []


@pytest.mark.parametrize("text", ["Camera", "caméra", "NVR"])
def test_a_description_that_is_only_a_kind_states_it(text: str) -> None:
    found = described_cell("inventory.description")(text)[0]
    assert found[0][0] == "asset.kind"
    assert found[1] == ("inventory.description", text)


def test_a_description_that_says_more_states_no_kind() -> None:
    assert described_cell("inventory.description")("camera pole, north")[0] == (
        ("inventory.description", "camera pole, north"),
    )


@pytest.mark.parametrize(
    "unseen", ["\u034f", "\ufe0f", "\u3164", "\x00", "\x08", "\x1b[0m", "\u200b", "\u115f"]
)
def test_what_nobody_sees_is_no_part_of_a_cell(unseen: str) -> None:
    assert plain(f"Hik{unseen}vision") == "Hikvision"


def test_a_sign_that_turns_the_letters_stays_for_the_reader_to_be_told() -> None:
    assert plain("\u202enoisivkiH") == "\u202enoisivkiH"
