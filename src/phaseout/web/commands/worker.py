"""Who does the work that takes longer than a request? A process beside the server, started anew."""

import signal
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import Self

import click

LOOK = 1.0
"""Seconds between two looks at whether it is there."""
FIRST, LONGEST = 1.0, 300.0
"""Seconds before a worker that died is started anew, at first and at most.

One that cannot start must not keep the machine busy."""
ASKED = (0, -signal.SIGTERM, -signal.SIGINT)
"""How a worker ends that was asked to: by whoever ends the server and all of its, as systemd does."""
ENDING = 25.0
"""Seconds in which the server then ends too: it lets its requests be answered first."""
STEADY = 60.0
"""Seconds after which a worker that dies had started well."""
WORK, NOTIFY = "work", "notify"
"""Jobs are done by one process and others told by another: neither waits for the other."""
_DOES = {WORK: "does the jobs", NOTIFY: "tells others"}


class Worker:
    """A worker that runs as long as this is entered."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._ended = threading.Event()
        self._watching = threading.Thread(target=self._watch, name="worker", daemon=True)
        self._process = _started(command)
        self._deaths = 0
        """How often in a row it died at once."""

    def __enter__(self) -> Self:
        """Begin to watch over it."""
        self._watching.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, and wait until it has."""
        self._ended.set()
        self._watching.join()
        self._process.terminate()
        self._process.wait()

    def _watch(self) -> None:
        since = time.monotonic()
        while not self._ended.wait(LOOK):
            status = self._process.poll()
            if status is None or (status in ASKED and self._ended.wait(ENDING)):
                continue
            self._deaths = 1 if time.monotonic() - since >= STEADY else self._deaths + 1
            pause = pause_after(self._deaths)
            click.echo(_diagnosis(self._command, status, self._deaths, pause), err=True)
            if self._ended.wait(pause):
                return
            self._process, since = _started(self._command), time.monotonic()


def pause_after(deaths: int) -> float:
    """Return the seconds until a worker that died at once so often in a row is started anew."""
    return min(FIRST * 2.0 ** min(deaths - 1, 32), LONGEST)


def _diagnosis(command: str, status: int, deaths: int, pause: float) -> str:
    how = f"by signal {-status}" if status < 0 else f"with status {status}"
    said = f"phaseout: the process that {_DOES[command]} ended {how}; it is started anew in {pause:.0f} s"
    if deaths == 1:
        return said
    return (
        f"{said}. It ended at once {deaths} times in a row\n"
        "  What to do: see what it said above; if the folder or the database is gone, end this server"
    )


def _started(command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen((sys.executable, "-m", "phaseout.web", command))  # noqa: S603 (no part of it comes from elsewhere)
