"""Which pieces does a table have, that can be screened one by one and in any order?"""

import hashlib
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from phaseout.batch.item import REMEDY, Item
from phaseout.batch.no_table import refuse_letters, refuse_others
from phaseout.batch.observations import rows_of_last, whole_assets
from phaseout.batch.reading import Uses
from phaseout.batch.row_numbers import numbered
from phaseout.batch.text_table import TextTable
from phaseout.domain.problem import SourceError

LINES = 1 << 17
"""Lines of one batch of a Parquet file."""
_HEAD = 1 << 16
_PARQUET = b"PAR1"
_GZIP = b"\x1f\x8b"
_BLANKS = b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"
"""Of a text that says nothing, the marks of encodings among them."""


class Table(Protocol):
    """A table that can be read piece by piece."""

    path: Path

    @property
    def titles(self) -> list[str]:
        """The names of its columns."""

    @property
    def pieces(self) -> int | None:
        """How many pieces there are; None where only reading tells."""

    def lines_but(self, pieces: Collection[int]) -> int | None:
        """Return how many lines there are in other pieces than these; None where only reading tells."""

    def schema(self, uses: Uses) -> pa.Schema:
        """Return the names and types of the columns as they are handed on, but for the rows' numbers."""

    def items(self, uses: Uses, *, by_asset: bool) -> Iterator[Item]:
        """Yield the pieces in their order."""

    def batches(self, item: Item, uses: Uses, *, by_asset: bool) -> Iterator[pa.RecordBatch]:
        """Yield what stands in a piece, its columns named as ``screen`` knows them.

        Before them the numbers of the rows, where ``uses`` asks for them.
        ``by_asset``: rows of one asset that follow each other belong to the piece where they begin.
        """


def open_table(path: Path) -> Table:
    """Open a Parquet file or a table of text.

    Raises:
        SourceError: it is not there, or neither.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path), remedy=REMEDY) from error
    if head.startswith(_PARQUET):
        return ParquetTable(path)
    refuse_others(head, str(path))
    if head.startswith(_GZIP) and path.suffix == ".gz":  # Arrow unpacks by the name
        head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _HEAD)
    if not head.strip(_BLANKS):
        raise SourceError("is empty", where=str(path), remedy=REMEDY)
    refuse_letters(head, str(path))
    return TextTable(path, head)


def stamp_of(path: Path) -> dict[str, object]:
    """Return what tells whether a file has changed: size, time, and a digest over its ends."""
    found = path.stat()
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        digest.update(stream.read(_HEAD))
        stream.seek(max(0, found.st_size - _HEAD))
        digest.update(stream.read(_HEAD))
    return {"bytes": found.st_size, "changed": found.st_mtime_ns, "ends": digest.hexdigest()}


class ParquetTable:
    """A Parquet file; its pieces are its row groups."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = pq.ParquetFile(path)
        except (pa.ArrowException, OSError) as error:
            raise SourceError(f"is no whole Parquet file: {error}", where=str(path)) from error

    @property
    def titles(self) -> list[str]:
        """The names of its columns."""
        return list(self._file.schema_arrow.names)

    @property
    def pieces(self) -> int:
        """How many row groups it has."""
        return int(self._file.num_row_groups)

    def lines_but(self, pieces: Collection[int]) -> int:
        """Return how many rows there are in other row groups than these."""
        groups = (number for number in range(self.pieces) if number not in pieces)
        return sum(self._file.metadata.row_group(number).num_rows for number in groups)

    def schema(self, uses: Uses) -> pa.Schema:
        """Return the names and types of the columns as they are handed on."""
        types = self._file.schema_arrow
        return pa.schema([(uses.passed_as(name), types.field(name).type) for name in uses.columns])

    def items(self, uses: Uses, *, by_asset: bool) -> Iterator[Item]:
        """Yield the row groups by their numbers; they are read where they are screened."""
        yield from map(Item, range(self.pieces if self._file.metadata.num_rows else 0))

    def batches(self, item: Item, uses: Uses, *, by_asset: bool) -> Iterator[pa.RecordBatch]:
        """Yield the lines of a row group, read as they are asked for."""
        if by_asset:
            return whole_assets(self._from_asset_to_asset(item.number, uses))
        return self._read(item.number, uses)

    def _read(self, number: int, uses: Uses) -> Iterator[pa.RecordBatch]:
        row = 1 + sum(self._file.metadata.row_group(one).num_rows for one in range(number))
        try:
            for batch in self._file.iter_batches(LINES, row_groups=[number], columns=uses.columns):
                chosen = batch.select(uses.columns)
                named = chosen.rename_columns([uses.name_of(name) for name in uses.columns])
                rows = range(row, row + named.num_rows)
                yield numbered(named, np.array(rows, np.int64)) if uses.is_numbered else named
                row = rows.stop
        except (pa.ArrowException, OSError) as error:
            raise SourceError(
                f"cannot be read: {error}",
                where=f"{self.path}, row group {number}",
                remedy="write the file anew",
            ) from error

    def _from_asset_to_asset(self, number: int, uses: Uses) -> Iterator[pa.RecordBatch]:
        """Yield a row group without the end of the asset before it, with the end of its own last asset."""
        begun = self._last_asset(number - 1, uses) if number else None
        last: pa.Scalar | None = None
        for batch in self._read(number, uses):
            own = batch.slice(_run(batch, begun)) if begun is not None else batch
            if own.num_rows:
                begun, last = None, own.column("asset")[-1]
                yield own
        for following in range(number + 1, self.pieces) if last is not None else ():
            for batch in self._read(following, uses):
                rows = _run(batch, last)
                yield batch.slice(0, rows)
                if rows < batch.num_rows:
                    return

    def _last_asset(self, number: int, uses: Uses) -> pa.Scalar | None:
        asset = Uses(
            looked_at={column: use for column, use in uses.looked_at.items() if use == "asset"},
            titles=uses.titles,
        )
        last = None
        for batch in self._read(number, asset):
            last = batch.column("asset")[-1] if batch.num_rows else last
        if last is None and number:
            return self._last_asset(number - 1, uses)
        return last


def _run(batch: pa.RecordBatch, asset: pa.Scalar) -> int:
    """Return how many rows at the beginning of a batch are of an asset."""
    if not batch.num_rows or batch.column("asset")[0] != asset:
        return 0
    backwards = batch.take(pa.array(range(batch.num_rows - 1, -1, -1)))
    rows: int = batch.num_rows - rows_of_last(backwards)
    return rows
