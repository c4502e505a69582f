"""What is written together: rows, the files stored with them, and what was answered? All of it, or none.

A transaction holds up whoever else writes, on SQLite everybody: so it begins with the first row, when files
were looked through, and lasts until the undertaking ends.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Optional

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction


@dataclass(slots=True, kw_only=True)
class _Undertaking:
    """What was begun, and goes again where it comes to nothing."""

    outer: Optional["_Undertaking"]
    stored: list[str] = field(default_factory=list)
    """Names of the files."""
    held: ExitStack | None = None
    """Where the transaction is to be opened, if it is not yet."""
    depth: int = 0
    """How many transactions were open around it: one opened inside yet another could not outlast that."""

    def begin(self) -> None:
        """Open the transaction, unless it is open."""
        if self.outer is not None:
            self.outer.begin()
        elif self.held is not None and len(connection.atomic_blocks) == self.depth:
            self.held.enter_context(transaction.atomic())
            self.held = None


_INNERMOST: ContextVar[_Undertaking | None] = ContextVar("innermost undertaking", default=None)


@contextmanager
def undertaking() -> Iterator[None]:
    """Let all stay together, or nothing, that is written and stored in here by the two below.

    Within another one it holds files together alone; its rows stay or go with those of the other.
    """
    with _files_together() as mine, ExitStack() as held:
        if mine.outer is None:
            mine.held, mine.depth = held, len(connection.atomic_blocks)
        yield


@contextmanager
def written() -> Iterator[None]:
    """Write rows in a transaction, with files or without: all of them, or none; for services."""
    with _files_together() as mine:
        mine.begin()
        with transaction.atomic():
            yield


def stored(name: str, file: "File[Any]") -> str:
    """Store a file, and return under which name; it goes again where what it belongs to does not stay.

    Raises:
        RuntimeError: it belongs to nothing.
    """
    mine = _INNERMOST.get()
    if mine is None:
        raise RuntimeError("a file is stored in no undertaking")
    mine.stored.append(name)  # before: the beginning of one is left where there is no room for all
    mine.stored[-1] = default_storage.save(name, file)
    return mine.stored[-1]


@contextmanager
def _files_together() -> Iterator[_Undertaking]:
    mine = _Undertaking(outer=_INNERMOST.get())
    before = _INNERMOST.set(mine)
    try:
        yield mine
    except BaseException:
        for name in mine.stored:
            with suppress(OSError):
                default_storage.delete(name)
        raise
    else:
        if mine.outer is not None:
            mine.outer.stored += mine.stored
    finally:
        _INNERMOST.reset(before)
