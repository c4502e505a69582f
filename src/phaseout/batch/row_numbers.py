"""Which row of its table is a line? The first below the names of the columns is 1."""

from collections import deque
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Rows = npt.NDArray[np.int64]
ROW = pa.field("row", pa.int64())
"""The column of the numbers of rows, where no column tells lines apart."""


def numbered(batch: pa.RecordBatch, rows: Rows) -> pa.RecordBatch:
    """Return a batch with the numbers of its rows as the column before all others."""
    return pa.RecordBatch.from_arrays(
        [pa.array(rows, ROW.type), *batch.columns], names=[ROW.name, *batch.schema.names]
    )


class RowNumbers:
    """Numbers the rows of a text table, in which some may be unreadable and are counted all the same.

    Line ends within cells begin no row, and empty lines are none.
    """

    def __init__(self) -> None:
        self._next = 1
        self._unreadable: deque[int] = deque()

    def pass_over(self, row: int) -> None:
        """Take note of a row that cannot be read: it gets no line, and those behind it keep their numbers."""
        self._unreadable.append(row)

    def of_next(self, count: int) -> Rows:
        """Return the numbers of the next rows that were read: int64, ``count`` of them."""
        return np.fromiter(self._readable(count), np.int64, count)

    def _readable(self, count: int) -> Iterator[int]:
        left = count
        while left:
            while self._unreadable and self._unreadable[0] == self._next:
                self._unreadable.popleft()
                self._next += 1
            end = self._next + left
            if self._unreadable:
                end = min(end, self._unreadable[0])
            yield from range(self._next, end)
            left -= end - self._next
            self._next = end
