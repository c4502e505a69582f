"""What is read of inventories in workbooks, and what workbooks that are traps come to."""

import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.reader import Sniff
from phaseout.intake.workbook import Sheet, sheets_of
from phaseout.intake.xlsx_inventory import READER

Read = Callable[[bytes], list[Reading]]
needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="the system cannot limit a process")
SHEET = "xl/worksheets/sheet1.xml"
START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


@pytest.fixture
def read(stream_of: Callable[..., object]) -> Read:
    return lambda data: list(READER.read(stream_of(data, name="book.xlsx")))  # type: ignore[arg-type]


@pytest.fixture
def read_fixture(read: Read, fixture_bytes: Callable[[str], bytes]) -> Callable[[str], list[Reading]]:
    return lambda name: read(fixture_bytes(f"xlsx/{name}"))


def values(readings: list[Reading], trait: str) -> list[tuple[str, str]]:
    return [(r.locator, r.value) for r in readings if isinstance(r, Observation) and r.trait == trait]


def unread(readings: list[Reading]) -> dict[str, str]:
    return {r.locator: r.why for r in readings if isinstance(r, Unread)}


def with_sheet(path: Path, parts: Iterable[bytes]) -> Path:
    """Write a workbook whose first sheet has this XML."""
    empty = Workbook()
    empty.save(path)
    with zipfile.ZipFile(path) as archive:
        others = {name: archive.read(name) for name in archive.namelist() if name != SHEET}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in others.items():
            archive.writestr(name, data)
        with archive.open(SHEET, "w") as sheet:
            for part in parts:
                sheet.write(part)
    return path


def all_of(path: Path) -> list[Unread | int]:
    """Return the Unreads and, for each sheet, how many rows it gave."""
    return [sum(1 for _ in s.rows) if isinstance(s, Sheet) else s for s in sheets_of(path)]


def test_every_sheet_is_read_hidden_ones_too(read_fixture: Callable[[str], list[Reading]]) -> None:
    readings = read_fixture("cameras.xlsx")
    assert values(readings, "inventory.manufacturer") == [
        ("Cameras!D5", "Hikvision"),
        ("Cameras!D6", "ANNKE"),
        ("'l''ancien bâtiment'!A2", "Dahua"),
    ]
    assert values(readings, "inventory.serial") == [
        ("Cameras!F6", "123456789"),
        ("Cameras!F7", "ACCC8E000002"),
    ]
    assert values(readings, "asset.acquired") == [("Cameras!H5", "2024-04-03"), ("Cameras!H6", "2024-04-03")]


def test_cells_merged_downwards_count_for_each_of_their_rows(
    read_fixture: Callable[[str], list[Reading]],
) -> None:
    readings = read_fixture("cameras.xlsx")
    sites = {r.subject.ref: r.subject.site for r in readings if isinstance(r, Observation) and r.subject.ref}
    assert sites == {"C-1": "Town hall", "C-2": "Town hall", "C-3": "Town hall"}


def test_what_cannot_be_read_says_so_and_an_empty_sheet_says_nothing(
    read_fixture: Callable[[str], list[Reading]],
) -> None:
    whys = unread(read_fixture("cameras.xlsx"))
    assert set(whys) == {"Cameras!F5", "Cameras!D7", "Cameras!H7", "Notes!1:1"}
    assert "6.37702E+15" in whys["Cameras!F5"]
    assert "#REF!" in whys["Cameras!D7"]
    assert "may be" in whys["Cameras!H7"]
    assert "no row names columns" in whys["Notes!1:1"]


def test_passwords_of_a_workbook_are_dropped_and_counted(
    read_fixture: Callable[[str], list[Reading]],
) -> None:
    readings = read_fixture("cameras.xlsx")
    assert "PLANTED" not in repr(readings)
    assert [r.locator for r in readings if isinstance(r, Dropped)] == ["Cameras!I5", "Cameras!I6"]


def test_an_old_xls_workbook_is_read(read_fixture: Callable[[str], list[Reading]]) -> None:
    readings = read_fixture("old-recorders.xls")
    assert values(readings, "inventory.model") == [("'Old recorders'!B2", "DS-7608NI-E2")]
    assert unread(readings) == {}


def test_an_open_document_is_read(read_fixture: Callable[[str], list[Reading]]) -> None:
    assert values(read_fixture("stock.ods"), "inventory.brand") == [("Stock!A2", "Uniview")]


def test_the_cached_value_of_a_formula_counts(read: Read, tmp_path: Path) -> None:
    rows = (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Model</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>Serial</t></is></c></row>'
        b'<row r="2"><c r="A2" t="str"><f>B9</f><v>P3245</v></c>'
        b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    readings = read(with_sheet(tmp_path / "b.xlsx", [START, rows, END]).read_bytes())
    assert values(readings, "inventory.model") == [("Sheet!A2", "P3245")]
    assert "#DIV/0!" in unread(readings)["Sheet!B2"]


def test_a_formula_that_nobody_calculated_is_an_error_and_never_an_empty_cell(tmp_path: Path) -> None:
    # Programs that put formulas in and do not reckon leave the value out; a shared one has no text either.
    cells = (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Serial number</t></is></c></row>',
        b'<row r="2"><c r="A2"><f>B2&amp;"x"</f><v></v></c></row>',
        b'<row r="3"><c r="A3" s="1"><f t="shared" si="0"/></c></row>',
        b'<row r="4"><c r="A4" t="str"><f>"DS"&amp;"1"</f><v>DS1234567</v></c></row>',
    )
    path = with_sheet(tmp_path / "book.xlsx", [START, *cells, END])
    ((head, *rows),) = [list(sheet.rows) for sheet in sheets_of(path) if isinstance(sheet, Sheet)]
    assert head == (1, ["Serial number"])
    assert rows == [(2, ["#CALC!"]), (3, ["#CALC!"]), (4, ["DS1234567"])]


def test_a_damaged_sheet_does_not_take_the_others_along(read: Read, tmp_path: Path) -> None:
    book = Workbook()
    second = book.create_sheet("Second")
    for row in (("Model", "Serial"), ("P1375", "A12346")):
        second.append(row)
    path = tmp_path / "b.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[SHEET] = START + b"<row><c r='A1'><v>1</c></row>"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    readings = read(path.read_bytes())
    assert values(readings, "inventory.model") == [("Second!A2", "P1375")]
    assert list(unread(readings)) == ["Sheet"]


def test_a_locked_workbook_tells_how_to_unlock_it(read: Read) -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(3000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(3000)
    )
    readings = read(data)
    assert len(readings) == 1
    assert "remove the password" in unread(readings)["workbook"]


def test_a_web_page_under_the_name_of_a_workbook_tells_what_to_do(read: Read) -> None:
    page = b"<html><table><tr><td>Model</td></tr></table></html>"
    assert READER.sniff(page, "export.xls") is Sniff.MINE
    assert "save it as .xlsx" in unread(read(page))["workbook"]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"PK\x03\x04" + bytes(500), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"x"]
)
def test_what_is_no_workbook_is_one_unread(read: Read, data: bytes) -> None:
    readings = read(data)
    assert len(readings) == 1
    assert list(unread(readings)) == ["workbook"]


def declare(path: Path, size: int) -> None:
    """Make the largest part of an archive declare this unpacked size, in both places that declare one."""
    data = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        places = []
        place = data.find(magic)
        while place >= 0:
            places.append((struct.unpack_from("<I", data, place + at)[0], place + at))
            place = data.find(magic, place + 4)
        struct.pack_into("<I", data, max(places)[1], size)
    path.write_bytes(data)


@pytest.mark.parametrize("size", [3_000_000_000, 90_000_000])
def test_a_bomb_that_declares_its_size_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    path = with_sheet(tmp_path / "b.xlsx", [START, b"<row/>" * 20_000, END])
    declare(path, size)
    monkeypatch.setattr(
        subprocess, "Popen", lambda *_, **__: pytest.fail("a process was started to parse it")
    )
    (answer,) = all_of(path)
    assert isinstance(answer, Unread)
    assert "MB" in answer.why
    assert "CSV" in answer.why


@needs_limits
def test_a_bomb_that_lies_about_its_size_ends_within_its_limits(tmp_path: Path) -> None:
    rows = (b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' * (1 << 15) for _ in range(250))
    path = with_sheet(tmp_path / "b.xlsx", [START, *rows, END])
    declare(path, 20_000)
    answers = all_of(path)
    assert any(isinstance(answer, Unread) for answer in answers)


@needs_limits
@pytest.mark.parametrize("last", ["XFD1048576", "ZZ900000"])
def test_two_cells_far_apart_are_no_trap(tmp_path: Path, last: str) -> None:
    digits = last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{digits}"><c r="{last}"><v>1</v></c></row>'
    path = with_sheet(tmp_path / "b.xlsx", [START, rows.encode(), END])
    (answer,) = all_of(path)
    assert isinstance(answer, Unread)
    assert "memory" in answer.why


@needs_limits
def test_repeated_rows_of_an_open_document_are_no_trap(
    tmp_path: Path, fixture_bytes: Callable[[str], bytes]
) -> None:
    path = tmp_path / "b.ods"
    path.write_bytes(fixture_bytes("xlsx/stock.ods"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(
        b"<table:table-row>", b'<table:table-row table:number-rows-repeated="400000000">'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    answers = all_of(path)
    assert any(isinstance(answer, Unread) for answer in answers)
    assert sum(answer for answer in answers if isinstance(answer, int)) < 30_000


def test_an_entity_bomb_in_a_workbook_is_never_unfolded(tmp_path: Path) -> None:
    entities = b"".join(
        b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"x") for n in range(12)
    )
    path = with_sheet(
        tmp_path / "b.xlsx",
        [b"<!DOCTYPE w [" + entities + b"]>", START, b"<row><c><v>&e11;</v></c></row>", END],
    )
    assert all_of(path) == []


def test_an_archive_of_very_many_parts_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"xl/{number}", b"")
    (answer,) = all_of(path)
    assert isinstance(answer, Unread)
    assert "10,000 parts" in answer.why


def test_leaving_off_early_leaves_no_process_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def watched(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(real(*arguments, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", watched)
    rows = (b'<row><c t="inlineStr"><is><t>%d</t></is></c></row>' % n for n in range(200_000))
    sheets = sheets_of(with_sheet(tmp_path / "b.xlsx", [START, *rows, END]))
    sheet = next(sheets)
    assert isinstance(sheet, Sheet)
    assert next(sheet.rows) == (1, ["0"])
    sheet.rows.close()  # type: ignore[attr-defined]
    sheets.close()  # type: ignore[attr-defined]
    del sheet, sheets
    assert [process.poll() is not None for process in started] == [True]


@pytest.mark.parametrize(
    ("head", "name", "sniff"),
    [
        (b"PK\x03\x04" + b"x" * 26 + b"[Content_Types].xml" + b"xl/workbook.xml", "x", Sniff.MINE),
        (b"PK\x03\x04" + b"x" * 26 + b"[Content_Types].xml", "x", Sniff.MAYBE),
        (b"PK\x03\x04" + b"x" * 26 + b"[Content_Types].xmlword/", "x.docx", Sniff.NOT_MINE),
        (b"PK\x03\x04" + b"x" * 26, "x.zip", Sniff.NOT_MINE),
        (b"PK\x03\x04" + b"x" * 26, "X.XLSX", Sniff.MINE),
        (
            b"PK\x03\x04" + b"x" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "x",
            Sniff.MINE,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.xls", Sniff.MINE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.doc", Sniff.NOT_MINE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x", Sniff.MAYBE),
        (b"Model\tSerial\n", "x.xls", Sniff.NOT_MINE),
        (b"", "x.xlsx", Sniff.NOT_MINE),
    ],
)
def test_only_workbooks_are_claimed(head: bytes, name: str, sniff: Sniff) -> None:
    assert READER.sniff(head, name) is sniff
