"""Into how many lines is a batch cut while somebody watches, so that there is news every second?"""

import time
from collections.abc import Iterator

import pyarrow as pa

_FIRST = 1 << 10
_FEWEST = 1 << 8
_SOON = 0.25
"""Seconds; where lines took less, twice as many follow: a pass over few lines does not pay."""
_LATE = 1.0
"""Seconds; where lines took more, half as many follow."""


class Pace:
    """Cuts batches by how long lines took so far."""

    def __init__(self) -> None:
        self._lines = _FIRST

    def parts(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """Yield a batch in parts, one part if it is empty; each is done with when the next is asked for."""
        done = 0
        while done < batch.num_rows or not done:
            begun = time.monotonic()
            part = batch.slice(done, self._lines)
            yield part
            if not part.num_rows:
                return
            done += part.num_rows
            self._learn(time.monotonic() - begun)

    def _learn(self, took: float) -> None:
        if took < _SOON:
            self._lines *= 2
        elif took > _LATE:
            self._lines = max(self._lines // 2, _FEWEST)
