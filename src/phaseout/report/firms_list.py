"""How are the firms of a list of vendors shown: which party each is or may be, why, and who looks at it?"""

from collections.abc import Iterator
from dataclasses import dataclass

from phaseout.domain.asset import Asset
from phaseout.domain.determination import GRAVEST_FIRST, Outcome
from phaseout.domain.supplier import KnownSupplier
from phaseout.report import naming
from phaseout.report.grid import NARROW, Grid
from phaseout.report.language import Language
from phaseout.report.standing import Entry, entry_of
from phaseout.report.supplier_text import relation_text, supplier_text

LISTED = 500
"""Firms of which a party is known, and as many others, that are listed; the rest is counted."""
COLUMNS = ("vendor", "firm-match", "firm-relation", "answer")
_SHARES = (20, 42, 24, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmRow:
    """One firm in words."""

    name: str
    match: str
    relation: str
    answers: tuple[str, ...]

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The cells in the order of the columns."""
        return (self.name,), (self.match,), tuple(filter(None, (self.relation,))), self.answers


class FirmsList:
    """Keeps the firms of a document as its assets pass, those of which a party is known apart."""

    def __init__(self) -> None:
        self._known: list[tuple[Entry, KnownSupplier]] = []
        self._strange: list[str] = []
        self._taken = self._met = 0

    def take(self, asset: Asset) -> bool:
        """Keep an asset that is a firm and no thing, and say whether it was one."""
        if not asset.is_firm:
            return False
        self._taken += 1
        best = min(asset.suppliers, key=lambda one: (one.party is None, not one.is_firm))
        if best.party is None:
            if len(self._strange) < LISTED:
                self._strange.append(best.said)
            return True
        self._met += 1
        if len(self._known) < LISTED:
            self._known.append((entry_of(asset), best))
        return True

    def __len__(self) -> int:
        return self._taken

    @property
    def more(self) -> int:
        """Firms of which a party is known or possible that are not listed."""
        return self._met - len(self._known)

    def rows(self, language: Language) -> list[FirmRow]:
        """Return the firms that are parties of the register, or may be: those held to be first."""
        order: dict[Outcome | None, int] = {outcome: rank for rank, outcome in enumerate(GRAVEST_FIRST)}
        firm_first = sorted(
            self._known,
            key=lambda pair: (order.get(pair[0].outcome, len(order)), not pair[1].is_firm),
        )
        return [
            FirmRow(
                name=supplier.said,
                match=supplier_text(supplier, language),
                relation=relation_text(supplier, language),
                answers=_answers(entry, language),
            )
            for entry, supplier in firm_first
        ]

    def strange(self, language: Language) -> str:
        """Return who is nobody the register knows, in one sentence; empty where there is nobody."""
        count = self._taken - self._met
        if not count:
            return ""
        more = f" +{language.number(count - len(self._strange))}" if count > len(self._strange) else ""
        return f"{language.count('firms.strange', count)}{language.colon} {'; '.join(self._strange)}{more}"


def _answers(entry: Entry, language: Language) -> tuple[str, ...]:
    """Return every open answer with its outcome, so that what applies is told from what is only asked."""
    if entry.outcome is None or not entry.is_open:
        return (language.text("firms.none-asked" if entry.outcome is None else "firms.none-applies"),)
    listed = (*entry.gravest, *entry.behind)
    return tuple(
        f"{naming.outcome(one, language)}{language.colon} {one.measure}, {naming.acts(one, language)}"
        for one in listed
    )


def firm_lines(firms: FirmsList, language: Language, width: int) -> Iterator[str]:
    """Yield the list for a terminal of so many columns; nothing where there is no firm."""
    if not len(firms):
        return
    yield from ("", f"{language.text('firms')} ({language.number(len(firms))})")
    colon = language.colon if width < NARROW else ""
    rows = firms.rows(language)
    if rows:
        heads = [f"{language.text(f'column.{name}')}{colon}" for name in COLUMNS]
        grid = Grid(heads=heads, shares=_SHARES, width=width)
        yield from grid.head()
        for row in rows:
            yield from grid.row(row.cells)
    if firms.more:
        yield f"  {language.count('list.more', firms.more)}"
    if strange := firms.strange(language):
        yield f"  {strange}"
    yield f"  {language.text('firms.note')}"
