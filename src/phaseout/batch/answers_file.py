"""As what are answers written: Parquet, or text that a spreadsheet opens?"""

import gzip
from codecs import BOM_UTF8
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as text
import pyarrow.parquet as pq

from phaseout.domain.problem import UsageError
from phaseout.report.csv_rows import BETWEEN
from phaseout.report.safe_text import for_cell

COMPRESSION = "zstd"
_PARQUET, _CSV, _PACKED = ".parquet", ".csv", ".csv.gz"
WRITTEN = (_PARQUET, _CSV, _PACKED)
_HARMLESS = r"^([A-Za-z0-9(\[][ !\"$-+\--9<-\[\]-~]*|-?[0-9]+([.,][0-9]+)*)?$"
"""Texts that no spreadsheet program takes for a formula and that nothing is done to."""


class AnswersFile(AbstractContextManager["AnswersFile"], Protocol):
    """Takes tables of one schema and writes them one below the other."""

    def add(self, table: pa.Table) -> None:
        """Write the lines of a table."""


def ending_of(target: str, *, folder: bool = False) -> str:
    """Return how the name of what is to be written ends; a name without an ending is one of Parquet.

    Args:
        target: name or path.
        folder: whether it is a folder of Parquet files.

    Raises:
        UsageError: nothing is written that such a name promises.
    """
    name = Path(target.rstrip("/")).name.lower()
    endings = (_PARQUET,) if folder else WRITTEN
    found = next((one for one in (*endings, _PACKED) if name.endswith(one)), Path(name).suffix)
    if found and found not in endings:
        raise UsageError(
            f"no {found} file is written" + (" by Spark" if folder else ""),
            where=target, remedy=f"name one that ends in {', '.join(endings)}",
        )  # fmt: skip
    return found or _PARQUET


def answers_file(stream: BinaryIO, schema: pa.Schema, target: str, separator: str = ",") -> AnswersFile:
    """Return what writes answers to a stream, as the name of the target asks; ``separator``: of text.

    Raises:
        UsageError: nothing is written that such a name promises.
    """
    ending = ending_of(target)
    if ending == _PARQUET:
        return ParquetAnswers(stream, schema)
    return TextAnswers(stream, schema, separator, is_packed=ending == _PACKED)


class ParquetAnswers:
    """Writes Parquet."""

    def __init__(self, stream: BinaryIO, schema: pa.Schema) -> None:
        self._out = pq.ParquetWriter(stream, schema, compression=COMPRESSION)

    def __enter__(self) -> Self:
        """Begin."""
        self._out.__enter__()
        return self

    def add(self, table: pa.Table) -> None:
        """Write the lines of a table."""
        self._out.write_table(table)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the file."""
        self._out.__exit__(kind, error, trace)


class TextAnswers:
    """Writes UTF-8 with the mark Excel wants, a separator between cells, of which none is a formula.

    Several values of one cell stand beside each other, ``|`` between them.
    """

    def __init__(
        self, stream: BinaryIO, schema: pa.Schema, separator: str = ",", *, is_packed: bool = False
    ) -> None:
        self._open = ExitStack()
        if is_packed:  # no name and no time, so that the bytes stay the same
            packed = gzip.GzipFile("", "wb", fileobj=stream, mtime=0)
            stream = cast("BinaryIO", self._open.enter_context(packed))
        stream.write(BOM_UTF8)
        names = [for_cell(name) for name in schema.names]
        self._schema = pa.schema([(name, pa.string()) for name in names])
        self._out = text.CSVWriter(stream, self._schema, write_options=text.WriteOptions(delimiter=separator))
        self._open.enter_context(self._out)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def add(self, table: pa.Table) -> None:
        """Write the lines of a table."""
        cells = [_cells(column) for column in table.columns]
        self._out.write_table(pa.Table.from_arrays(cells, schema=self._schema))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the file."""
        self._open.__exit__(kind, error, trace)


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as cells that may stand in a spreadsheet."""
    if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        return pa.chunked_array([pa.array(map(_written, column.to_pylist()), pa.string())])
    if not pa.types.is_string(column.type):
        return column.cast(pa.string())
    doubtful = pc.invert(pc.fill_null(pc.match_substring_regex(column, _HARMLESS), fill_value=True))
    if not pc.any(doubtful).as_py():
        return column
    safe = pa.array(_each_once(for_cell, column.filter(doubtful).to_pylist()), pa.string())
    return pc.replace_with_mask(column.combine_chunks(), doubtful.combine_chunks(), safe)


def _each_once(make: Callable[[str], str], texts: list[str]) -> list[str]:
    known = {one: make(one) for one in set(texts)}
    return [known[one] for one in texts]


def _written(value: object) -> str | None:
    match value:
        case None:
            return None
        case list():
            return for_cell(BETWEEN.join(filter(None, map(_part, value))))
        case _:
            return for_cell(_part(value))


def _part(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(str(one) for one in value.values() if one is not None)
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
