"""How fast is a table of order lines screened: the function, a whole run, a run that was killed, and Spark?"""

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from order_lines import lines
from patterns import bare, say

from phaseout.batch import RulePack, screen
from phaseout.domain.facts import Context
from phaseout.identify.mentions import Reader
from phaseout.identify.patterns.arrow_column import ArrowColumn
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

BATCH = 1 << 18
BEST_OF = 5
GROUP = 1 << 20
DISTINCT = 2_000_000
"""Lines that are made up; a longer table repeats them under other numbers."""
DAY = date(2026, 11, 26)
ROLE = ("--role", "ca/federal-department", "--as-of", DAY.isoformat())
SCREEN = (sys.executable, "-m", "phaseout", "screen")


def table(count: int, folder: Path) -> Path:
    """Return a Parquet file of so many lines, written if it is not there; the same count gives the same file."""
    path = folder / f"orders-{count}.parquet"
    if path.exists():
        return path
    draft = path.with_suffix(".draft")
    texts = pa.array(lines(min(count, DISTINCT)))
    schema = pa.schema([("order_id", pa.int64()), ("text", pa.string())])
    with pq.ParquetWriter(draft, schema, compression="zstd") as out:
        for first in range(0, count, GROUP):
            rows = min(GROUP, count - first)
            begin = first % len(texts)
            part = pa.concat_arrays(
                [texts.slice(begin, rows), texts.slice(0, max(0, begin + rows - len(texts)))]
            )
            out.write_table(pa.table([pa.array(range(first, first + rows)), part], schema=schema))
    draft.replace(path)
    return path


def function(count: int) -> None:
    """Print the rate of ``screen`` on one core, beside a bare pass of Vectorscan over the same lines.

    Lines that name nothing and lines that name something are also measured apart: what a table takes
    follows from its share of the latter.
    """
    register = Register.open()
    rules = RulePack.of(register, Context(roles=("ca/federal-department",)), DAY)
    texts = pa.array(lines(count))
    size = texts.nbytes / count
    batches = [
        pa.RecordBatch.from_arrays([texts.slice(first, BATCH)], names=["text"])
        for first in range(0, count, BATCH)
    ]
    # Open the rules, compile or fetch the patterns, meet the words: what a process does once.
    screen(pa.RecordBatch.from_arrays([pa.array(lines(50_000, seed=1))], names=["text"]), rules=rules)
    begun = time.process_time()
    named = [screen(batch, rules=rules).column("rule").is_valid() for batch in batches]
    first = time.process_time() - begun
    begun = time.process_time()
    for batch in batches:
        screen(batch, rules=rules)
    again = time.process_time() - begun
    without = pa.RecordBatch.from_arrays([texts.filter(pc.invert(pa.concat_arrays(named)))], names=["text"])
    part = without.slice(0, BATCH)
    of_each = min(_seconds(part, rules) for _ in range(BEST_OF)) / len(part)
    telling = count - len(without)
    passed = bare([(Reader(rules_of(register)).written, ArrowColumn(texts))])
    print(f"{count} order lines of {size:.0f} bytes, {telling} name something")
    of_telling = (first - of_each * count) / telling
    print(
        f"  {of_each * 1e6:.2f} us for each line and {of_telling * 1e6:.0f} us more for one that names something"
    )
    for share in (100, 1000, 10_000):
        rate = 1 / (of_each + of_telling / share)
        print(
            f"  1 in {share}: {rate / 1e6:.2f} M lines/s, {passed / count * rate:.0%} of the speed of a bare pass"
        )
    say("screened, every text for the first time", first, count)
    say("screened again", again, count)
    say("a bare pass of Vectorscan over the same", passed, count)
    print(f"  {passed / first:.0%} of the speed of a bare pass, {passed / again:.0%} the second time")


def _seconds(batch: pa.RecordBatch, rules: RulePack) -> float:
    begun = time.process_time()
    screen(batch, rules=rules)
    return time.process_time() - begun


def whole(count: int, folder: Path) -> None:
    """Print the rate and the memory of a run by one process, and by two."""
    path = table(count, folder)
    out = folder / "screened.parquet"
    for processes in (1, 2):
        seconds, most = _measured((*SCREEN, str(path), "-o", str(out), "--processes", str(processes), *ROLE))
        print(
            f"{count} lines by {processes} process(es): {seconds:.1f} s, {count / seconds / 1e6:.2f} M lines/s,"
            f" {most:.0f} MB in all processes",
            flush=True,
        )


def resumed(count: int, folder: Path) -> None:
    """Kill a run half-way, start it again, and compare the bytes with those of a run nobody touched."""
    path = table(count, folder)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        straight, broken = Path(place) / "straight.parquet", Path(place) / "broken.parquet"
        seconds, most = _measured((*SCREEN, str(path), "-o", str(straight), "--processes", "2", *ROLE))
        print(
            f"{count} lines by 2 processes: {seconds:.1f} s, {count / seconds / 1e6:.2f} M lines/s,"
            f" {most:.0f} MB in all processes",
            flush=True,
        )
        command = (*SCREEN, str(path), "-o", str(broken), "--processes", "2", *ROLE)
        groups = pq.ParquetFile(path).num_row_groups
        run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        pieces = broken.with_name(broken.name + ".part")
        while len(list(pieces.glob("piece-*.parquet"))) < max(1, groups // 2):
            if run.poll() is not None:
                print("  FAILED: it ended before it could be killed")
                return
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
        run.wait()
        kept = len(list(pieces.glob("piece-*.parquet")))
        assert not broken.exists()
        seconds, most = _measured(command)
        same = _digest(straight) == _digest(broken)
        print(
            f"{count} lines, killed with {kept} of {groups} pieces done: went on in {seconds:.1f} s,"
            f" {most:.0f} MB in all processes; the bytes are {'the same' if same else 'NOT THE SAME'}"
        )


def _measured(command: tuple[str, ...]) -> tuple[float, float]:
    """Return the seconds of a run, and the most memory that it and its processes held together, MB.

    Sampled, since the peak that the system reports of a process begins with that of whoever started it.
    """
    begun = time.perf_counter()
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    most = [0]

    def watch() -> None:
        while run.poll() is None:
            most[0] = max(most[0], _memory(run.pid))
            time.sleep(0.2)

    watcher = threading.Thread(target=watch)
    watcher.start()
    run.wait()
    watcher.join()
    assert run.returncode == 0, run.returncode
    return time.perf_counter() - begun, most[0] / 1024


def _memory(pid: int) -> int:
    """Return the proportional share of memory of a process and those it started, kB."""
    found = 0
    for process in (pid, *_children(pid)):
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        found += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return found


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def spark(count: int, folder: Path) -> None:
    """Print the rate of Spark on two cores of this machine, when its processes are warm."""
    from phaseout.batch.spark import screened, session

    os.environ["PYSPARK_PYTHON"] = sys.executable
    path = table(count, folder)
    rules = RulePack.of(Register.open(), Context(roles=("ca/federal-department",)), DAY)
    begun = time.perf_counter()
    running = session(2)
    print(f"Spark starts in {time.perf_counter() - begun:.1f} s")
    for what in ("cold", "warm", "warm again"):
        begun = time.perf_counter()
        answered = screened(running.read.parquet(str(path)), rules)
        named = answered.where("maker is not null").count()
        taken = time.perf_counter() - begun
        print(
            f"{count} lines by local[2], {what}: {taken:.1f} s, {count / taken / 1e6:.2f} M lines/s, {named} name a maker"
        )
    running.stop()
