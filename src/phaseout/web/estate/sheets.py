"""Which sheets of labels are there, and where does each label lie on them?"""

from collections.abc import Iterator
from dataclasses import dataclass

INCH = 25.4
"""Millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Labels on one sheet, as the maker of the paper says; lengths in millimetres."""

    id: str
    """As the paper is called."""
    paper: str
    """``A4`` or ``letter``, as a style sheet names it."""
    columns: int
    rows: int
    width: float
    height: float
    left: float
    """From the edge of the sheet to the first label."""
    top: float
    step: float
    """From the left edge of a label to that of the next; below one another they touch."""

    @property
    def places(self) -> int:
        """Labels on it."""
        return self.columns * self.rows

    @property
    def title(self) -> str:
        """What it is called in a list to choose from."""
        paper = self.paper.capitalize()
        return f"{self.id} – {paper}, {self.columns} × {self.rows}, {self.width:.0f} × {self.height:.0f} mm"

    def spots(self) -> Iterator[tuple[int, str, str]]:
        """Yield the number of each place from 0 on, row by row, and how far it lies from left and top."""
        for number in range(self.places):
            row, column = divmod(number, self.columns)
            yield number, f"{self.left + column * self.step:.3f}", f"{self.top + row * self.height:.3f}"


SHEETS = {
    one.id: one
    for one in (
        Sheet(id="Avery L7160", paper="A4", columns=3, rows=7, width=63.5, height=38.1, left=7.25, top=15.15,
              step=66.0),
        Sheet(id="Avery L7163", paper="A4", columns=2, rows=7, width=99.1, height=38.1, left=4.65, top=15.15,
              step=101.6),
        Sheet(id="Avery L7162", paper="A4", columns=2, rows=8, width=99.1, height=33.9, left=4.65, top=12.9,
              step=101.6),
        Sheet(id="Avery 5160", paper="letter", columns=3, rows=10, width=2.625 * INCH, height=INCH,
              left=0.1875 * INCH, top=0.5 * INCH, step=2.75 * INCH),
        Sheet(id="Avery 5163", paper="letter", columns=2, rows=5, width=4 * INCH, height=2 * INCH,
              left=0.15625 * INCH, top=0.5 * INCH, step=4.1875 * INCH),
    )
}  # fmt: skip
"""Those that are asked for most, by their name; another is one entry more."""
