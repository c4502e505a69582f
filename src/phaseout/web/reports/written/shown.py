"""What of a report stands on a page: its parts as templates show them, in one language?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from django.utils.safestring import SafeString

from phaseout.web.frame.chart import Chart, bars
from phaseout.web.reports.document import Bars, Document, Figures, Note, Part, Section, Table
from phaseout.web.reports.written.cells import counts, row_of
from phaseout.web.reports.written.texts import change, said, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A part of a page; what it is not of, is empty."""

    kind: str
    title: str = ""
    text: str = ""
    headings: tuple[tuple[str, str], ...] = ()
    """Heading and class of each column."""
    rows: tuple[SafeString, ...] = ()
    """The cells of each, as they stand in a table."""
    empty: str = ""
    figures: tuple[tuple[str, str, str], ...] = ()
    """Label, value and change."""
    chart: Chart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """A section of a page."""

    id: str
    title: str
    parts: tuple[Shown, ...]
    is_on_new_page: bool


def sections_of(document: Document, language: str) -> Iterator[ShownSection]:
    """Yield the sections of a report as a page shows them."""
    for one in document.sections:
        yield ShownSection(
            id=one.id,
            title=said(one.title, language),
            parts=tuple(_part(one, part, language) for part in one.parts),
            is_on_new_page=one.is_on_new_page,
        )


def _part(section: Section, part: Part, language: str) -> Shown:
    match part:
        case Note():
            return Shown(kind="note", text=said(part.text, language))
        case Figures():
            figures = (
                (said(one.label, language), text_of(one.value, language), change(one, language))
                for one in part.rows
            )
            return Shown(kind="figures", title=said(part.title, language), figures=tuple(figures))
        case Bars():
            return _drawn(section, part, language)
        case Table():
            rows = tuple(row_of(row, language) for row in part.rows)
            return Shown(
                kind="table", title=said(part.title, language), rows=rows, empty=said(part.empty, language),
                headings=tuple(_headings(part, language)),
            )  # fmt: skip
        case _:
            assert_never(part)


def _headings(table: Table, language: str) -> Iterator[tuple[str, str]]:
    """Yield heading and class of each column: numbers stand to the right where a column has nothing else."""
    for place, one in enumerate(table.columns):
        values = [row[place] for row in table.rows if row[place] is not None]
        is_number = bool(values) and all(map(counts, values))
        yield said(one.heading, language), "number" if is_number else ""


def _drawn(section: Section, part: Bars, language: str) -> Shown:
    rows = [(text_of(label, language), number, "", "") for label, number in part.rows]
    title = said(part.title, language)
    first, second = part.head
    drawn = bars(f"{section.id}-{part.id}", title, (said(first, language), said(second, language)), rows)
    return Shown(kind="bars", title=title, chart=drawn)
