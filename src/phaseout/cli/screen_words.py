"""What does ``phaseout screen`` say on standard error, in English and French?"""

import contextlib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from phaseout.domain.cite import Text
from phaseout.identify.fields import LONGEST
from phaseout.report.csv_rows import SEPARATORS
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal

if TYPE_CHECKING:
    from phaseout.batch.reading import Uses
    from phaseout.batch.tally import Tally
    from phaseout.cli.screen_bar import ScreenBar

_MOST_NAMED = 10
_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "uses": Text(en="looked at: {0}", fr="colonnes examinées : {0}"),
        "key": Text(en="handed on as order_id: {0}", fr="reprise comme order_id : {0}"),
        "kept": Text(
            en="handed on, but not looked at: {0}",
            fr="reprises, mais non examinées : {0}",
        ),
        "numbered": Text(
            en="no column tells lines apart: row counts them, the first below the headings is 1",
            fr="aucune colonne ne distingue les lignes : row les compte, la première sous les titres est 1",
        ),
        "left": Text(en="not looked at: {0}", fr="non examinées : {0}"),
        "dropped": Text(
            en="not read, since they hold credentials: {0}",
            fr="non lues, car elles contiennent des secrets : {0}",
        ),
        "resumed": Text(
            en="goes on: {0} pieces were finished before", fr="reprise : {0} morceaux étaient terminés"
        ),
        "damaged": Text(
            en="{0} finished pieces cannot be read and are screened again",
            fr="{0} morceaux terminés sont illisibles et seront refaits",
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
        "cut": Text(
            en="of {0} lines a text is read only to its character {1}",
            fr="{0} lignes dont un texte n’est lu que jusqu’au caractère {1}",
        ),
        "lost": Text(
            en="on {0} lines letters were lost before: no UTF-8, or replaced when the table was saved",
            fr="{0} lignes où des lettres étaient perdues : pas de l’UTF-8, ou remplacées à l’enregistrement",
        ),
        "outcome": Text(en="  {0}: {1}", fr="  {0} : {1}"),
        "makers": Text(en="named: {0}", fr="nommés : {0}"),
        "suppliers": Text(en="suppliers: {0}", fr="fournisseurs : {0}"),
        "possible": Text(
            en="suppliers that are possibly one of these, which accuses nobody: {0}",
            fr="fournisseurs qui sont peut-être l’un de ceux-ci, ce qui n’accuse personne : {0}",
        ),
        "more": Text(en="{0} and {1} more", fr="{0} et {1} autres"),
        "written": Text(en="written: {0}", fr="écrit : {0}"),
        "table": Text(en="the table", fr="le tableau"),
        "register": Text(en="the register or the question", fr="le registre ou la question"),
        "engine": Text(en="the program", fr="le programme"),
        "columns": Text(en="the columns", fr="les colonnes"),
        "rows": Text(en="the lines asked for", fr="les lignes demandées"),
    }
)


class ScreenWords:
    """Says how a screening goes; says nothing where quiet was asked for."""

    def __init__(self, lang: str, *, by_asset: bool, quiet: bool) -> None:
        self._lang = lang
        self._language = Language(lang)
        self._by_asset = by_asset
        self._quiet = quiet

    @property
    def separator(self) -> str:
        """What a spreadsheet program of the language expects between cells."""
        return SEPARATORS[self._lang]

    def say(self, *lines: str) -> None:
        """Print lines on standard error."""
        for line in () if self._quiet else lines:
            click.echo(for_terminal(line), err=True)

    def say_uses(self, uses: "Uses", *, numbers_rows: bool = True) -> None:
        """Say which column is taken for what, since a wrong guess must be seen.

        ``numbers_rows``: whether what reads the table can number its rows.
        """
        arrow = " \N{RIGHTWARDS ARROW} "
        pairs = uses.answering.items()
        self.say(self._said("uses", ", ".join(f"{a}{arrow}{b}" if a != b else a for a, b in pairs)))
        for key, columns in (
            ("key", uses.keys),
            ("kept", uses.kept),
            ("left", uses.left),
            ("dropped", uses.dropped),
        ):
            if columns:
                self.say(self._said(key, ", ".join(columns)))
        if uses.is_numbered and numbers_rows:
            self.say(self._said("numbered"))

    def say_resumed(self, resumed: int, changed: tuple[str, ...], *, damaged: int = 0) -> None:
        """Say that an interrupted run goes on, or why it does not, and what of it does not read."""
        if damaged:
            self.say(self._said("damaged", self._language.number(damaged)))
        if changed:
            self.say(self._said("anew", ", ".join(self._said(name) for name in changed)))
        elif resumed:
            self.say(self._said("resumed", self._language.number(resumed)))

    def summary(self, tally: "Tally", target: str) -> Iterator[str]:
        """Yield the figures."""
        number = self._language.number
        yield self._said("assets" if self._by_asset else "lines", number(tally.lines), number(tally.nothing))
        for key, lines in (("unread", tally.unread), ("cut", tally.cut), ("lost", tally.lost)):
            if lines:
                yield self._said(key, number(lines), number(LONGEST))
        for outcome, lines in sorted(tally.by_outcome.items()):
            yield self._said("outcome", self._language.term("outcome", outcome), number(lines))
        for key, counted in (
            ("makers", tally.by_maker),
            ("suppliers", tally.by_supplier),
            ("possible", tally.by_possible_supplier),
        ):
            if counted:
                yield self._said(key, self._most(counted))
        yield self._said("written", target)

    @contextlib.contextmanager
    def watching(self, pieces: int | None) -> "Iterator[ScreenBar | None]":
        """Yield a bar if standard error is a terminal."""
        if self._quiet or not sys.stderr.isatty():
            yield None
            return
        from phaseout.cli.screen_bar import ScreenBar

        with contextlib.ExitStack() as stack:
            yield ScreenBar(stack, pieces, self._lang)

    def _most(self, counted: Counter[str]) -> str:
        """Return those of most lines, and how many more there are."""
        number = self._language.number
        # Runs and engines count in different orders; what they say must not differ.
        first = sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:_MOST_NAMED]
        said = ", ".join(f"{name} {number(lines)}" for name, lines in first)
        return (
            self._said("more", said, number(len(counted) - len(first))) if len(counted) > len(first) else said
        )

    def _said(self, key: str, *values: object) -> str:
        return _WORDS[key].in_language(self._lang).format(*values)
