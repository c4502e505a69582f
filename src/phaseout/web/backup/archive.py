"""What lies in a backup, and is it whole?

A zip file: ``rows/APP.MODEL.jsonl`` for every table, ``files/…`` for what people handed in, and at the end
``manifest.json`` with the digest of each. The key is not in it.
"""

import hashlib
import os
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
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
            written = self._zip.read(MANIFEST)
            self.digest = hashlib.sha256(written).hexdigest()
            self.manifest: dict[str, Any] = orjson.loads(written)
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
            SourceError: an entry is missing, not in the manifest, other than it says, or would lie elsewhere.
        """
        self._refuse_what_is_not_listed()
        for name in self.names("files/"):
            self._refuse_elsewhere(name)
        for name, said in self.manifest["entries"].items():
            found = hashlib.sha256()
            try:
                for part in self.parts(name):
                    found.update(part)
            except (KeyError, zipfile.BadZipFile, zlib.error, EOFError) as error:
                raise self._damaged(name) from error
            if found.hexdigest() != said["sha256"]:
                raise self._damaged(name)

    def require(self, names: Iterable[str]) -> None:
        """Refuse a backup that lists less than these.

        Raises:
            SourceError: one is not in the manifest.
        """
        for name in names:
            if name not in self.manifest["entries"]:
                raise self._damaged(name)

    def _refuse_what_is_not_listed(self) -> None:
        """Refuse a member that no digest was looked at of, or that stands there twice."""
        for name, times in Counter(self._zip.namelist()).items():
            if times > 1 or (name != MANIFEST and name not in self.manifest["entries"]):
                raise SourceError(
                    f"{name} in {self._path} is not in its manifest, or is there twice",
                    where=str(self._path),
                    remedy="take another backup; nothing was changed",
                )

    def _refuse_elsewhere(self, name: str) -> None:
        """Refuse a file that would lie outside of the folder, or below another file."""
        way = PurePosixPath(name.removeprefix("files/"))
        is_plain = str(way) == name.removeprefix("files/") and not way.is_absolute() and ".." not in way.parts
        is_below = any(f"files/{folder}" in self.manifest["entries"] for folder in way.parents)
        if not is_plain or str(way) == "." or is_below:
            raise SourceError(f"{name} would lie elsewhere", where=name, remedy="take another backup")

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
