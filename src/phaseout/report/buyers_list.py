"""How are the lines of a purchase listed for whoever is about to sign it?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from phaseout.domain.asset import Asset
from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.report import naming
from phaseout.report.buyers_line import BuyersLine, article, buyers_line, place, quotes
from phaseout.report.buyers_questions import asks, own_questions
from phaseout.report.buyers_verdict import verdict, why
from phaseout.report.grid import NARROW, Grid
from phaseout.report.language import Language

LISTED = 500
"""Lines that are listed; the rest is counted. ``-o csv`` and ``-o xlsx`` hold every one."""
QUOTED = 6
"""Clauses that are quoted below a list."""
COLUMNS = (("line", 15), ("article", 24), ("verdict", 16), ("why", 24), ("ask", 24))
COLUMN_NAMES = tuple(name for name, _ in COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line in words; each cell is lines of text."""

    tone: str
    """The outcome, empty where no measure was asked."""
    place: tuple[str, ...]
    article: tuple[str, ...]
    verdict: tuple[str, ...]
    why: tuple[str, ...]
    ask: tuple[str, ...]

    is_mute: bool = False
    """Whether the line says nothing of what it is."""

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The cells in the order of the columns."""
        return self.place, self.article, self.verdict, self.why, self.ask


class BuyersList:
    """Keeps the lines of purchases of a document as its assets pass."""

    def __init__(self, *, most: int = LISTED) -> None:
        """Begin; at most so many lines are listed."""
        self._most = most
        self._as_of = date.min
        self._lines: list[BuyersLine] = []
        self._settled: list[BuyersLine] = []
        self._taken = 0

    def begin(self, as_of: str) -> None:
        """Take the day asked about (ISO), against which a purchase is of a year that is over."""
        self._as_of = date.fromisoformat(as_of)

    def take(self, asset: Asset) -> bool:
        """Keep an asset that is known from purchases alone, and say whether it was one."""
        if not asset.is_only_bought:
            return False
        self._taken += 1
        line = buyers_line(asset, self._as_of)
        if line is not None:
            kept = self._lines if line.entry.is_open else self._settled
            if len(kept) < self._most:
                kept.append(line)
        return True

    def __len__(self) -> int:
        return self._taken

    @property
    def more(self) -> int:
        """Lines that are not listed: what leaves nothing to do before what does."""
        return self._taken - min(self._most, len(self._lines) + len(self._settled))

    def rows(self, language: Language) -> list[Row]:
        """Return the lines in words, what must not be bought first."""
        return [_row(line, language) for line in self.lines()]

    def quotes(self, language: Language) -> list[str]:
        """Return the words to quote, each once."""
        said = (quote for line in self.lines() for quote in quotes(line, language))
        return list(dict.fromkeys(said))[:QUOTED]

    def own_questions(self, language: Language) -> list[str]:
        """Return what the buyer oneself has to know, each once."""
        said = (one for line in self._lines for one in own_questions(line, language))
        return list(dict.fromkeys(said))

    def lines(self) -> Sequence[BuyersLine]:
        """Return the lines that are listed, what must not be bought first."""
        order = {outcome: rank for rank, outcome in enumerate(GRAVEST_FIRST)}

        def rank(line: BuyersLine) -> tuple[int, bool]:
            # What says nothing of what it is stands behind what is known and open.
            outcome = line.entry.outcome
            return order[outcome] if outcome else len(order), not line.entry.is_open

        return sorted((*self._lines, *self._settled), key=rank)[: self._most]


def terminal_lines(bought: BuyersList, language: Language, width: int) -> Iterator[str]:
    """Yield the list for a terminal of so many columns; nothing where nothing is bought."""
    if not len(bought):
        return
    yield from ("", f"{language.text('buyer')} ({language.number(len(bought))})")
    colon = language.colon if width < NARROW else ""
    grid = Grid(
        heads=[f"{language.text(f'column.{name}')}{colon}" for name in COLUMN_NAMES],
        shares=[share for _, share in COLUMNS],
        width=width,
    )
    yield from grid.head()
    for row in bought.rows(language):
        yield from grid.row(row.cells)
    if bought.more:
        yield f"  {language.count('list.more', bought.more)}"
    if own := bought.own_questions(language):
        yield f"  {language.text('buyer.own')}{language.colon} {' · '.join(own)}"
    yield from (f"  {quote}" for quote in bought.quotes(language))
    if bought.quotes(language):
        yield f"  {language.text('buyer.note')}"


def _row(line: BuyersLine, language: Language) -> Row:
    entry = line.entry
    answers = (
        tuple(naming.answer(one, one.measure, language) for one in entry.listed) if entry.is_open else ()
    )
    reason = why(line, language)
    return Row(
        tone=entry.outcome.value if entry.outcome else "",
        place=place(line, language),
        article=article(line, language),
        verdict=(verdict(line, language), *answers, *naming.further(entry, language)),
        why=(reason,) if reason else (),
        ask=asks(line, language),
        is_mute=entry.is_unidentified and not entry.is_open and not line.purchase.stage.is_undone,
    )
