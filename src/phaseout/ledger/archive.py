"""What is a file of several members refused for before anything in it is believed, and what lies in it?

A zip whose members are stored as they are, with names of a closed set: nothing to unpack, no path, no bomb.
The same members make the same bytes.
"""

import struct
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, ClassVar, Self

from phaseout.domain.problem import SourceError

LARGEST_TEXT = 1 << 24
"""Bytes of the members that are read at once: manifest, checkpoints, keys."""
LOCAL_HEADER = 30
_PORTION = 1 << 20
_END = struct.Struct("<4s4H2IH")
_LOCATOR = struct.Struct("<4sIQI")
_LARGE_END = struct.Struct("<4sQ2H2I4Q")
_ENCRYPTED = 1
_AS_OF = (1980, 1, 1, 0, 0, 0)
_ORDINARY = 0o100644


class BundleError(SourceError):
    """A file that is no bundle, or one that is not taken."""


class Archive(ABC):
    """A file that was opened, of which nothing is believed yet."""

    LONGEST_LIST: ClassVar[int]
    """Bytes of the list of members."""

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            BundleError: it is none of this kind, was cut, or has what none has.
        """
        self._path = path
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise self._refused(f"cannot be read: {error.strerror}") from error
        try:
            _refuse_long_lists(self._file, self.LONGEST_LIST)
            self._zip = zipfile.ZipFile(self._file)
            self._refuse_odd_members(self._zip.infolist())
            self._look()
        except (OSError, ValueError, struct.error, zipfile.BadZipFile, RuntimeError, SourceError) as error:
            self._file.close()
            what = error.what if isinstance(error, SourceError) else f"is no bundle, or was cut: {error}"
            raise self._refused(what) from error

    @abstractmethod
    def _may_have(self, name: str) -> bool:
        """Return whether a member of this kind of file may have a name."""

    @abstractmethod
    def _look(self) -> None:
        """Read what says what this is.

        Raises:
            SourceError: it does not say so.
        """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._file.close()

    def text(self, name: str) -> bytes:
        """Return a member that is small.

        Raises:
            BundleError: it is larger than such a member may be, or damaged.
        """
        if self._zip.getinfo(name).file_size > LARGEST_TEXT:
            raise self._refused(f"{name} is larger than {LARGEST_TEXT} bytes")
        return b"".join(self.parts(name))

    def parts(self, name: str) -> Iterator[bytes]:
        """Yield a member in portions.

        Raises:
            BundleError: it is damaged.
        """
        try:
            with self._zip.open(name) as member:
                while part := member.read(_PORTION):
                    yield part
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, struct.error) as error:
            raise self._refused(f"{name} is damaged: {error}") from error

    def _refused(self, what: str) -> BundleError:
        return BundleError(what, where=str(self._path), remedy="ask for the bundle anew")

    def _refuse_odd_members(self, entries: Sequence[zipfile.ZipInfo]) -> None:
        """Refuse members that no bundle has, whatever lies in them.

        Raises:
            BundleError: a name is another or there twice; one is packed, encrypted, or lies over another.
        """
        names = [entry.filename for entry in entries]
        at = 0
        for entry in sorted(entries, key=lambda one: one.header_offset):
            if not self._may_have(entry.filename):
                raise BundleError(f"has a member that no bundle has: {entry.filename[:80]!r}")
            if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
                raise BundleError(f"{entry.filename} is packed, which no member of a bundle is")
            if entry.flag_bits & _ENCRYPTED:
                raise BundleError(f"{entry.filename} is encrypted")
            if entry.header_offset < at:
                raise BundleError(f"{entry.filename} lies over another member")
            at = entry.header_offset + LOCAL_HEADER + len(entry.filename) + entry.file_size
        if len(set(names)) != len(names):
            raise BundleError("has two members of one name")


def write_members(stream: BinaryIO, members: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Write members in the order given, each in portions."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as out:
        for name, parts in members:
            entry = zipfile.ZipInfo(name, _AS_OF)
            entry.create_system, entry.external_attr = 3, _ORDINARY << 16
            with out.open(entry, "w", force_zip64=True) as member:
                for part in parts:
                    member.write(part)


def _refuse_long_lists(file: BinaryIO, longest: int) -> None:
    """Refuse a zip that lists more than a bundle can have, before the list is read.

    Raises:
        BundleError: the list is long, or the file does not end as a bundle does.
    """
    length = file.seek(0, 2)
    file.seek(max(0, length - _END.size - _LOCATOR.size - _LARGE_END.size))
    last = file.read()
    end = last[-_END.size :]
    if len(end) < _END.size or not end.startswith(b"PK\5\6") or end[-2:] != b"\0\0":
        raise BundleError("is no bundle, or was cut: its last bytes are not the end of a zip")
    listed = _END.unpack(end)[5]
    before = last[: -_END.size]
    if before[-_LOCATOR.size :].startswith(b"PK\6\7"):  # the ends of a zip beyond 4 GiB
        large = before[: -_LOCATOR.size]
        listed = _LARGE_END.unpack(large)[8] if len(large) == _LARGE_END.size else length
    if listed > longest:
        raise BundleError("has more members than a bundle has")
