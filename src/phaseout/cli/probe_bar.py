"""How far is a probe? Shown on a terminal only, and only when it takes a while."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import Protocol

PATIENCE = 2.0
"""Seconds of silence before a bar appears."""


class Counts(Protocol):
    """What is told of a probe while it goes on."""

    asked: int
    answered: int
    before: int
    refused: int


@contextlib.contextmanager
def watching(hosts: int, *, quiet: bool) -> Iterator[Callable[[Counts], None]]:
    """Yield what to call after each of so many hosts; a bar is drawn if standard error is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _counts: None
        return
    bar = _Bar(hosts)
    try:
        yield bar.watch
    finally:
        bar.close()


class _Bar:
    """A bar over the hosts; rich is loaded when it is first drawn."""

    def __init__(self, hosts: int) -> None:
        self._hosts = hosts
        self._begun = time.monotonic()
        self._stack = contextlib.ExitStack()
        self._draw: Callable[[int, str], None] | None = None

    def watch(self, counts: Counts) -> None:
        """Take note of how far it is."""
        if self._draw is None and time.monotonic() - self._begun > PATIENCE:
            self._draw = self._opened()
        if self._draw is not None:
            done = counts.asked + counts.before + counts.refused
            self._draw(done, f"{done:,}/{self._hosts:,} · {counts.answered:,}")

    def close(self) -> None:
        """Take the bar away."""
        self._stack.close()

    def _opened(self) -> Callable[[int, str], None]:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        progress = self._stack.enter_context(
            Progress(
                BarColumn(bar_width=20),
                TextColumn("{task.description}"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
        )
        task = progress.add_task("", total=self._hosts)
        return lambda done, said: progress.update(task, completed=done, description=said)
