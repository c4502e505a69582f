"""What does ``phaseout screen`` say on standard error, in English and French?"""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from phaseout.domain.cite import Text
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal

if TYPE_CHECKING:
    from phaseout.batch.reading import Uses
    from phaseout.batch.tally import Tally

PATIENCE = 2.0
"""Seconds of silence before a bar appears."""
_MOST_MAKERS = 10
_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "uses": Text(en="looked at: {0}", fr="colonnes examinées : {0}"),
        "dropped": Text(
            en="not read, since they hold credentials: {0}",
            fr="non lues, car elles contiennent des secrets : {0}",
        ),
        "resumed": Text(
            en="goes on: {0} pieces were finished before", fr="reprise : {0} morceaux étaient terminés"
        ),
        "anew": Text(
            en="begins anew, since this has changed since the interrupted run: {0}",
            fr="recommence, car ceci a changé depuis le passage interrompu : {0}",
        ),
        "lines": Text(
            en="{0} lines; on {1} of them no maker or brand is recognised",
            fr="{0} lignes, dont {1} sans fabricant ni marque reconnus",
        ),
        "assets": Text(
            en="{0} assets; of {1} no maker or brand is recognised",
            fr="{0} biens, dont {1} sans fabricant ni marque reconnus",
        ),
        "unread": Text(en="{0} rows could not be read", fr="{0} lignes illisibles"),
        "outcome": Text(en="  {0}: {1}", fr="  {0} : {1}"),
        "makers": Text(en="named: {0}", fr="nommés : {0}"),
        "written": Text(en="written: {0}", fr="écrit : {0}"),
        "table": Text(en="the table", fr="le tableau"),
        "register": Text(en="the register or the question", fr="le registre ou la question"),
        "engine": Text(en="the program", fr="le programme"),
        "columns": Text(en="the columns", fr="les colonnes"),
        "rows": Text(en="the lines asked for", fr="les lignes demandées"),
    }
)

Watch = Callable[[int, int | None], None]


class ScreenWords:
    """Says how a screening goes; says nothing where quiet was asked for."""

    def __init__(self, lang: str, *, by_asset: bool, quiet: bool) -> None:
        self._lang = lang
        self._language = Language(lang)
        self._by_asset = by_asset
        self._quiet = quiet

    def say(self, *lines: str) -> None:
        """Print lines on standard error."""
        for line in () if self._quiet else lines:
            click.echo(for_terminal(line), err=True)

    def say_uses(self, uses: "Uses") -> None:
        """Say which column is taken for what, since a wrong guess must be seen."""
        arrow = " \N{RIGHTWARDS ARROW} "
        pairs = uses.looked_at.items()
        self.say(self._said("uses", ", ".join(f"{a}{arrow}{b}" if a != b else a for a, b in pairs)))
        if uses.dropped:
            self.say(self._said("dropped", ", ".join(uses.dropped)))

    def say_resumed(self, resumed: int, changed: tuple[str, ...]) -> None:
        """Say that an interrupted run goes on, or why it does not."""
        if changed:
            self.say(self._said("anew", ", ".join(self._said(name) for name in changed)))
        elif resumed:
            self.say(self._said("resumed", self._language.number(resumed)))

    def summary(self, tally: "Tally", target: str) -> Iterator[str]:
        """Yield the figures."""
        number = self._language.number
        yield self._said("assets" if self._by_asset else "lines", number(tally.lines), number(tally.nothing))
        if tally.unread:
            yield self._said("unread", number(tally.unread))
        for outcome, lines in sorted(tally.by_outcome.items()):
            yield self._said("outcome", self._language.term("outcome", outcome), number(lines))
        if makers := tally.by_maker.most_common(_MOST_MAKERS):
            yield self._said("makers", ", ".join(f"{maker} {number(lines)}" for maker, lines in makers))
        yield self._said("written", target)

    @contextlib.contextmanager
    def watching(self, pieces: int | None) -> Iterator[Watch]:
        """Yield what to call after each piece; it draws a bar if standard error is a terminal."""
        if self._quiet or not sys.stderr.isatty():
            yield lambda _done, _all: None
            return
        with contextlib.ExitStack() as stack:
            yield _Bar(stack, pieces).watch

    def _said(self, key: str, *values: object) -> str:
        return _WORDS[key].in_language(self._lang).format(*values)


class _Bar:
    """A bar over the pieces; rich is loaded when it is first drawn."""

    def __init__(self, stack: contextlib.ExitStack, pieces: int | None) -> None:
        self._stack = stack
        self._pieces = pieces
        self._begun = time.monotonic()
        self._draw: Callable[[int], None] | None = None

    def watch(self, done: int, _all: int | None) -> None:
        """Move the bar."""
        if self._draw is None and time.monotonic() - self._begun > PATIENCE:
            self._draw = self._opened()
        if self._draw is not None:
            self._draw(done)

    def _opened(self) -> Callable[[int], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        progress = self._stack.enter_context(
            Progress(
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
        )
        task = progress.add_task("", total=self._pieces)
        return lambda done: progress.update(task, completed=done)
