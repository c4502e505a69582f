"""What is one piece of a table as it is handed to whoever screens it?"""

from dataclasses import dataclass

import pyarrow as pa

REMEDY = "name a Parquet file or a table of text with the names of its columns above it"
"""What to do where a file is no table."""


@dataclass(frozen=True, slots=True)
class Item:
    """A piece as it is handed to whoever screens it."""

    number: int
    batches: tuple[pa.RecordBatch, ...] | None = None
    """What stands in it; None where the table is opened again and the piece read from it."""
    unread: int = 0
    """Rows that were no lines."""
