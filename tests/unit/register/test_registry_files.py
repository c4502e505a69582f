"""Is every format of the address registry read, with what cannot be at its line?"""

import os
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.problem import SourceError
from phaseout.register.registry.assignment import RegistryFile
from phaseout.register.registry.reading import read_registry

INSTALLED = Path("/usr/share/nmap/nmap-mac-prefixes")
LARGE, MEDIUM, SMALL = "4419B6", "402C761", "8C1F6405E"
HIKVISION, SCALES, PRAMAC = (
    "Hangzhou Hikvision Digital Technology Co.,Ltd.",
    "Shanghai Dahua Scale Factory",
    "Pramac GmbH",
)
OUI_TXT = f"""\
OUI/MA-L                                                    Organization
company_id                                                  Organization
                                                            Address
\r
44-19-B6   (hex)\t\t{HIKVISION}\r
4419B6     (base 16)\t\t{HIKVISION}\r
\t\t\t\tNo. 469, Jianghui Road\r
\t\t\t\tCN\r
\r
"""
MAM_TXT = f"40-2C-76   (hex)\t\t{SCALES}\r\n100000-1FFFFF     (base 16)\t\t{SCALES}\r\n"
SMALL_TXT = f"8C-1F-64   (hex)\t\t{PRAMAC}\n05E000-05EFFF     (base 16)\t\t{PRAMAC}\n"
CSV = f"""\
Registry,Assignment,Organization Name,Organization Address
MA-L,4419B6,"{HIKVISION}","No. 469, Jianghui Road Hangzhou CN 310052 "
MA-M,402C761,{SCALES},"Shanghai CN"
MA-S,8C1F6405E,{PRAMAC},"Casole d'Elsa IT"
CID,0A1B2C,A company without addresses,US
"""
MANUF = f"""\
# Wireshark
#   Last-Modified: Sun, 25 Aug 2024 08:01:19 GMT
#   Last-Modified: Mon, 26 Aug 2024 08:01:19 GMT
44:19:B6\tHangzhou\t{HIKVISION}
40:2C:76:10:00:00/28\tShanghai\t{SCALES}
8C:1F:64:05:E0:00/36\tPramac\t{PRAMAC}
01-80-C2-00-00-00/45\tSTP-Groups
01:00:0C:CC:CC:CC\tCDP/VTP
"""
NMAP = f"""\
# $Id: nmap-mac-prefixes 38424 2022-08-29 19:00:58Z dmiller $
4419B6 {HIKVISION}
402C761 {SCALES}
8C1F6405E {PRAMAC}
"""


def read(folder: Path, text: str | bytes, name: str = "oui", dated: date | None = None) -> RegistryFile:
    path = folder / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return read_registry(path, dated)


@pytest.mark.parametrize(
    "text", [OUI_TXT + MAM_TXT + SMALL_TXT, CSV, MANUF, NMAP], ids=["txt", "csv", "manuf", "nmap"]
)
def test_every_format_gives_blocks_of_three_sizes(tmp_path: Path, text: str) -> None:
    file = read(tmp_path, text)
    assert dict(file.assignments) == {LARGE: HIKVISION, MEDIUM: SCALES, SMALL: PRAMAC}
    assert file.faults == ()
    assert file.lengths == {6, 7, 9}


@pytest.mark.parametrize(
    ("text", "stated", "day", "by"),
    [
        (CSV, None, date(2023, 11, 14), "modified"),
        (MANUF, None, date(2024, 8, 25), "header"),
        (NMAP, None, date(2022, 8, 29), "header"),
        (NMAP, date(2026, 11, 1), date(2026, 11, 1), "option"),
        ("# Generated: Tue, 09 Feb 2016 05:00:01 -0500\n" + OUI_TXT, None, date(2016, 2, 9), "header"),
    ],
)
def test_the_day_of_a_file_is_stated_or_in_its_head_or_that_of_the_file(
    tmp_path: Path, text: str, stated: date | None, day: date, by: str
) -> None:
    file = read(tmp_path, text, dated=stated)
    assert (file.dated, file.dated_by) == (day, by)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (CSV + "MA-L,4419B,X,Y\n", 6, "a block of MA-L has 6 hexadecimal digits, not '4419B'"),
        (CSV + "MA-L,44G9B6,X,Y\n", 6, "a block of MA-L has 6 hexadecimal digits, not '44G9B6'"),
        (CSV + "MA-X,4419B6,X,Y\n", 6, "'MA-X' is no registry; there are MA-L, MA-M, MA-S, IAB"),
        (CSV + "MA-L,4419B6\n", 6, "2 cells where the heading names 3 or more"),
        (CSV + 'MA-L,4419B7,"X\n', 6, "no row of a CSV file: unexpected end of data; nothing behind it is read"),
        (NMAP + "4419B61F X\n", 5, "a block has 6, 7 or 9 hexadecimal digits, not '4419B61F'"),
        (NMAP + "<html>\n", 5, "neither a prefix with its registrant nor a remark: '<html>'"),
        (MANUF + "40:2C:76:18:00:00/28\tX\n", 9, "40:2C:76:18:00:00 does not fit its mask /28"),
        (MANUF + "40:2C:76/28\tX\n", 9, "40:2C:76 does not fit its mask /28"),
        (OUI_TXT + "40-2C-76   (hex)\t\tX\n", 10, "the file ends before the line '(base 16)', which would name the block"),
        (OUI_TXT + "40-2C   (hex)  X\n", 10, "no prefix such as 40-2C-76 stands before (hex): '40-2C   (hex)  X'"),
        (MAM_TXT + "100000-1FFFFF  (base 16)\tX\n", 3, "100000-1FFFFF is no range of a 28-bit or 36-bit block under a prefix"),
        (MAM_TXT.replace("1FFFFF", "2FFFFF"), 2, "100000-2FFFFF is no range of a 28-bit or 36-bit block under a prefix"),
        (OUI_TXT.replace("4419B6 ", "4419B7 "), 6, "the block 4419B7 stands under the prefix 4419B6"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_a_fault_with_its_file_and_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    (fault,) = read(tmp_path, text).faults
    assert str(fault) == f"{tmp_path / 'oui'}:{line}: {message}"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!DOCTYPE html><html>404 Not Found</html>",
        b"\x1f\x8b\x08\x00\x00",
        b"PK\x03\x04",
        b"# nothing\n",
    ],
)
def test_what_is_no_registry_is_a_diagnosis(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match="no file of the address registry"):
        read(tmp_path, content)


def test_a_heading_alone_assigns_nothing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="assigns no block"):
        read(tmp_path, CSV.partition("\n")[0] + "\n")


def test_a_file_that_is_not_there_is_a_diagnosis(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_registry(tmp_path / "none")


def test_letters_that_are_not_utf_8_do_not_stop_the_reading(tmp_path: Path) -> None:
    file = read(tmp_path, "0080A3 L\xe4ntronix\n".encode("latin-1"))
    assert file.assignments == (("0080A3", "L\xe4ntronix"),)


@pytest.mark.skipif(not INSTALLED.exists(), reason="nmap is not installed")
def test_the_list_that_nmap_brings_is_read_without_a_fault() -> None:
    file = read_registry(INSTALLED)
    assert (file.faults, file.dated_by) == ((), "header")
    assert len(file.assignments) > 30_000
