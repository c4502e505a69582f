"""Does a whole table come out the same however it is cut, shared and interrupted?"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from phaseout.batch import RulePack, identify, screen
from phaseout.batch.pieces import Begun
from phaseout.batch.reading import uses_of_observations, uses_of_orders
from phaseout.batch.runs import Job, Subject, run
from phaseout.batch.table import open_table
from phaseout.domain.problem import SourceError, UsageError
from phaseout.register.query import Register

TEXTS = ("Hikvision DS-2CD2143G2-I camera", "toner", "Dahua IPC-HFW2431S-S", "cable, 3 m")
GROUPS = 6


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """A table of 24 lines in 6 row groups."""
    path = tmp_path / "orders.parquet"
    table = pa.table(
        {"order_id": range(4 * GROUPS), "text": list(TEXTS) * GROUPS, "note": ["n"] * 4 * GROUPS}
    )
    pq.write_table(table, path, row_group_size=4)
    return path


def job(source: Path, rules: RulePack, **more: object) -> Job:
    uses = uses_of_orders(open_table(source).titles, ())
    told = Job(source=source, target=source.with_name("out.parquet"), rules=rules, uses=uses)
    return replace(told, **more)  # type: ignore[arg-type]


def folder(of: Job) -> Path:
    return of.target.with_name("out.parquet.part")


def test_every_column_is_handed_on_under_its_own_name_and_rows_are_numbered_where_nothing_tells_them_apart(
    tmp_path: Path, federal: RulePack
) -> None:
    path = tmp_path / "bought.csv"
    path.write_text("Vendor,Description,Qty,Model,Row\nAcme,toner,1,,a\nAcme,x\n\nAcme,Hikvision,2,DS-2,b\n")
    asked = job(path, federal)
    run(asked)
    rows = pq.read_table(asked.target).select(range(6)).to_pylist()
    given = ("row", "Vendor", "Description", "Qty", "given_Model", "given_Row")
    assert rows == [
        dict(zip(given, (1, "Acme", "toner", "1", None, "a"), strict=True)),
        dict(zip(given, (3, "Acme", "Hikvision", "2", "DS-2", "b"), strict=True)),
    ]


def test_rows_of_parquet_are_numbered_from_its_beginning_whatever_process_does_them(
    tmp_path: Path, federal: RulePack
) -> None:
    path = tmp_path / "bought.parquet"
    pq.write_table(pa.table({"Item": list(TEXTS) * GROUPS}), path, row_group_size=4)
    asked = job(path, federal, only_open=True)
    run(asked)
    table = pq.read_table(asked.target)
    assert table.column("row").to_pylist() == [n for n in range(1, 4 * GROUPS + 1) if n % 4 == 1]
    assert set(table.column("Item").to_pylist()) == {TEXTS[0]}


def test_a_table_is_screened_line_by_line_and_leaves_nothing_else_behind(
    orders: Path, federal: RulePack
) -> None:
    asked = job(orders, federal)
    done = run(asked)
    whole = pq.read_table(orders).combine_chunks().to_batches()[0]
    assert pq.read_table(asked.target).to_pylist() == screen(whole, rules=federal).to_pylist()
    assert (done.tally.lines, done.tally.nothing, done.tally.by_maker["hikvision"]) == (24, 12, GROUPS)
    assert done.tally.by_outcome.total() == 24
    assert sorted(path.name for path in orders.parent.iterdir()) == ["orders.parquet", "out.parquet"]


def test_several_processes_write_the_same_bytes_as_one(orders: Path, federal: RulePack) -> None:
    asked = job(orders, federal)
    alone = (run(asked).tally, asked.target.read_bytes())
    assert (run(asked, processes=2).tally, asked.target.read_bytes()) == alone


def test_a_run_killed_half_way_goes_on_and_gives_the_same_bytes(orders: Path, federal: RulePack) -> None:
    asked = job(orders, federal)
    run(asked)
    expected = asked.target.read_bytes()
    asked.target.unlink()
    killed = subprocess.Popen([sys.executable, "-c", SLOW, str(orders), str(asked.target)])
    _until(lambda: len(list(folder(asked).glob("piece-*.parquet"))) >= 2)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert not asked.target.exists()
    kept = len(list(folder(asked).glob("piece-*.parquet")))
    begun: list[Begun] = []
    done = run(asked, told=begun.append)
    assert [(len(one.done), one.changed, one.damaged) for one in begun] == [(kept, (), ())]
    assert 2 <= done.resumed == kept < GROUPS
    assert asked.target.read_bytes() == expected
    assert not folder(asked).exists()


SLOW = """
import sys, time
from datetime import date
from pathlib import Path
from phaseout.batch import RulePack
from phaseout.batch.reading import uses_of_orders
from phaseout.batch.runs import Job, run
from phaseout.batch.table import open_table
from phaseout.domain.facts import Context
from phaseout.register.query import Register
source, target = map(Path, sys.argv[1:])
rules = RulePack.of(Register.open(), Context(roles=("ca/federal-department",)), date(2026, 11, 26))
uses = uses_of_orders(open_table(source).titles, ())
run(Job(source=source, target=target, rules=rules, uses=uses), watch=lambda *_: time.sleep(1))
"""


def _until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        time.sleep(0.1)


def interrupted(asked: Job) -> None:
    """Leave a run of which one piece is done."""

    def stop(_done: int, _all: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(asked, watch=stop)
    assert len(list(folder(asked).glob("piece-*"))) == 1


@pytest.mark.parametrize("what", ["table", "register", "rows"])
def test_what_has_changed_since_begins_anew_and_says_what_it_is(
    orders: Path, federal: RulePack, register: Register, what: str
) -> None:
    asked = job(orders, federal)
    interrupted(asked)
    match what:
        case "table":
            pq.write_table(pq.read_table(orders).slice(0, 20), orders, row_group_size=4)
            asked = job(orders, federal)
        case "register":
            asked = replace(asked, rules=RulePack.of(register, federal.open().context, date(2026, 11, 25)))
        case _:
            asked = replace(asked, only_open=True)
    done = run(asked)
    assert (done.resumed, done.changed) == (0, (what,))
    again = run(asked)
    assert (again.resumed, again.changed) == (0, ())
    assert done.tally == again.tally


def test_a_draft_that_was_cut_off_is_no_piece(orders: Path, federal: RulePack) -> None:
    asked = job(orders, federal)
    interrupted(asked)
    (folder(asked) / "piece-0000001.parquet.99.draft").write_bytes(b"PAR1 half")
    assert run(asked).resumed == 1


@pytest.mark.parametrize("harm", ["cut", "letters", "no figures", "empty"])
def test_a_finished_piece_that_does_not_read_is_screened_again_and_told(
    orders: Path, federal: RulePack, harm: str
) -> None:
    asked = job(orders, federal)
    run(asked)
    expected = asked.target.read_bytes()
    interrupted(asked)
    (piece,) = folder(asked).glob("piece-*")
    data = bytearray(piece.read_bytes())
    match harm:
        case "cut":
            piece.write_bytes(data[:1000])
        case "letters":
            data[40:44] = b"\x00\x01\x02\x03"
            piece.write_bytes(data)
        case "no figures":
            pq.write_table(pa.table({"a": [1]}), piece)
        case _:
            piece.write_bytes(b"")
    begun: list[Begun] = []
    done = run(asked, told=begun.append)
    assert (begun[0].damaged, begun[0].done, done.resumed) == ((0,), frozenset(), 0)
    assert asked.target.read_bytes() == expected


def test_a_piece_that_is_damaged_before_the_end_is_named_and_the_next_run_mends_it(
    orders: Path, federal: RulePack
) -> None:
    asked = job(orders, federal)

    def harm(done: int, _all: int | None) -> None:
        if done == GROUPS:
            (folder(asked) / "piece-0000002.parquet").write_bytes(b"PAR1")

    with pytest.raises(SourceError, match="finished piece cannot be read"):
        run(asked, watch=harm)
    assert run(asked).resumed == GROUPS - 1


@pytest.mark.parametrize("processes", [1, 2])
def test_who_watches_hears_of_lines_within_a_piece_and_gets_the_same_bytes(
    orders: Path, federal: RulePack, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    pq.write_table(pq.read_table(orders), orders, row_group_size=24)
    asked = job(orders, federal)
    run(asked)
    expected = asked.target.read_bytes()
    monkeypatch.setattr("phaseout.batch.pace._FIRST", 5)
    heard: list[int | str] = []
    run(asked, processes=processes, watch=lambda *_: heard.append("piece"), counted=heard.append)
    assert heard == ([5, 10, 9, "piece"] if processes == 1 else [24, "piece"])
    assert asked.target.read_bytes() == expected


def test_a_folder_with_what_is_not_ours_is_left_alone(orders: Path, federal: RulePack) -> None:
    asked = job(orders, federal)
    folder(asked).mkdir()
    (folder(asked) / "thesis.doc").write_text("x")
    with pytest.raises(UsageError, match=r"thesis\.doc"):
        run(asked)
    assert (folder(asked) / "thesis.doc").exists()


def test_two_runs_do_not_write_one_file(orders: Path, federal: RulePack) -> None:
    asked = job(orders, federal)
    refused: list[Exception] = []

    def meanwhile(_done: int, _all: int | None) -> None:
        if not refused:
            with pytest.raises(UsageError, match="another run") as caught:
                run(asked)
            refused.append(caught.value)

    assert run(asked, watch=meanwhile).tally.lines == 24
    assert refused


def test_a_full_disk_is_a_diagnosis_and_the_next_run_goes_on(orders: Path, federal: RulePack) -> None:
    asked = job(orders, federal)
    run(asked)
    expected = asked.target.read_bytes()
    asked.target.unlink()
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
    script = limited + SLOW.replace("lambda *_: time.sleep(1)", "lambda *_: None")
    done = subprocess.run(
        [sys.executable, "-c", script, str(orders), str(asked.target)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "cannot be written: File too large" in done.stderr
    assert not asked.target.exists()
    assert run(asked).resumed == GROUPS
    assert asked.target.read_bytes() == expected


def test_a_damaged_table_is_named_with_its_row_group(orders: Path, federal: RulePack) -> None:
    asked = job(orders, federal)
    data = bytearray(orders.read_bytes())
    place = pq.ParquetFile(orders).metadata.row_group(3).column(1).dictionary_page_offset
    data[place : place + 40] = b"\xff" * 40
    orders.write_bytes(data)
    with pytest.raises(SourceError, match="cannot be read") as caught:
        run(asked)
    assert "row group 3" in caught.value.diagnosis()
    orders.write_bytes(data[:-30])
    with pytest.raises(SourceError, match="no whole Parquet file"):
        open_table(orders)


def test_a_table_that_grows_while_it_is_read_gives_no_answers(orders: Path, federal: RulePack) -> None:
    asked = job(orders, federal)
    with pytest.raises(SourceError, match="changed while it was read"):
        run(asked, watch=lambda *_: os.utime(orders))
    assert not asked.target.exists()


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_an_asset_on_both_sides_of_a_row_group_is_one(tmp_path: Path, federal: RulePack, size: int) -> None:
    seen = [
        ("a", "http.server", "nginx"),
        ("b", "banner", "Server: App-webs/"),
        ("b", "mac", "44:19:b6:00:00:01"),
        ("b", "mac", "44:19:b6:00:00:02"),
        ("b", "hostname", "gate"),
        ("c", "mac", "44:19:b6:00:00:03"),
    ]
    table = pa.table(dict(zip(("asset", "trait", "value"), map(list, zip(*seen, strict=True)), strict=True)))
    path = tmp_path / "seen.parquet"
    pq.write_table(table, path, row_group_size=size)
    uses = uses_of_observations(open_table(path).titles)
    asked = Job(
        source=path, target=tmp_path / "out.parquet", rules=federal, uses=uses, subject=Subject.OBSERVATIONS
    )
    done = run(asked)
    expected = identify(table.combine_chunks().to_batches()[0], rules=federal).to_pylist()
    assert pq.read_table(asked.target).to_pylist() == expected
    assert done.tally.lines == 3
