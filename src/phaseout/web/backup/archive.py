"""What lies in a backup, and is it whole?

A zip file: ``rows/APP.MODEL.jsonl`` for every table, ``files/…`` for what people handed in, and at the end
``manifest.json`` with the digest of each. The key is not in it.
"""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from phaseout.domain.problem import SourceError

MANIFEST = "manifest.json"
FORM = 1
"""Counts changes of what lies in a backup."""
_PORTION = 1 << 20


class Packing:
    """A backup that is being made: nothing stands under its name before it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._draft = path.with_name(f"{path.name}.part")
        self._zip = zipfile.ZipFile(self._draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._entries: dict[str, dict[str, object]] = {}

    def put(self, name: str, parts: Iterable[bytes]) -> None:
        """Put parts, one after the other, under a name."""
        found = hashlib.sha256()
        count = 0
        with self._zip.open(name, "w", force_zip64=True) as out:
            for part in parts:
                found.update(part)
                out.write(part)
                count += 1
        self._entries[name] = {"sha256": found.hexdigest(), "parts": count}

    def finish(self, **said: object) -> None:
        """Write the manifest, and give the backup its name."""
        self._zip.writestr(MANIFEST, orjson.dumps({"form": FORM, **said, "entries": self._entries}))
        self._zip.close()
        with self._draft.open("rb") as whole:
            os.fsync(whole.fileno())
        self._draft.replace(self._path)

    def give_up(self) -> None:
        """Take away what is half made."""
        self._zip.close()
        self._draft.unlink(missing_ok=True)


class Packed:
    """A backup that is there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
            self.manifest: dict[str, Any] = orjson.loads(self._zip.read(MANIFEST))
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise SourceError(
                f"{path} is no backup, or one that was cut: {error}",
                where=str(path),
                remedy="name a file that 'phaseout backup' wrote",
            ) from error
        if self.manifest.get("form") != FORM:
            raise SourceError(
                f"{path} is a backup of another form ({self.manifest.get('form')})",
                where=str(path),
                remedy="bring it back with the version that made it",
            )

    def check(self) -> None:
        """Read everything once, and refuse what is not as it was put in.

        Raises:
            SourceError: an entry is missing, or is not as the manifest says.
        """
        for name, said in self.manifest["entries"].items():
            found = hashlib.sha256()
            try:
                for part in self.parts(name):
                    found.update(part)
            except (KeyError, zipfile.BadZipFile, zlib.error, EOFError) as error:
                raise self._damaged(name) from error
            if found.hexdigest() != said["sha256"]:
                raise self._damaged(name)

    def _damaged(self, name: str) -> SourceError:
        return SourceError(
            f"{name} in {self._path} is missing or damaged",
            where=str(self._path),
            remedy="take another backup; nothing was changed",
        )

    def names(self, folder: str) -> Iterator[str]:
        """Yield what lies in a folder of the backup."""
        return (name for name in self.manifest["entries"] if name.startswith(folder))

    def parts(self, name: str) -> Iterator[bytes]:
        """Yield an entry in portions."""
        with self._zip.open(name) as stream:
            while part := stream.read(_PORTION):
                yield part

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield an entry line by line."""
        with self._zip.open(name) as stream:
            yield from stream


def portions(path: Path) -> Iterator[bytes]:
    """Yield a file in portions."""
    with path.open("rb") as stream:
        while part := stream.read(_PORTION):
            yield part
