"""Does a source that is made to harm end in a clear diagnosis, soon and in little memory?"""

import gzip
import io
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

MEMORY_MB = 500

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE nmaprun [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12))
    + ']><nmaprun scanner="nmap"><host><status state="up"/><address addr="&m;" addrtype="ipv4"/></host></nmaprun>'
)

# A process begins with the peak of the one it is forked from, so a small one stands between.
MEASURED = """
import os, subprocess, sys
process = subprocess.Popen([sys.executable, "-m", "phaseout", *sys.argv[2:]])
_, status, used = os.wait4(process.pid, 0)
with open(sys.argv[1], "w") as told:
    told.write(f"{os.waitstatus_to_exitcode(status)} {used.ru_maxrss}")
"""


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str
    memory_mb: float


def surveyed(path: Path) -> Ended:
    """Run a survey of one file and measure that process alone."""
    told = path.with_name("told")
    asked = ["survey", str(path), "--role", "ca/private", "--strict"]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(told), *asked], capture_output=True, text=True, check=True
    )
    code, memory = told.read_text().split()
    return Ended(int(code), done.stdout, done.stderr, int(memory) / 1024)


def workbook_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(600):
                sheet.write(bytes(1 << 20))


def one_line(path: Path) -> None:
    with path.open("wb") as out:
        out.write(b'{"asset": "x", "trait": "banner", "value": "')
        for _ in range(300):
            out.write(b"a" * 1_000_000)
        out.write(b'"}\n')


def endless_gzip(path: Path) -> None:
    """Half a megabyte that unpacks to 500 MB of zeroes and would go on."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    with path.open("wb") as out:
        for _ in range(500):
            out.write(deflate.compress(bytes(1 << 20)))
        out.write(deflate.flush(zlib.Z_SYNC_FLUSH))


def entities(path: Path) -> None:
    path.write_text(BOMB)


def packed_bomb(path: Path) -> None:
    inner = io.BytesIO()
    with gzip.GzipFile(fileobj=inner, mode="wb", mtime=0) as out:
        for _ in range(300):
            out.write(b"<host>" * 100_000)
    path.write_bytes(inner.getvalue())


HOSTILE = {
    "workbook.xlsx": workbook_bomb,
    "one-line.jsonl": one_line,
    "endless.jsonl.gz": endless_gzip,
    "entities.xml": entities,
    "packed.xml.gz": packed_bomb,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_source_made_to_harm_ends_in_a_diagnosis(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    HOSTILE[name](path)
    ended = surveyed(path)
    assert ended.code in (3, 4), ended.err[-500:]
    assert "Traceback" not in ended.err
    assert name in ended.out, "the diagnosis names the file"
    assert ended.memory_mb < MEMORY_MB
