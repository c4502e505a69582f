"""What does a survey look like on a terminal?"""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from phaseout.domain.asset import Asset
from phaseout.domain.determination import Outcome
from phaseout.domain.document import Header, Trailer
from phaseout.report import naming
from phaseout.report.affected import Affections
from phaseout.report.buyers_list import BuyersList, terminal_lines
from phaseout.report.contradiction import contradictions
from phaseout.report.figures import Figures
from phaseout.report.firms_list import FirmsList, firm_lines
from phaseout.report.grid import NARROW, Grid
from phaseout.report.language import Language
from phaseout.report.makers import Makers
from phaseout.report.safe_text import for_terminal
from phaseout.report.scope import asked_as, homes, site_name
from phaseout.report.sink import Sink, WriteOptions, Writer
from phaseout.report.standing import OPEN_OUTCOMES, Entry, entry_of
from phaseout.report.terminal_notes import Notes
from phaseout.report.terminal_summary import by_maker, examined, figures, open_ends, scope, vulnerabilities

SETTLED_SHOWN = 20
"""Identified things nothing applies to that are listed; the rest is counted and said to be."""
NOBODYS_ROWS, NOBODYS_ANSWERS = 5, 2
"""Rows of a list, and measures of a row, where nobody has said who asks: nearly all of it is then open."""
LONGEST = 200
"""Characters of one name or value in a cell; the document holds the whole."""
_COLUMNS = (("thing", 20), ("maker", 15), ("where", 19), ("answer", 28), ("why", 19))
_COLOURS = {
    Outcome.APPLIES: "1;31",
    Outcome.INFLUENCE_ONLY: "1;35",
    Outcome.APPLIES_FROM: "1;33",
    Outcome.UNDETERMINED: "1;36",
}


class TableSink:
    """Prints what is open, grouped by outcome, then the figures and what is still unknown."""

    def __init__(self, stream: BinaryIO, options: WriteOptions) -> None:
        self._stream = stream
        self._options = options
        self._open: list[Entry] = []
        self._settled: list[Entry] = []
        self._unidentified: list[Entry] = []
        self._bought = BuyersList()
        self._firms = FirmsList()
        self._bought_settled = self._bought_unidentified = 0
        self._figures = Figures()
        self._affections = Affections()
        self._makers = Makers()
        self._notes = Notes(is_needed=options.width >= NARROW)

    def begin(self, header: Header) -> None:
        """Keep the head: what things are called comes only with the trailer."""
        self._header = header
        self._bought.begin(header.as_of)
        self._is_nobody = not asked_as(header)

    def add(self, asset: Asset) -> None:
        """Keep what a list says of an open asset, and of the first settled ones that are identified."""
        entry = entry_of(asset)
        self._figures.count(entry)
        self._affections.count(asset)
        self._makers.count(entry)
        if self._firms.take(asset):
            return
        if self._bought.take(asset):
            self._bought_settled += entry.is_settled
            self._bought_unidentified += entry.is_unidentified
            return
        if entry.is_open:
            self._open.append(entry)
        elif entry.is_settled and len(self._settled) < SETTLED_SHOWN:
            self._settled.append(entry)
        elif entry.is_unidentified and len(self._unidentified) < SETTLED_SHOWN:
            self._unidentified.append(entry)

    def end(self, trailer: Trailer) -> None:
        """Print everything."""
        language = Language(self._options.lang, trailer.labels)
        self._lines(scope(self._header, language))
        self._lines(terminal_lines(self._bought, language, self._options.width))
        self._lines(firm_lines(self._firms, language, self._options.width))
        for outcome in OPEN_OUTCOMES:
            group = [entry for entry in self._open if entry.outcome is outcome]
            self._group(f"group.{outcome.value}", group, len(group), language, _COLOURS[outcome])
        if not self._figures.open and self._header.sources and not self._firms:
            self._lines(("", language.text("nothing.open" if trailer.summary.assets else "nothing.read")))
        settled = self._figures.settled - self._bought_settled
        self._group("group.settled", self._settled, settled, language)
        if settled > len(self._settled):
            self._lines((f"  {language.count('settled.more', settled - len(self._settled))}",))
        self._list_unidentified(trailer.summary.unidentified - self._bought_unidentified, language)
        self._lines(("", examined(self._header, trailer, self._figures, language)))
        self._lines(figures(self._figures, trailer, language))
        self._lines(by_maker(self._makers, language))
        self._lines(vulnerabilities(self._affections, language))
        self._lines(open_ends(self._header, trailer, language))

    def _list_unidentified(self, total: int, language: Language) -> None:
        """Say where to look for what nothing is known of."""
        if not self._unidentified:
            return
        self._lines(("", f"{language.text('group.unidentified')} ({language.number(total)})"))
        for entry in self._unidentified:
            known = naming.unidentified(entry, site_name(self._header, entry.site), language)
            self._write(f"• {_short(for_terminal(known))}")
        if total > len(self._unidentified):
            self._lines((f"  {language.count('settled.more', total - len(self._unidentified))}",))

    def _group(
        self, key: str, entries: Sequence[Entry], total: int, language: Language, colour: str = ""
    ) -> None:
        if not entries:
            return
        title = f"{language.text(key)} ({language.number(total)})"
        self._write("")
        self._write(f"\x1b[{colour}m{title}\x1b[0m" if colour and self._options.colour else title)
        heads = [language.text(f"column.{name}") for name, _ in _COLUMNS]
        grid = Grid(
            heads=[f"{head}{language.colon}" if self._options.width < NARROW else head for head in heads],
            shares=[share for _, share in _COLUMNS],
            width=self._options.width,
        )
        for line in grid.head():
            self._write(line)
        shown = entries[:NOBODYS_ROWS] if self._is_nobody else entries
        for entry in shown:
            for line in grid.row(self._cells(entry, language)):
                self._write(line)
        for line in self._notes.lines(self._options.width, language):
            self._write(line)
        if len(entries) > len(shown):
            self._lines((f"  {language.count('list.more', len(entries) - len(shown))}",))

    def _cells(self, entry: Entry, language: Language) -> list[list[str]]:
        answers = [naming.answer(one, one.measure, language) for one in entry.listed] if entry.is_open else []
        if self._is_nobody and len(answers) > NOBODYS_ANSWERS:
            rest = language.count("answers.more", len(answers) - NOBODYS_ANSWERS)
            answers = [*answers[:NOBODYS_ANSWERS], rest]
        cells = (
            (naming.thing(entry, language), naming.product(entry, language)),
            (
                naming.maker(entry, language),
                naming.grade(entry.maker, language),
                *contradictions(entry, language),
            ),
            (site_name(self._header, entry.site), *naming.places(entry)),
            (*answers, *naming.further(entry, language)),
        )
        why = self._notes.in_cell(for_terminal(self._why(entry, language)), language)
        return [*([_short(for_terminal(line)) for line in cell if line] for cell in cells), [why]]

    def _why(self, entry: Entry, language: Language) -> str:
        if self._is_nobody and entry.is_open:
            return language.text("why.not-known", language.facts(("role",)))
        return naming.why(entry, language, homes=homes(self._header))

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._write(for_terminal(line))

    def _write(self, line: str) -> None:
        self._stream.write(line.encode("utf-8") + b"\n")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… (+{len(text) - LONGEST})"


def _open(stream: BinaryIO, options: WriteOptions) -> Sink:
    return TableSink(stream, options)


WRITER = Writer(
    name="table", suffix=".txt", about="a table for a terminal: what is open, and why", open=_open
)
