"""How far is the reading? Shown on a terminal only, and only when the work is long."""

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from phaseout.survey.gathering import Watch

PATIENCE = 2.0
"""Seconds of silence before a bar appears."""
EVERY = 4096
"""Readings between two looks at the clock."""


@contextlib.contextmanager
def watching(*, quiet: bool) -> Iterator[Watch]:
    """Yield what to call while reading; it draws a bar on standard error if that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _name, _taken: None
        return
    bar = _Bar()
    try:
        yield bar.watch
    finally:
        bar.close()


class _Bar:
    """A bar for the source being read; rich is loaded when it is first drawn."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._calls = 0
        self._stack = contextlib.ExitStack()
        self._draw: Watch | None = None

    def watch(self, name: str, taken: int) -> None:
        """Take note of progress; cheap enough to be called for every reading."""
        self._calls += 1
        if self._calls % EVERY:
            return
        if self._draw is None and time.monotonic() - self._begun > PATIENCE:
            self._draw = self._opened()
        if self._draw is not None:
            self._draw(name, taken)

    def close(self) -> None:
        """Take the bar away."""
        self._stack.close()

    def _opened(self) -> Watch:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

        progress = self._stack.enter_context(
            Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                DownloadColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
        )
        tasks: dict[str, int] = {}

        def draw(name: str, taken: int) -> None:
            """Move the bar of a source; one without a size has a bar that only runs."""
            if name not in tasks:
                path = Path(name)
                total = path.stat().st_size if path.is_file() else None
                tasks[name] = progress.add_task(name, total=total)
            progress.update(tasks[name], completed=taken)  # type: ignore[arg-type]

        return draw
