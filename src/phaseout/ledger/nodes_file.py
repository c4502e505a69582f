"""How are the hashes of a tree kept in a file of SQLite? (The web application has tables of its own.)"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from phaseout.ledger.tree import Place

_TABLE = (
    "CREATE TABLE IF NOT EXISTS node (level INTEGER, at INTEGER, hash BLOB, PRIMARY KEY (level, at))"
    " WITHOUT ROWID"
)


class NodesFile:
    """Keeps the hashes of one tree in a file."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.execute(_TABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def size(self) -> int:
        """Return how many leaves the tree has."""
        (last,) = self._file.execute("SELECT max(at) FROM node WHERE level = 0").fetchone()
        return 0 if last is None else last + 1

    def get(self, places: Sequence[Place]) -> Mapping[Place, bytes]:
        """Return the hashes at these places."""
        found = {}
        for place in places:
            row = self._file.execute("SELECT hash FROM node WHERE level = ? AND at = ?", place).fetchone()
            if row is None:
                raise KeyError(place)
            found[place] = row[0]
        return found

    def put(self, hashes: Iterable[tuple[Place, bytes]]) -> None:
        """Keep hashes, all or none of them."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            self._file.executemany(
                "INSERT INTO node VALUES (?, ?, ?)",
                ((place.level, place.at, one) for place, one in hashes),
            )
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        self._file.execute("COMMIT")
