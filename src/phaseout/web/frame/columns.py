"""Which columns of a list does somebody see, and which may be chosen?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django_tables2 import DateTimeColumn, Table

COLUMN = "column"
"""In the address: a column to be shown, again and again; without any, those a list shows by itself."""
DAY = {"td": {"class": "day"}}
"""Of a column whose values stay on one line."""


class MomentColumn(DateTimeColumn):  # type: ignore[misc] # it has no types
    """A day and a time, on one line."""

    def __init__(self, **named: object) -> None:
        super().__init__(attrs=DAY, **named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """The columns of a list, and what its reader may do about them."""

    list: str
    """Name of its address."""
    columns: Sequence[tuple[str, str, bool]]
    """Each one's name, heading and whether it is shown."""
    is_new: bool
    """Whether the address names others than this reader usually sees."""
    is_kept: bool
    """Whether they are shown because this reader wanted them."""


class Columns:
    """The columns of a list for one reader."""

    def __init__(
        self,
        table: type[Table],
        *,
        hidden: Sequence[str],
        boxes: str,
        asked: Sequence[str],
        kept: Sequence[str],
    ) -> None:
        """Take in what there is and what is wanted.

        Args:
            table: whose columns they are.
            hidden: those that are shown only where somebody asks for them.
            boxes: the column that rows are chosen by, which nobody chooses to see; empty where there is none.
            asked: those the address names.
            kept: those this reader wanted to see from now on.
        """
        self.names = [name for name in table.base_columns if name != boxes]
        self._table = table
        self._asked, self._kept = self._known(asked), self._known(kept)
        self._usual = self._kept or frozenset(self.names) - frozenset(hidden)
        self._shown = self._asked or self._usual

    def _known(self, names: Sequence[str]) -> frozenset[str]:
        return frozenset(names) & frozenset(self.names)

    def left_out(self) -> tuple[str, ...]:
        """Return those that are not shown."""
        return tuple(name for name in self.names if name not in self._shown)

    def choosing(self, route: str) -> Choosing:
        """Return what the page of a list at an address offers."""
        headings = self._table.base_columns
        return Choosing(
            list=route,
            columns=[
                (name, str(headings[name].verbose_name or name), name in self._shown) for name in self.names
            ],
            is_new=self._shown != self._usual,
            is_kept=not self._asked and bool(self._kept),
        )
