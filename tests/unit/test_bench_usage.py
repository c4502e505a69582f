"""Does the benchmark say what it can do instead of starting an hour of work?"""

import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "bench" / "run.py"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(RUN), *arguments], capture_output=True, text=True, check=False)


def test_help_lists_every_part_and_measures_nothing() -> None:
    done = run("--help")
    assert done.returncode == 0
    for part in ("start", "nmap", "capture", "determinations", "ownership"):
        assert f"\n  {part} " in done.stdout
    assert " s  " not in done.stdout


@pytest.mark.parametrize("wrong", [("--fast",), ("determination",), ("start", "--quick", "all")])
def test_what_it_does_not_know_is_a_usage_error(wrong: tuple[str, ...]) -> None:
    done = run(*wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert wrong[-1] in done.stderr
