"""What is read of inventories in text tables."""

import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.csv_inventory import READER
from phaseout.intake.reader import Sniff

Read = Callable[[str | bytes], list[Reading]]
HEADER = "Asset Tag,Site,Manufacturer,Model,Serial Number,MAC Address,IP Address,Purchase Date,Notes\n"


@pytest.fixture
def read(stream_of: Callable[..., object]) -> Read:
    def reading(data: str | bytes) -> list[Reading]:
        raw = data.encode() if isinstance(data, str) else data
        return list(READER.read(stream_of(raw)))  # type: ignore[arg-type]

    return reading


@pytest.fixture
def read_fixture(read: Read, fixture_bytes: Callable[[str], bytes]) -> Callable[[str], list[Reading]]:
    return lambda name: read(fixture_bytes(f"csv/{name}"))


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.trait, r.value) for r in readings if isinstance(r, Observation)]


def values(readings: list[Reading], trait: str) -> list[str]:
    return [r.value for r in readings if isinstance(r, Observation) and r.trait == trait]


def unread(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


def test_every_known_column_gives_its_trait_with_a_place(read: Read) -> None:
    readings = read(
        HEADER
        + "C-1,City hall,Hikvision,DS-2CD2143G0-I,C12345678,44:19:b6:00:00:01,10.0.0.5,2019-05-06,lobby\n"
    )
    assert [(r.trait, r.value, r.locator) for r in readings if isinstance(r, Observation)] == [
        ("inventory.manufacturer", "Hikvision", "line 2, column Manufacturer"),
        ("inventory.model", "DS-2CD2143G0-I", "line 2, column Model"),
        ("inventory.serial", "C12345678", "line 2, column Serial Number"),
        ("mac", "44:19:b6:00:00:01", "line 2, column MAC Address"),
        ("ip", "10.0.0.5", "line 2, column IP Address"),
        ("asset.acquired", "2019-05-06", "line 2, column Purchase Date"),
        ("inventory.description", "lobby", "line 2, column Notes"),
    ]
    assert {r.subject for r in readings if isinstance(r, Observation)} == {
        ("line 2", "C-1", "City hall", None, True, False)
    }
    assert len(readings) == 7


def test_each_row_is_a_thing_of_its_own_even_under_one_tag(read: Read) -> None:
    readings = read("Asset Tag,Model\nC-1,P3245\nC-1,P1375\n")
    assert [r.subject.key for r in readings if isinstance(r, Observation)] == ["line 2", "line 3"]


def test_a_french_inventory_is_read_past_its_title_rows(
    read_fixture: Callable[[str], list[Reading]],
) -> None:
    readings = read_fixture("inventaire-windows-1252.csv")
    assert values(readings, "inventory.manufacturer") == ["Hikvision", "Axis", "Dahua"]
    assert values(readings, "asset.kind") == ["camera", "camera", "intercom", "recorder"]
    assert values(readings, "asset.acquired") == ["2019-05-06", "2020-04-15", "2021-06-14"]
    assert values(readings, "mac") == ["44:19:b6:00:00:01", "ac:cc:8e:00:00:02", "44:19:b6:00:00:03"]
    assert values(readings, "inventory.description") == [
        "Entrée principale",
        "Façade est;\r\nà nettoyer",
        "Prêté par le locateur",
    ]
    sites = {r.subject.ref: r.subject.site for r in readings if isinstance(r, Observation)}
    assert sites == {
        "HV-001": "Hôtel de ville",
        "HV-002": "Hôtel de ville",
        "HV-003": "Bibliothèque",
        "HV-004": "Bibliothèque",
    }
    assert [place for place, _ in unread(readings)] == [
        "line 5, column N° de série",
        "line 6, column Date d’achat",
        "line 8, column Adresse IP",
        "line 10",
    ]


def test_what_a_spreadsheet_mangled_is_unread_and_says_what_helps(
    read_fixture: Callable[[str], list[Reading]],
) -> None:
    readings = read_fixture("nasty.csv")
    whys = dict(unread(readings))
    assert "“6.37702E+15”" in whys["line 3, column Serial"]
    assert "Text" in whys["line 3, column Serial"]
    assert "quote" in whys["line 4"]
    assert "2016-02-11 or 2016-11-02" in whys["line 5, column Purchase date"]
    assert "made a date" in whys["line 6, column Model"]
    assert "#REF!" in whys["line 6, column Serial"]
    assert "12 hexadecimal digits" in whys["line 6, column MAC"]
    assert "13 cells where the header has 10" in whys["line 7"]
    assert "no day" in whys["line 7, column Purchase date"]
    assert "2 cells" in whys["line 8"]
    assert len(whys) == 9


def test_the_rest_of_a_nasty_file_is_read_all_the_same(
    read_fixture: Callable[[str], list[Reading]],
) -> None:
    readings = read_fixture("nasty.csv")
    assert values(readings, "inventory.serial") == ["123456789", "3J01234PAA00001", "ACCC8E000005", "12345"]
    assert values(readings, "inventory.model")[1] == "DS-2CD2032-I"
    assert values(readings, "asset.kind") == ["camera"] * 6  # the misspelt CamÃ©ra too, the mount not
    assert "Camera mount" in values(readings, "inventory.description")
    assert not any("Serial" in value for _, value in told(readings)), "the repeated header is no thing"


def test_a_quote_left_open_does_not_swallow_the_rows_below_it(read: Read) -> None:
    rows = "".join(f"C-{n},P{n:04}\n" for n in range(500))
    readings = read(f'Asset Tag,Model\nC-x,"P9999\n{rows}')
    assert len(values(readings, "inventory.model")) == 501
    assert unread(readings) == [("line 2", "a quote is opened and not closed; read without it")]


def test_an_open_quote_that_a_later_one_closes_is_seen_by_the_rows_it_swallowed(read: Read) -> None:
    readings = read('Asset Tag,Model,Notes\n1,"P0001,a\n2,P0002,b\n3,P0003,"c"\n4,P0004,d\n')
    assert values(readings, "inventory.model") == ["P0001", "P0002", "P0003", "P0004"]


def test_rows_that_each_leave_a_quote_open_are_all_read(read: Read) -> None:
    readings = read("Model,Notes\n" + "".join(f'P{n:04},"n{n} 12\n' for n in range(9)))
    assert values(readings, "inventory.model") == [f"P{n:04}" for n in range(9)]
    assert len(unread(readings)) == 9


def test_line_breaks_and_separators_inside_quotes_stay(read: Read) -> None:
    readings = read('Model,Notes,Serial\nP3245,"one,\ntwo",A12345\nP1375,x y z,A12346\n')
    assert values(readings, "inventory.description") == ["one,\ntwo", "x y z"]
    assert [r.locator for r in readings if isinstance(r, Observation)][-1] == "line 4, column Serial"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_every_line_end_is_known(read: Read, end: str) -> None:
    readings = read(end.join(["Model,Serial", "P3245,A12345", "", "P1375,A12346"]))
    assert told(readings) == [
        ("inventory.model", "P3245"),
        ("inventory.serial", "A12345"),
        ("inventory.model", "P1375"),
        ("inventory.serial", "A12346"),
    ]
    assert [r.locator for r in readings][-1] == "line 4, column Serial"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_every_separator_is_found(read: Read, mark: str) -> None:
    rows = [["Model", "Serial", "Notes"], ["P3245", "A12345", "a b c"], ["P1375", "A12346", "d e f"]]
    readings = read("\n".join(mark.join(row) for row in rows))
    assert values(readings, "inventory.serial") == ["A12345", "A12346"]


def test_a_separator_of_the_first_line_is_obeyed(read: Read) -> None:
    readings = read("sep=|\nModel|Notes\nP3245|one, two, three\n")
    assert told(readings) == [("inventory.model", "P3245"), ("inventory.description", "one, two, three")]
    assert readings[0].locator == "line 3, column Model"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_usual_encodings_are_read_without_a_word(read: Read, encoding: str) -> None:
    readings = read("Fabricant,Modèle,Emplacement\nHikvision,Éclair-1,Entrée nord\n".encode(encoding))
    assert told(readings) == [("inventory.manufacturer", "Hikvision"), ("inventory.model", "Éclair-1")]
    assert {r.subject.site for r in readings if isinstance(r, Observation)} == {"Entrée nord"}


def test_a_guessed_encoding_is_said_once(read: Read) -> None:
    text = "Modèle,Notes\nP3245,été à l'entrée\nP1375,forêt où\n"
    readings = read(text.encode("cp850"))
    assert values(readings, "inventory.description") == ["été à l'entrée", "forêt où"]
    assert [place for place, _ in unread(readings)] == ["line 1"]
    assert "cp850" in unread(readings)[0][1]


def test_letters_lost_for_good_are_unread(read: Read) -> None:
    readings = read("Model,Serial,Notes\nP3245,A12\ufffd45,cam\ufffdra\n")
    assert values(readings, "inventory.serial") == []
    assert values(readings, "inventory.description") == ["cam\ufffdra"]
    assert [place for place, _ in unread(readings)] == ["line 2, column Serial", "line 2, column Notes"]


def test_windows_letters_far_down_in_a_plain_file_are_read(read: Read) -> None:
    rows = b"P3245,camera\n" * 30_000
    readings = read(b"Model,Notes\n" + rows + "P1375,entrée\n".encode("cp1252"))
    assert values(readings, "inventory.description")[-1] == "entrée"
    assert unread(readings) == []


def test_a_repeated_header_is_no_thing_and_another_header_begins_another_table(read: Read) -> None:
    readings = read(
        "Model,Serial\nP3245,A12345\nModel,Serial\nP1375,A12346\n\nMAC,IP\n4419b6000001,10.0.0.5\n"
    )
    assert told(readings) == [
        ("inventory.model", "P3245"),
        ("inventory.serial", "A12345"),
        ("inventory.model", "P1375"),
        ("inventory.serial", "A12346"),
        ("mac", "44:19:b6:00:00:01"),
        ("ip", "10.0.0.5"),
    ]
    assert unread(readings) == []


def test_names_in_two_languages_in_two_rows_are_one_header(read: Read) -> None:
    readings = read("Maker,Modèle,Remarques\nFabricant,Type of thing,Notes\nAxis,P3245,lobby\n")
    assert told(readings) == [
        ("inventory.manufacturer", "Axis"),
        ("inventory.model", "P3245"),
        ("inventory.description", "lobby"),
    ]


def test_a_table_without_known_columns_is_unread_with_the_names_seen(read: Read) -> None:
    readings = read("Station,Colour,Height\nWEL,red,high\n")
    assert len(readings) == 1
    assert unread(readings)[0][0] == "line 1"
    assert "Station, Colour, Height" in unread(readings)[0][1]
    assert "Serial number" in unread(readings)[0][1]


def test_a_table_without_a_header_does_not_show_its_first_row(read: Read) -> None:
    readings = read("10.0.0.5,admin,PLANTED\n10.0.0.6,admin,PLANTED\n")
    assert len(readings) == 1
    assert "PLANTED" not in repr(readings)


def test_a_lone_column_of_serial_numbers_is_an_inventory(read: Read) -> None:
    assert values(read("Serial Number\nC12345678\nC12345679\n"), "inventory.serial") == [
        "C12345678",
        "C12345679",
    ]


def test_a_form_with_names_below_each_other_is_not_taken_for_a_table(read: Read) -> None:
    readings = read("Model,P3245-LVE\nSerial,ACCC8E000001\nIP,10.0.0.5\n")
    assert told(readings) == []
    assert len(unread(readings)) == 1


def test_a_row_that_only_names_a_thing_is_unread(read: Read) -> None:
    readings = read("Asset Tag,Site,Model\nC-17,City hall,\n,City hall,\n4,,\nC-18,,P3245\n")
    assert unread(readings) == [("line 2", "names “C-17” and says nothing of it")]
    assert values(readings, "inventory.model") == ["P3245"]


def test_a_model_number_wins_over_a_model_name_and_both_are_kept(read: Read) -> None:
    readings = read("Model,Model Number,Serial\nDome for offices,DS-2CD2143G0-I,A12345\nP3245-LVE,,A12346\n")
    assert values(readings, "inventory.model") == ["DS-2CD2143G0-I", "P3245-LVE"]
    assert values(readings, "inventory.description") == ["Dome for offices"]


def test_a_part_number_is_the_model_only_where_there_is_no_other(read: Read) -> None:
    assert values(read("Part No.,Serial\n01593-001,A12345\n"), "inventory.model") == ["01593-001"]
    readings = read("Model,Part No.,Serial\nP3245,01593-001-ABC,A12345\n")
    assert values(readings, "inventory.model") == ["P3245"]
    assert values(readings, "inventory.description") == ["01593-001-ABC"]


def test_a_vendor_is_the_maker_unless_another_column_is(read: Read) -> None:
    assert values(read("Vendor,Model\nHikvision,DS-2\n"), "inventory.manufacturer") == ["Hikvision"]
    readings = read("Vendor,Manufacturer,Model\nShop Ltd,Axis,P3245\n")
    assert values(readings, "inventory.manufacturer") == ["Axis"]
    assert values(readings, "order.supplier") == ["Shop Ltd"]


def test_a_device_type_that_is_a_designation_is_the_model_where_no_column_has_it(read: Read) -> None:
    readings = read("ID,Device Type,IPv4 Address,Device Serial No.\n001,DS-2CD2032-I,10.0.0.5,A12345678\n")
    assert values(readings, "inventory.model") == ["DS-2CD2032-I"]
    assert values(readings, "asset.kind") == []


def test_unknown_columns_are_kept_as_text_where_nothing_names_the_maker(read: Read) -> None:
    readings = read(
        "Serial,Found in the attic as,Replacement,Status\nA12345,old Hikvision dome,Axis P3245,Active\n"
    )
    assert told(readings) == [("inventory.serial", "A12345"), ("inventory.description", "old Hikvision dome")]


def test_unknown_columns_are_left_out_where_maker_and_model_are_named(read: Read) -> None:
    readings = read("Manufacturer,Model,Sticker\nAxis,P3245,bought with the Hikvision ones\n")
    assert told(readings) == [("inventory.manufacturer", "Axis"), ("inventory.model", "P3245")]


def test_columns_of_recorders_are_the_things_own_in_a_table_of_recorders(read: Read) -> None:
    readings = read("NVR Name,NVR IP,NVR Model\nAttic,10.0.0.9,NVR4104\n")
    assert ("ip", "10.0.0.9") in told(readings)
    assert ("inventory.model", "NVR4104") in told(readings)


def test_the_recorder_of_a_camera_is_not_the_cameras_address(read: Read) -> None:
    readings = read("Model,IP,NVR IP\nP3245,10.0.0.5,10.0.0.9\n")
    assert values(readings, "ip") == ["10.0.0.5"]


def test_a_column_may_be_named_by_its_trait(read: Read) -> None:
    readings = read("ip,http.server,asset.purpose\n10.0.0.5,App-webs/,public-safety\n")
    assert told(readings) == [
        ("ip", "10.0.0.5"),
        ("http.server", "App-webs/"),
        ("asset.purpose", "public-safety"),
    ]


def test_the_name_of_a_date_column_may_settle_the_order(read: Read) -> None:
    readings = read("Model,Purchase date (DD/MM/YYYY)\nP3245,03/04/2024\n")
    assert values(readings, "asset.acquired") == ["2024-04-03"]


def test_owners_are_read_where_the_word_is_plain_and_left_unknown_where_it_is_a_name(read: Read) -> None:
    readings = read("Model,Owner\nP1,Landlord\nP2,Entrepreneur\nP3,J. Doe\nP4,self\n")
    assert values(readings, "asset.owner") == ["landlord", "contractor", "self"]
    assert unread(readings) == []


def test_passwords_are_dropped_and_counted(read_fixture: Callable[[str], list[Reading]]) -> None:
    readings = read_fixture("recorder-export.csv")
    assert "PLANTED" not in repr(readings)
    dropped = Counter(r.what for r in readings if isinstance(r, Dropped))
    assert dropped == {
        "column HardwarePassword": 2,
        "user and password in an address": 2,
        "password or key in the text": 1,
    }
    assert values(readings, "rtsp.path") == ["/Streaming/Channels/101"]
    assert values(readings, "ip") == ["10.20.0.17", "10.20.0.18", "10.20.0.19"]


@pytest.mark.parametrize(
    "row",
    ["10.0.0.5,admin,pass,PLANTED,P3245", "10.0.0.5,PLANTED,P3245", "admin,PLANTED", "10.0.0.5,a,P,LANTED,"],
)
def test_a_password_in_a_row_of_the_wrong_length_is_not_taken_for_a_model(read: Read, row: str) -> None:
    readings = read(f"IP,User Name,Password,Model\n{row}\n")
    assert "LANTED" not in repr(readings)
    assert len(unread(readings)) == 1


def test_a_password_in_a_name_does_not_become_the_name_of_the_thing(read: Read) -> None:
    readings = read("Name,Model\nrtsp://admin:PLANTED@10.0.0.5/x,P3245\n")
    assert "PLANTED" not in repr(readings)
    assert [reading.what for reading in readings if isinstance(reading, Dropped)] == [
        "user and password in an address"
    ]


def test_the_verification_code_of_a_label_is_dropped(read: Read) -> None:
    readings = read('Model,Notes\nP3245,"www.hik-connect.com\nC12345678\nPLANTD\nDS-2CD2143G0-I"\n')
    assert "PLANTD" not in repr(readings)
    assert "C12345678" in values(readings, "inventory.description")[0]


def test_a_line_of_endless_length_is_one_unread(read: Read) -> None:
    readings = read(b"Model,Serial\nP3245," + b"x" * 3_000_000 + b"\nP1375,A12346\n")
    assert unread(readings) == [
        ("line 2", "longer than a million characters; no row of an inventory is that long")
    ]
    assert values(readings, "inventory.model") == ["P1375"]


class EndlessRows:
    """A stream of as many rows as are asked for, made while they are read."""

    name = "endless"

    def __init__(self, blocks: int) -> None:
        self._left: Iterator[int] = iter(range(blocks))

    def read(self, size: int = -1, /) -> bytes:
        number = next(self._left, None)
        if number is None:
            return b""
        head = HEADER.encode() if number == 0 else b""
        rows = (f"C-{number}-{row},Site,Axis,P{row},A{number}{row},,,,\n".encode() for row in range(2000))
        return head + b"".join(rows)


def test_memory_does_not_grow_with_the_file() -> None:
    tracemalloc.start()
    try:
        count = sum(1 for _ in READER.read(EndlessRows(12)))  # type: ignore[arg-type]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 12 * 2000 * 3
    assert peak < 6 << 20


@pytest.mark.parametrize(
    ("head", "name", "sniff"),
    [
        (b"Model,Serial\nP3245,A12345\n", "x.csv", Sniff.MINE),
        (b"Title\n\nFabricant;Mod\xe8le\nAxis;P3245\n", "x", Sniff.MINE),
        (b"a,b,c\n1,2,3\n4,5,6\n", "x.txt", Sniff.MAYBE),
        (b"anything\n", "x.csv", Sniff.MAYBE),
        (b"Some prose, with commas.\nAnd no table.\nNone at all, really, no.\n", "x.txt", Sniff.NOT_MINE),
        (b'{"asset": "a", "trait": "mac"}\n', "x.csv", Sniff.NOT_MINE),
        (b"<?xml version='1.0'?>", "x.csv", Sniff.NOT_MINE),
        (b"address,hwaddr,client_id,valid_lifetime\n1,2,3,4\n", "kea.csv", Sniff.NOT_MINE),
        (b"lease 10.0.0.5 {\n  starts 4 2024/01/01 00:00:00;\n  ends 5;\n}\n", "x", Sniff.NOT_MINE),
        (b"\x7fELF\x00\x01,\n,\n", "x.csv", Sniff.NOT_MINE),
        (b"", "x.csv", Sniff.NOT_MINE),
    ],
)
def test_only_tables_are_claimed(head: bytes, name: str, sniff: Sniff) -> None:
    assert READER.sniff(head, name) is sniff


CELLS = st.text(st.sampled_from('aé "\r\n,;\t0A-=\ufffd\x00'), max_size=6)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=12),
    end=st.sampled_from(["\n", "\r", "\r\n"]),
)
def test_no_table_however_broken_raises(rows: list[list[str]], end: str) -> None:
    class Rows:
        name = "rows"

        def __init__(self) -> None:
            self._data: Iterator[bytes] = iter([text.encode("utf-8", "surrogateescape")])

        def read(self, size: int = -1, /) -> bytes:
            return next(self._data, b"")

    text = end.join(["Model,Serial,Purchase date,Password", *(",".join(row) for row in rows)])
    for reading in READER.read(Rows()):  # type: ignore[arg-type]
        assert isinstance(reading, Observation | Unread | Dropped)


@pytest.mark.parametrize("control", ["\x00", "\x01", "\x07", "\x0b", "\x1c", "\x7f"])
@pytest.mark.parametrize(
    "place", ["Manu{}facturer,Model\nHikvision,DS-2\n", "Manufacturer,Model\nHik{}vision,DS-2\n"]
)
def test_a_control_character_costs_a_word_and_not_the_inventory(control: str, place: str, read: Read) -> None:
    text = place.format(control)
    assert READER.sniff(text.encode(), "a.csv") is Sniff.MINE
    found = read(text)
    assert told(found) == [("inventory.manufacturer", "Hikvision"), ("inventory.model", "DS-2")]
    assert [r.locator for r in found if isinstance(r, Unread)] == [
        f"line {text[: text.index(control)].count(chr(10)) + 1}"
    ]


def test_what_is_full_of_control_characters_is_no_table() -> None:
    assert READER.sniff(b"Manufacturer,Model\n" + bytes(range(1, 9)) * 40, "a.csv") is Sniff.NOT_MINE
