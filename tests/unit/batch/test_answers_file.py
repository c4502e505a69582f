"""Is what is written what its name promises, and safe to open?"""

import csv
import gzip
import io
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from phaseout.batch.answers_file import answers_file, ending_of
from phaseout.domain.problem import UsageError

GIVEN = pa.table(
    {
        "=a": ["=1+1", 'café, "noir"', "-12,50", None, "a;=b", "x\ny"],
        "row": [1, 2, 3, 4, 5, 6],
        "applies_on": [date(2026, 1, 2), None, None, None, None, None],
        "measures": [["us/a", "us/b"], [], [], [], [], []],
        "signs": [[{"ours": "=x", "theirs": None}], None, [], [], [], []],
    }
)


def written(name: str, separator: str = ",") -> bytes:
    stream = io.BytesIO()
    with answers_file(stream, GIVEN.schema, name, separator) as out:
        out.add(GIVEN.slice(0, 2))
        out.add(GIVEN.slice(2))
    return stream.getvalue()


@pytest.mark.parametrize("separator", [",", ";"])
def test_text_is_utf_8_that_a_spreadsheet_opens_and_no_cell_of_it_is_a_formula(separator: str) -> None:
    raw = written("out.csv", separator)
    assert raw.startswith("\ufeff".encode())
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=separator)
    assert head == ["'=a", "row", "applies_on", "measures", "signs"]
    assert rows[0] == ["'=1+1", "1", "2026-01-02", "us/a | us/b", "'=x"]
    texts = ["'=1+1", 'café, "noir"', "-12,50", "", "a;'=b", "x\\x0ay"]
    assert [row[0] for row in rows] == texts


def test_packed_text_is_the_same_and_its_bytes_do_not_depend_on_the_clock() -> None:
    assert gzip.decompress(written("OUT.CSV.GZ")) == written("out.csv")
    assert written("out.csv.gz") == written("out.csv.gz")


def test_parquet_keeps_what_it_is_given() -> None:
    assert pq.read_table(io.BytesIO(written("out.parquet"))).equals(GIVEN)


@pytest.mark.parametrize("name", ["out.xlsx", "a/out.json", "out.csv.zip", "out.gz"])
def test_a_name_that_promises_what_is_not_written_is_refused_with_what_can_be(name: str) -> None:
    with pytest.raises(UsageError, match="is written") as refused:
        ending_of(name)
    assert ".parquet, .csv, .csv.gz" in str(refused.value.remedy)


@pytest.mark.parametrize(
    ("name", "is_written"), [("s3a://b/out/", True), ("o.parquet", True), ("o.csv", False)]
)
def test_spark_writes_folders_of_parquet_and_no_text(name: str, is_written: bool) -> None:
    if is_written:
        assert ending_of(name, folder=True) == ".parquet"
    else:
        with pytest.raises(UsageError, match="by Spark"):
            ending_of(name, folder=True)
