"""How are text tables read, and what is said of a table without lines?"""

import gc
import gzip
import time
from pathlib import Path
from types import FunctionType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from phaseout.batch import RulePack
from phaseout.batch.reading import uses_of_orders
from phaseout.batch.runs import Job, run
from phaseout.batch.table import open_table
from phaseout.domain.problem import SourceError


def job(source: Path, rules: RulePack) -> Job:
    uses = uses_of_orders(open_table(source).titles, ())
    return Job(source=source, target=source.with_name("out.parquet"), rules=rules, uses=uses)


def test_an_empty_table_has_no_lines(tmp_path: Path, federal: RulePack) -> None:
    path = tmp_path / "none.csv"
    path.write_text("order_id,text\n")
    with pytest.raises(SourceError, match="has no lines"):
        run(job(path, federal))


def test_a_parquet_file_without_rows_has_no_lines_either(tmp_path: Path, federal: RulePack) -> None:
    path = tmp_path / "none.parquet"
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), path)
    with pytest.raises(SourceError, match="has no lines"):
        run(job(path, federal))
    assert [one.name for one in tmp_path.iterdir()] == ["none.parquet"]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_called_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / ("none.csv.gz" if data.startswith(b"\x1f\x8b") else "none.parquet")
    path.write_bytes(data)
    with pytest.raises(SourceError, match="is empty"):
        open_table(path)


def test_rows_that_are_no_lines_are_counted_also_where_no_line_follows_them(
    tmp_path: Path, federal: RulePack
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("no,text\n1,Hikvision,x\n2\n")
    with pytest.raises(SourceError, match="no line that can be read: 2"):
        run(job(path, federal))


def test_text_tables_are_read_whatever_their_letters_and_separators_packed_or_not(
    tmp_path: Path, federal: RulePack
) -> None:
    rows = (
        'no;Désignation;Mot de passe\n1;"caméra ""Hikvision""\nDS-2CD2143G2-I";s\n2;toner\n3;câble Dahua;s\n'
    )
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        path = tmp_path / f"{encoding}.csv{'.gz' if encoding == 'cp1252' else ''}"
        data = rows.encode(encoding)
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
        asked = job(path, federal)
        assert asked.uses.dropped == ("Mot de passe",)
        done = run(asked)
        found = pq.read_table(asked.target)
        assert found.column("no").to_pylist() == ["1", "3"], encoding
        assert found.column("maker").to_pylist() == ["hikvision", "dahua"]
        assert (done.tally.lines, done.tally.unread) == (2, 1)


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"PK\x03\x04xl/", "Excel workbook"), (b"\xd0\xcf\x11\xe0", "Excel"), (b"%PDF-1.7", "PDF")],
)
def test_a_workbook_is_no_table_and_it_is_said_what_reads_it(tmp_path: Path, head: bytes, kind: str) -> None:
    path = tmp_path / "order.xlsx"
    path.write_bytes(head + b"\0" * 30)
    with pytest.raises(SourceError, match=kind) as refused:
        open_table(path)
    assert refused.value.remedy == "save the sheet as CSV, or use phaseout survey, which reads it as it is"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (gzip.compress(b"order_id,text\n1,Hikvision camera\n", mtime=0), "is packed with gzip"),
        ("order_id,text\n1,Hikvision camera\n".encode("utf-16-le"), "is in UTF-16 or UTF-32"),
        ("order_id,text\n1,Hikvision camera\n".encode("utf-32"), "is in UTF-16 or UTF-32"),
        ("order_id,text\x851,Hikvision camera\x85".encode("cp037"), "is in the letters of a mainframe"),
    ],
)
def test_a_text_in_letters_that_nobody_can_tell_is_said_to_be_so(
    written: bytes, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(written)
    with pytest.raises(SourceError, match=why):
        open_table(path)


def test_whoever_read_a_table_to_its_end_has_let_go_of_it(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("order_id;text\n1;a;Hikvision camera\n")
    table = open_table(path)
    begun = time.monotonic()
    with pytest.raises(SourceError, match="has no line that can be read"):
        list(table.items(uses_of_orders(table.titles, ()), by_asset=False))
    assert time.monotonic() - begun < 4  # the wait for the reader's thread is over before it is given up
    name = "TextTable._read.<locals>.note"
    held = [one for one in gc.get_objects() if type(one) is FunctionType and one.__qualname__ == name]
    assert held == []
