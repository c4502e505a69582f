"""Does Spark answer what one machine answers?"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from phaseout.batch import RulePack, identify, screen

HAS_SPARK = shutil.which("java") is not None
pytestmark = pytest.mark.skipif(
    not HAS_SPARK and not os.environ.get("PHASEOUT_REQUIRE_ALL"),
    reason="no Java runtime is installed, which Spark needs",
)
BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""What a Java that lives for seconds needs not: to compile as for days, and threads that clear up beside it."""
ROLE = ("--role", "ca/federal-department", "--as-of", "2026-11-26")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "phaseout", "screen", *map(str, arguments), "--engine", "spark"]
    environment = {**os.environ, "JAVA_TOOL_OPTIONS": BRIEF}
    return subprocess.run(
        [*command, "--processes", "2"], capture_output=True, text=True, check=False, env=environment
    )


def test_a_spark_job_answers_each_line_as_the_function_does(tmp_path: Path, federal: RulePack) -> None:
    table = pa.table(
        {
            "order_id": list(range(400)),
            "text": ["Hikvision DS-2CD2143G2-I camera", "toner", None, "caméra Dahua"] * 100,
            "supplier": ["Acme", None, "Huawei Technologies Co., Ltd.", "Acme"] * 100,
            "manufacturer": ["Hikvision", None, "", "Dahua"] * 99 + ["x" * 20_000, "\ufffd", None, None],
        }
    )
    pq.write_table(table, tmp_path / "orders.parquet", row_group_size=100)
    done = run(tmp_path / "orders.parquet", "-o", tmp_path / "out", *ROLE)
    assert done.returncode == 0, done.stderr
    assert "400 lines; on 199 of them no maker or brand is recognised" in done.stderr
    assert "of 1 lines a text is read only to its character 16,384" in done.stderr
    assert "on 1 lines letters were lost before" in done.stderr
    assert (tmp_path / "out" / "_SUCCESS").exists()
    found = sorted(pq.read_table(tmp_path / "out").to_pylist(), key=lambda row: row["order_id"])
    assert found == screen(table.combine_chunks().to_batches()[0], rules=federal).to_pylist()
    again = run(tmp_path / "orders.parquet", "-o", tmp_path / "out", *ROLE)
    assert again.returncode == 3
    assert "is there already" in again.stderr


def test_a_spark_job_gathers_what_was_seen_of_one_asset(tmp_path: Path, federal: RulePack) -> None:
    seen = [
        row
        for number in range(30)
        for row in (
            (f"h{number}", "banner", "Server: App-webs/"),
            (f"h{number}", "mac", f"44:19:b6:00:00:{number:02x}"),
        )
    ]
    seen = seen[::2] + seen[1::2]
    columns = map(list, zip(*seen, strict=True))
    table = pa.table(dict(zip(("asset", "trait", "value"), columns, strict=True)))
    pq.write_table(table, tmp_path / "seen.parquet")
    done = run(tmp_path / "seen.parquet", "-o", tmp_path / "out", "--observations")
    assert done.returncode == 0, done.stderr
    found = sorted(pq.read_table(tmp_path / "out").to_pylist(), key=lambda row: row["asset"])
    expected = identify(table.combine_chunks().to_batches()[0], rules=federal).to_pylist()
    assert found == sorted(expected, key=lambda row: row["asset"])
    assert all(len(row["bases"]) == 2 for row in found)
