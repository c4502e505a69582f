"""What stands in a column of a batch, as clean text whatever its type?"""

import codecs
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from phaseout.domain.problem import SourceError

Numbers = npt.NDArray[np.int64]
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def texts_of(batch: pa.RecordBatch, name: str) -> pa.StringArray | None:
    """Return a column as texts with nulls, None where there is no such column.

    Numbers and days are written out. Texts that are no UTF-8 are read as Windows-1252, which is what
    they mostly are; where they cannot be, U+FFFD stands for what was lost.

    Raises:
        SourceError: lists and records are no text.
    """
    if name not in batch.schema.names:
        return None
    column = batch.column(name)
    try:
        texts = column.cast(pa.string(), safe=False)
    except pa.ArrowInvalid:
        texts = column.cast(pa.binary()).cast(pa.string(), safe=False)
    except pa.ArrowNotImplementedError as error:
        raise SourceError(
            f"a column of {column.type} holds no text",
            where=f"column {name}",
            remedy="leave it out, or write it as text",
        ) from error
    return clean(texts)


def clean(texts: pa.StringArray) -> pa.StringArray:
    """Return texts of which every one is UTF-8."""
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid:
        return pa.array(map(_decoded, texts.view(pa.binary()).to_pylist()), pa.string())
    return texts


def _decoded(raw: bytes | None) -> str | None:
    if raw is None:
        return None
    try:
        return raw.decode()
    except UnicodeDecodeError:
        # Of a text with letters that only UTF-8 writes, and of one with the mark of UTF-16 before it, the
        # bytes that are none were damaged: read as letters they would grow together with a name beside them.
        if raw.startswith(_MARKS) or not raw.decode(errors="ignore").isascii():
            return raw.decode(errors="replace")
        return raw.decode("cp1252", "replace")


def filled(texts: pa.StringArray) -> pa.StringArray:
    """Return texts with empty ones in the place of nulls."""
    return pc.fill_null(texts, "") if texts.null_count else texts


def distinct(texts: pa.StringArray) -> tuple[list[str | None], Numbers]:
    """Return the distinct texts, and for each row which one it has."""
    coded = texts.dictionary_encode(null_encoding="encode")
    return coded.dictionary.to_pylist(), coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)


def combined(columns: Sequence[tuple[Numbers, int]]) -> tuple[list[tuple[int, ...]], Numbers]:
    """Return the distinct combinations of what stands side by side, and for each row which one it has.

    ``columns``: one or more; for each the numbers of its values, and how many there are: all are below it.
    """
    which, many = columns[0]
    rows: list[tuple[int, ...]] = [(number,) for number in range(many)]
    for of_row, size in columns[1:]:
        coded = pa.array(which * size + of_row).dictionary_encode()
        rows = [(*rows[both // size], both % size) for both in coded.dictionary.to_pylist()]
        which = coded.indices.to_numpy().astype(np.int64)
    return rows, which
