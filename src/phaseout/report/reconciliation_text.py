"""What does a reconciliation look like on a terminal, and as a workbook?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import BinaryIO

from openpyxl import Workbook

from phaseout.domain.document import SourceUnread
from phaseout.domain.reconciliation import Count, Position, Reconciliation, RestsOn
from phaseout.report.grid import NARROW, Grid
from phaseout.report.language import Language
from phaseout.report.reconciliation_json import BETWEEN
from phaseout.report.safe_text import for_terminal
from phaseout.report.workbook_bytes import write_workbook
from phaseout.report.worksheet import Sheet, Value

LISTED = 200
"""Positions of a list before the rest is only counted."""
REASONS = 10
"""Reasons why something is not read before the rest is only counted."""
NAMED = 3
"""Names of one sort that stand in a cell before the rest is only counted."""
_COLUMNS = (("position", 24), ("bought", 14), ("seen", 8), ("difference", 22), ("rests-on", 30))
_SHEET = (
    ("position", 30), ("site", 20), ("bought", 12), ("returned", 12), ("seen", 8), ("not-seen", 12),
    ("not-bought", 12), ("replaced", 12), ("rests-on", 24), ("grade", 12), ("units", 50),
    ("missing-serials", 30), ("lines", 50), ("things", 50), ("days", 24), ("remarks", 60),
)  # fmt: skip


def reconciliation_lines(found: Reconciliation, language: Language, width: int) -> Iterator[str]:
    """Yield the list for a terminal of so many columns: what does not balance, then figures and limits."""
    open_ = [position for position in found.positions if not position.is_balanced]
    yield f"{language.text('reconcile')} ({language.number(len(open_))})"
    if open_:
        colon = language.colon if width < NARROW else ""
        grid = Grid(
            heads=[f"{language.text(f'column.{name}')}{colon}" for name, _ in _COLUMNS],
            shares=[share for _, share in _COLUMNS],
            width=width,
        )
        yield from grid.head()
        for position in open_[:LISTED]:
            cells = _cells(position, language)
            yield from grid.row([[for_terminal(line) for line in cell] for cell in cells])
        if len(open_) > LISTED:
            yield f"  {language.count('list.more', len(open_) - LISTED)}"
    else:
        yield language.text("reconcile.balanced" if found.positions else "reconcile.nothing")
    yield ""
    yield from _figures(found, language)


def reconciliation_xlsx(found: Reconciliation, language: Language, stream: BinaryIO, stamp: datetime) -> None:
    """Write every position and every line set aside as a workbook."""
    workbook = Workbook(write_only=True)
    sheet = Sheet(workbook, "positions", _SHEET, language)
    for position in found.positions:
        sheet.add(_row(position, language))
    aside = Sheet(workbook, "aside", (("line", 40), ("why", 60)), language)
    for one in found.aside:
        aside.add((_line_name(one.line, language), language.term("aside", one.why.value)))
    unread = Sheet(workbook, "unread", (("source", 40), ("locator", 20), ("why", 80)), language)
    for part in found.unread:
        unread.add((part.source, language.locator(part.locator), language.unread(part.why)))
    for one_sheet in (sheet, aside, unread):
        one_sheet.close()
    write_workbook(workbook, stream, stamp)


def _figures(found: Reconciliation, language: Language) -> Iterator[str]:
    yield language.count("reconcile.positions", len(found.positions))
    yield language.count("reconcile.units", sum(len(position.units) for position in found.positions))
    for why, number in Counter(one.why.value for one in found.aside).items():
        yield f"{language.count('reconcile.aside', number)}{language.colon} {language.term('aside', why)}"
    if found.unidentified:
        yield language.count("reconcile.unidentified", found.unidentified)
    if found.unread:
        yield f"{language.text('unread')}{language.colon} {language.number(len(found.unread))}"
        yield from _unread(found.unread, language)
    yield language.text("reconcile.note")


def _unread(unread: Sequence[SourceUnread], language: Language) -> Iterator[str]:
    """Yield the reasons, each once with the first place and how often it is given."""
    places: dict[str, list[SourceUnread]] = {}
    for part in unread:
        places.setdefault(language.unread(part.why), []).append(part)
    for why, parts in islice(places.items(), REASONS):
        more = f" (+{language.number(len(parts) - 1)})" if len(parts) > 1 else ""
        yield f"  {parts[0].source} {language.locator(parts[0].locator)}{more}{language.colon} {why}"
    if len(places) > REASONS:
        yield f"  {language.count('list.more', len(places) - REASONS)}"


def _cells(position: Position, language: Language) -> list[list[str]]:
    bought = [_count(position.bought, language), _days(position, language)]
    grade = language.term("grade", position.grade.value)
    if position.returned.least:
        bought.append(language.text("reconcile.returned", _count(position.returned, language)))
    lines = _some(tuple(_line_name(line, language) for line in position.lines))
    return [
        list(filter(None, (_article(position, language), position.site or "", lines))),
        list(filter(None, bought)),
        [language.number(position.seen)],
        list(_differences(position, language)),
        [
            f"{language.term('rests', position.rests_on.value)} ({grade})",
            *(language.term("remark", remark.value) for remark in position.remarks),
        ],
    ]


def _differences(position: Position, language: Language) -> Iterator[str]:
    differences = (("reconcile.not-seen", position.not_seen), ("reconcile.not-bought", position.not_bought))
    for key, count in differences:
        if count != Count(least=0, most=0):
            yield language.text(key, _count(count, language))
    if position.perhaps_replaced:
        yield language.count("reconcile.replaced", position.perhaps_replaced)
    if position.missing_serials:
        yield language.text("reconcile.missing", _some(position.missing_serials))


def _row(position: Position, language: Language) -> list[Value]:
    return [
        _article(position, language),
        position.site,
        *(_count(one, language) for one in (position.bought, position.returned)),
        position.seen,
        *(_count(one, language) for one in (position.not_seen, position.not_bought)),
        position.perhaps_replaced,
        language.term("rests", position.rests_on.value),
        language.term("grade", position.grade.value),
        BETWEEN.join(
            f"{unit.serial} {_line_name(unit.line, language)} = {unit.thing}" for unit in position.units
        ),
        BETWEEN.join(position.missing_serials),
        BETWEEN.join(_line_name(line, language) for line in position.lines),
        BETWEEN.join(position.things),
        BETWEEN.join(position.days),
        "; ".join(language.term("remark", remark.value) for remark in position.remarks),
    ]


def _count(count: Count, language: Language) -> str:
    """Return a number, or between which it lies."""
    if count.most is None:
        return language.text("reconcile.at-least", language.number(count.least))
    if count.is_exact:
        return language.number(count.least)
    return language.text("reconcile.between", language.number(count.least), language.number(count.most))


def _article(position: Position, language: Language) -> str:
    """Return the article; of brand and kind, the kind by its name."""
    if position.rests_on is not RestsOn.BRAND_AND_KIND:
        return position.article
    brand, _, kind = position.article.rpartition(" ")
    return f"{brand} {language.term('kind', kind)}".strip()


def _line_name(name: str, language: Language) -> str:
    """Return the name of a line with the kind of its document in the reader's language."""
    document, _, number = name.partition(" ")
    return f"{language.term('document', document)} {number}" if number else name


def _days(position: Position, language: Language) -> str:
    return " – ".join(language.written_day(day) for day in position.days)


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:NAMED])
    return f"{shown} +{len(names) - NAMED}" if len(names) > NAMED else shown
