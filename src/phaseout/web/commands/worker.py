"""Who does the work that takes longer than a request? A process beside the server, started anew."""

import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

PAUSE = 2.0
"""Seconds before a worker that died is started anew: one that cannot start must not keep the machine busy."""
WORK, NOTIFY = "work", "notify"
"""Jobs are done by one process and others told by another: neither waits for the other."""


class Worker:
    """A worker that runs as long as this is entered."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._ended = threading.Event()
        self._watching = threading.Thread(target=self._watch, name="worker", daemon=True)
        self._process = _started(command)

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
        while not self._ended.wait(PAUSE):
            if self._process.poll() is not None:
                self._process = _started(self._command)


def _started(command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen((sys.executable, "-m", "phaseout.web", command))  # noqa: S603 (no part of it comes from elsewhere)
