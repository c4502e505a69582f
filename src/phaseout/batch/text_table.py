"""Which pieces does a table of text have?"""

import codecs
import time
import weakref
from collections.abc import Callable, Collection, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc

from phaseout.batch.item import REMEDY, Item
from phaseout.batch.observations import whole_assets
from phaseout.batch.reading import Uses
from phaseout.batch.row_numbers import RowNumbers, numbered
from phaseout.domain.problem import SourceError
from phaseout.intake.separators import SAMPLE, likely_separators, split_line

BLOCK = 1 << 24
"""Bytes of one piece of a text table."""
_LONGEST_WAIT = 5.0
"""Seconds."""


@dataclass(slots=True)
class TextTable:
    """A table of text; its pieces are what stands in so many bytes."""

    path: Path
    head: bytes = field(repr=False)
    encoding: str = field(init=False)
    separator: str = field(init=False)

    def __post_init__(self) -> None:
        self.encoding = "utf-16" if self.head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        lines = self._sample()
        self.separator = next(iter(likely_separators(lines)), ",")

    @property
    def titles(self) -> list[str]:
        """The names of its columns."""
        first = next(iter(self._sample()), "")
        return [title.strip() for title in split_line(first, self.separator)]

    @property
    def pieces(self) -> None:
        """Only reading tells how many pieces there are."""
        return

    def lines_but(self, pieces: Collection[int]) -> None:
        """Only reading tells how many lines there are."""
        return

    def schema(self, uses: Uses) -> pa.Schema:
        """Return the names of the columns as they are handed on: all are texts."""
        return pa.schema([(uses.passed_as(name), pa.string()) for name in uses.columns])

    def items(self, uses: Uses, *, by_asset: bool) -> Iterator[Item]:
        """Yield what stands in the table, read once from its beginning to its end."""
        unread, count = [0], 0
        batches = self._read(uses, unread)
        for batch in whole_assets(batches) if by_asset else batches:
            yield Item(count, (batch,), unread[0])
            count, unread[0] = count + 1, 0
        if unread[0] and not count:
            raise SourceError(
                f"has no line that can be read: {unread[0]} with too many or too few cells",
                where=str(self.path), remedy=REMEDY,
            )  # fmt: skip
        if unread[0]:
            yield Item(count, (), unread[0])

    def batches(self, item: Item, uses: Uses, *, by_asset: bool) -> Iterator[pa.RecordBatch]:
        """Yield what was read."""
        yield from item.batches or ()

    def _sample(self) -> list[str]:
        try:
            text = codecs.getincrementaldecoder(self.encoding)().decode(self.head)  # a letter may be cut
        except UnicodeDecodeError:
            text = self.head.decode("cp1252", "replace")
        return [line for line in text.splitlines() if line.strip()][:SAMPLE]

    def _read(self, uses: Uses, unread: list[int]) -> Iterator[pa.RecordBatch]:
        rows = RowNumbers()

        def note(row: pc.InvalidRow) -> str:
            unread[0] += 1
            if row.number is not None:
                rows.pass_over(row.number - 1)  # pyarrow counts the names of the columns, too
            return "skip"

        names, batches = [uses.name_of(column) for column in uses.columns], self._batches(uses, note)
        kept = weakref.ref(note)
        try:
            for batch in batches:
                named = batch.rename_columns(names)
                found = rows.of_next(named.num_rows)
                yield numbered(named, found) if uses.is_numbered else named
        except (pa.ArrowException, OSError, UnicodeError) as error:
            raise SourceError(
                f"cannot be read as a table: {error}", where=str(self.path), remedy=REMEDY
            ) from error
        finally:
            batches.close()
            del batches, note
            _await_release(kept)

    def _batches(
        self, uses: Uses, note: Callable[[pc.InvalidRow], str]
    ) -> Generator[pa.RecordBatch, None, None]:
        """Yield the rows that are lines; ``note`` is called with each that is none."""
        titles = self.titles
        yield from pc.open_csv(
            self.path,
            pc.ReadOptions(
                use_threads=False, block_size=BLOCK, column_names=titles, skip_rows=1,
                encoding="utf8" if self.encoding == "utf-8-sig" else self.encoding,
            ),
            pc.ParseOptions(delimiter=self.separator, newlines_in_values=True, invalid_row_handler=note),
            pc.ConvertOptions(
                check_utf8=False, column_types=dict.fromkeys(titles, pa.string()), null_values=[""],
                strings_can_be_null=True, include_columns=uses.columns,
            ),
        )  # fmt: skip


def _await_release(kept: Callable[[], object]) -> None:
    """Wait until nobody holds what a weak reference is to.

    A thread of pyarrow reads ahead and holds the function that is told of bad rows; a program that ends
    while that thread still asks for the interpreter is aborted.
    """
    until = time.monotonic() + _LONGEST_WAIT
    while kept() is not None and time.monotonic() < until:
        time.sleep(0.001)
