"""What the settings of camera servers say: ZoneMinder's database, Blue Iris in the registry."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.export import blue_iris, zoneminder
from phaseout.intake.export.sql_dump import SqlDump, TableRow
from phaseout.intake.reader import Reader, Sniff

Read = Callable[[Reader, bytes], list[Reading]]


@pytest.fixture
def read(stream_of: Callable[..., object]) -> Read:
    return lambda reader, data: list(reader.read(stream_of(data)))  # type: ignore[arg-type]


def told(readings: list[Reading], number: int) -> list[tuple[str, str]]:
    key = f"record {number}"
    return [(r.trait, r.value) for r in readings if isinstance(r, Observation) and r.subject.key == key]


def rows(stream_of: Callable[..., object], text: str) -> list[TableRow | Unread]:
    return list(SqlDump(stream_of(text.encode()), frozenset(("Monitors",))))  # type: ignore[arg-type]


def test_a_dump_of_zoneminder_names_maker_host_and_path(
    read: Read, fixture_bytes: Callable[[str], bytes]
) -> None:
    readings = read(zoneminder.READER, fixture_bytes("zoneminder/zm.sql"))
    assert told(readings, 1) == [
        ("inventory.description", "Mayor's door"),
        ("inventory.description", "it's over the gate; (old)"),
        ("ip", "192.0.2.181"),
        ("rtsp.path", "/Streaming/Channels/101"),
        ("inventory.manufacturer", "Hikvision"),
        ("inventory.model", "DS-2CD2032-I"),
    ]
    assert told(readings, 2) == [
        ("inventory.description", "Yard"),
        ("ip", "192.0.2.182"),
        ("rtsp.path", "/cam/realmonitor?channel=1&subtype=0"),
    ]
    assert sorted(r.what for r in readings if isinstance(r, Dropped)) == [
        "key Pass",
        "key Pass",
        "user and password in an address",
    ]


def test_columns_may_stand_in_the_statement_itself(stream_of: Callable[..., object]) -> None:
    assert rows(stream_of, "INSERT INTO Monitors (Id, `Host`) VALUES (1,'a''b\\\\'), (2,NULL);") == [
        TableRow(1, "Monitors", {"Id": "1", "Host": "a'b\\"}),
        TableRow(1, "Monitors", {"Id": "2"}),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("INSERT INTO `Monitors` VALUES (1,'x');", "columns of Monitors are not named"),
        ("INSERT INTO Monitors (Id,Host) VALUES (1);", "other columns"),
        ("INSERT INTO Monitors (Id,Host) VALUES (1,'open", "other columns"),
    ],
)
def test_a_statement_that_cannot_be_taken_apart_is_unread(
    stream_of: Callable[..., object], text: str, why: str
) -> None:
    (unread,) = rows(stream_of, text)
    assert isinstance(unread, Unread)
    assert why in unread.why


@pytest.mark.parametrize(
    "values",
    [
        "('" + "'" * 1_000_001,
        "('" + "\\'" * 1_000_000,
        "(" * 1_000_000,
        "(" + "1," * 1_000_000,
        "('a'" * 250_000,
    ],
)
def test_hostile_statements_end(stream_of: Callable[..., object], values: str) -> None:
    rows(stream_of, f"INSERT INTO Monitors (Id) VALUES {values}")
    rows(stream_of, "INSERT INTO Monitors (Id) VALUES\n" + values.replace("a", "a\n"))


def test_any_other_dump_is_only_perhaps_one(read: Read) -> None:
    dump = b"-- MySQL dump 10.13\n--\n-- Host: localhost    Database: shop\n"
    assert zoneminder.READER.sniff(dump, "shop.sql") is Sniff.MAYBE
    assert zoneminder.READER.sniff(b"INSERT INTO `monitors` VALUES (1,'Dell')", "x.sql") is Sniff.NOT_MINE
    assert read(zoneminder.READER, dump + b"INSERT INTO `orders` VALUES (1);\n") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_cameras_of_blue_iris_are_read_in_either_encoding(
    read: Read, fixture_bytes: Callable[[str], bytes], encoding: str
) -> None:
    data = fixture_bytes("blue-iris/blue-iris.reg").decode().encode(encoding)
    assert blue_iris.READER.sniff(data[:4096], "bi.reg") is Sniff.MINE
    readings = read(blue_iris.READER, data)
    assert told(readings, 1)[1:] == [
        ("inventory.description", "Dock east"),
        ("ip", "192.0.2.171"),
        ("rtsp.path", "/Streaming/Channels/101"),
    ]
    assert ("rtsp.path", "/cam/realmonitor?channel=1&subtype=0") in told(readings, 2)
    assert "Hikvision clips" not in repr(readings), "a key below the camera is not the camera's"
    assert [r.what for r in readings if isinstance(r, Dropped)] == [
        "key pw",
        "user and password in an address",
    ]


def test_the_registry_of_other_programs_is_not_claimed() -> None:
    other = b"Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software\\Other]\r\n"
    assert blue_iris.READER.sniff(other, "x.reg") is Sniff.NOT_MINE


@pytest.mark.parametrize(
    ("last", "is_cut"),
    [
        (b'"model"="DS-2CD21', True),
        (b'"model"="say \\"DS-2CD21\\"', True),
        (b'"model"=', True),
        (b'"mod', True),
        (b"[HKEY_LOCAL_MACHINE\\SOFT", True),
        (b'"mask"=hex:00,\\\r\n  01,', True),
        (b'"model"="DS-2CD2143G0-I"', False),
        (b'"model"=""\r\n\r\n', False),
        (b'"port"=dword:0000022a', False),
        (b'"mask"=hex:00,\\\r\n  01', False),
        (b'"mask"=hex:', False),
        (b'"gone"=-', False),
        (b"[HKEY_LOCAL_MACHINE\\SOFTWARE]", False),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_export_of_the_registry_that_is_cut_says_so(
    last: bytes, is_cut: bool, encoding: str, read: Read
) -> None:
    start = (
        "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\S\\Blue Iris\\Cameras\\Dock]\r\n"
    )
    text = f'{start}"ip"="192.0.2.171"\r\n{last.decode()}'
    readings = read(blue_iris.READER, text.encode(encoding))
    assert ("ip", "192.0.2.171") in told(readings, 1)
    number = len(text.rstrip().splitlines())
    why = "the file ends inside this line; export it again"
    assert [r for r in readings if isinstance(r, Unread)] == [Unread(f"line {number}", why)] * is_cut
