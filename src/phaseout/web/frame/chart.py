"""How are figures drawn: bars made on the server, with a table of the same figures beside them?"""

from collections.abc import Sequence
from dataclasses import dataclass

LABEL, BAR, FIGURE = 240, 400, 80
"""Widths of what stands before the bars, of the longest, and of the figure after it, in its units."""
ROW, THICK = 26, 16
LONGEST = 28
"""Characters of a label that the drawing shows; the table has the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar where it stands in the drawing."""

    label: str
    short: str
    value: int
    tone: str
    """Class of its colour, such as an outcome; empty for the plain one."""
    address: str
    y: int
    text_y: int
    length: int
    figure_x: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars below one another, for ``frame/chart.html``."""

    id: str
    title: str
    head: tuple[str, str]
    """Headings of the table: what is counted by, and what is counted."""
    bars: tuple[Bar, ...]
    label_x: int = LABEL - 8
    bar_x: int = LABEL
    thick: int = THICK
    width: int = LABEL + BAR + FIGURE

    @property
    def height(self) -> int:
        """Of the drawing, in its units."""
        return max(len(self.bars), 1) * ROW


def bars(id_: str, title: str, head: tuple[str, str], rows: Sequence[tuple[str, int, str, str]]) -> Chart:
    """Return a chart of (label, value, tone, address) rows; an address may be empty."""
    most = max((value for _, value, _, _ in rows), default=0) or 1
    return Chart(
        id=id_,
        title=title,
        head=head,
        bars=tuple(_bar(index, row, most) for index, row in enumerate(rows)),
    )


def _bar(index: int, row: tuple[str, int, str, str], most: int) -> Bar:
    label, value, tone, address = row
    # Whatever is there is seen: one of a million is a line, and none is nothing.
    length = max(round(BAR * value / most), 2) if value else 0
    return Bar(
        label=label,
        short=label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…",
        value=value,
        tone=tone,
        address=address,
        y=index * ROW + (ROW - THICK) // 2,
        text_y=index * ROW + ROW // 2 + 5,
        length=length,
        figure_x=LABEL + length + 8,
    )
