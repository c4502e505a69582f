"""Runs a command and tells how long it took and how much memory its largest process held."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One measured run."""

    seconds: float
    processor: float
    """Seconds of processor time, which other work on the machine lengthens less."""
    peak_mb: float
    """Peak resident memory of the process, MB."""
    code: int


def measure(command: Sequence[str], *, out: str = os.devnull) -> Run:
    """Run the command with its output thrown away and measure it.

    The peak is the child's own: it is waited for with wait4, so that other children do not count.
    """
    begun = time.perf_counter()
    with open(out, "wb") as sink:  # noqa: PTH123
        process = subprocess.Popen(command, stdout=sink, stderr=subprocess.PIPE)
        assert process.stderr is not None
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    code = os.waitstatus_to_exitcode(status)
    if code:
        sys.stderr.write(f"{command[0]} ended with {code}: {errors[-500:].decode(errors='replace')}\n")
    return Run(
        seconds=seconds, processor=usage.ru_utime + usage.ru_stime, peak_mb=usage.ru_maxrss / 1024, code=code
    )


def best(command: Sequence[str], *, times: int) -> Run:
    """Return the quickest of several runs: the noise of a shared machine only ever adds."""
    return min((measure(command) for _ in range(times)), key=lambda run: run.seconds)
