"""Is what was kept whole when the process is killed, at whatever moment?"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from phaseout.probe.kept import Kept

WRITING = """
import sys
from pathlib import Path
from phaseout.probe.kept import Kept

with Kept(Path(sys.argv[1]), resume=True) as kept:
    for number in range(kept.finished, 1_000_000):
        host = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        lines = [b'{"asset": "%s", "number": %d, "filling": "%s"}' % (host.encode(), one, b"x" * 5_000) for one in range(3)]
        kept.keep(host, lines, is_finished=True)
"""


@pytest.mark.parametrize("size", [1, 500_000, 3_000_000])
def test_a_process_that_is_killed_leaves_whole_lines_and_the_next_goes_on(tmp_path: Path, size: int) -> None:
    path = tmp_path / "look.jsonl"
    for run in range(1, 3):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITING, str(path)], env=os.environ | {"PYTHONPATH": _paths()}
        )
        while not path.exists() or path.stat().st_size < run * size:
            time.sleep(0.001)
        child.send_signal(signal.SIGKILL)
        child.wait()
    with Kept(path, resume=True) as kept:
        finished = kept.finished
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert [one["number"] for one in lines] == [0, 1, 2] * finished
    assert len({one["asset"] for one in lines}) == finished


def _paths() -> str:
    return os.pathsep.join(filter(None, sys.path))
