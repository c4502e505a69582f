"""How far is a screening, how fast does it go, and how long will it take?"""

import contextlib
import time
from collections.abc import Callable

from phaseout.domain.cite import Text
from phaseout.report.language import Language

PATIENCE = 2.0
"""Seconds of silence before a bar appears."""
_OF_ALL = Text(
    en="{0} of {1} lines, {2} a second, pieces: {3}", fr="{0} lignes sur {1}, {2} par seconde, morceaux : {3}"
)
_OF_MANY = Text(en="{0} lines, {2} a second, pieces: {3}", fr="{0} lignes, {2} par seconde, morceaux : {3}")


class ScreenBar:
    """A bar over the lines; rich is loaded when it is first drawn."""

    def __init__(self, stack: contextlib.ExitStack, pieces: int | None, lang: str) -> None:
        self._stack = stack
        self._pieces = pieces
        self._lang = lang
        self._begun = time.monotonic()
        self._done = self._lines = 0
        self._all: int | None = None
        self._draw: Callable[[], None] | None = None

    def begin(self, done: int, lines: int | None) -> None:
        """Take note of how many pieces are done already, and how many lines there are in the others."""
        self._done, self._all = done, lines
        self._begun = time.monotonic()

    def watch(self, done: int, _all: int | None) -> None:
        """Take note of a finished piece."""
        self._done = done
        self._move()

    def count(self, lines: int) -> None:
        """Take note of lines that are done."""
        self._lines += lines
        self._move()

    @property
    def shown(self) -> str:
        """What stands beside the bar."""
        number = Language(self._lang).number
        rate = self._lines / max(time.monotonic() - self._begun, 0.001)
        pieces = number(self._done) + (f"/{number(self._pieces)}" if self._pieces else "")
        said = _OF_ALL if self._all else _OF_MANY
        return said.in_language(self._lang).format(
            number(self._lines), number(self._all or 0), number(round(rate)), pieces
        )

    def _move(self) -> None:
        if self._draw is None and time.monotonic() - self._begun > PATIENCE:
            self._draw = self._opened()
        if self._draw is not None:
            self._draw()

    def _opened(self) -> Callable[[], None]:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        progress = self._stack.enter_context(
            Progress(
                BarColumn(bar_width=20),
                TextColumn("{task.description}"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
                speed_estimate_period=300,
            )
        )
        task = progress.add_task(self.shown, total=self._all)
        return lambda: progress.update(task, completed=self._lines, description=self.shown)
