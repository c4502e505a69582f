"""Where do lines wait until the end of their document says who sold them?"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from types import TracebackType
from typing import Any, Self

from phaseout.intake.order.order_line import OrderDocument, OrderLine

_IN_MEMORY = 16 << 20
"""Bytes that wait in memory; more wait in a file without a name."""

_FIELDS = tuple(field.name for field in fields(OrderLine))


class HeldLines:
    """The lines of one document, in order, each with the names of what was dropped from it."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, mode="w+b")  # noqa: SIM115 (closed on exit)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, line: tuple[OrderLine, tuple[str, ...]]) -> None:
        """Let a line wait."""
        said = {name: value for name in _FIELDS if (value := getattr(line[0], name))}
        self._file.write(json.dumps([said, line[1]]).encode() + b"\n")

    def taken(self) -> Iterator[tuple[OrderLine, tuple[str, ...]]]:
        """Yield the lines and hold none of them any more."""
        if not self._file.tell():
            return
        self._file.seek(0)
        for row in self._file:
            said, dropped = json.loads(row)
            yield _line(said), tuple(dropped)
        self._file.seek(0)
        self._file.truncate()


def _line(said: dict[str, Any]) -> OrderLine:
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    return OrderLine(**{**said, **lists, "document": OrderDocument(said["document"])})
