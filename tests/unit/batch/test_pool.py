"""Do several processes share work, and does what ends one of them end the run with a word?"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from phaseout.batch.pool import done_by
from phaseout.domain.problem import SourceError


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers; 13 is an error, 0 the end of the process."""

    def do(self, item: int, _told: object) -> int:
        match item:
            case 13:
                raise SourceError("unlucky", where="13", remedy="leave it out")
            case 14:
                raise LookupError("odd")
            case 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return 2 * item


@pytest.mark.parametrize("processes", [1, 2])
def test_everything_is_done_once(processes: int) -> None:
    assert sorted(done_by(processes, Doubling(), range(1, 8))) == [2, 4, 6, 8, 10, 12, 14]


def test_no_more_is_asked_for_than_is_being_done() -> None:
    asked = []
    items = (asked.append(n) or n for n in range(1, 100))
    results = done_by(2, Doubling(), items)
    next(results)
    assert len(asked) <= 4
    results.close()


@pytest.mark.parametrize(
    ("item", "kind", "said"),
    [(13, SourceError, "unlucky"), (14, RuntimeError, "LookupError"), (0, SourceError, "ended from outside")],
)
def test_what_fails_in_a_process_is_told_here(item: int, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said) as caught:
        list(done_by(2, Doubling(), [1, item, 2]))
    if item == 13:
        assert isinstance(caught.value, SourceError)
        assert (caught.value.where, caught.value.remedy) == ("13", "leave it out")


ORPHANS = """
import os, sys, time
from test_pool_work import Sleeping
from phaseout.batch.pool import done_by
if __name__ == "__main__":
    for pid in done_by(2, Sleeping(), range(9)):
        print(pid, flush=True)
"""
WORK = """
import os, time
class Sleeping:
    def do(self, item, told):
        time.sleep(0.2)
        return os.getpid()
"""


def test_processes_end_with_whoever_started_them(tmp_path: "os.PathLike[str]") -> None:
    folder = os.fspath(tmp_path)
    for name, text in (("main.py", ORPHANS), ("test_pool_work.py", WORK)):
        with open(os.path.join(folder, name), "w") as out:  # noqa: PTH118, PTH123
            out.write(text)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([folder, *sys.path])}
    started = subprocess.Popen(
        [sys.executable, os.path.join(folder, "main.py")],  # noqa: PTH118
        stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert started.stdout is not None
    pid = int(started.stdout.readline())
    started.kill()
    started.wait()
    started.stdout.close()
    while _is_alive(pid):  # a process that outlives its parent lets the test's time run out
        time.sleep(0.1)


def _is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
