"""What is a file refused for before anything in it is believed, and what lies in it?"""

import struct
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Self

from phaseout.domain.problem import SourceError
from phaseout.ledger.bundle import EXCERPT, HASHES, MANIFEST, WHOLE, BundleError, Manifest
from phaseout.ledger.leaf import LONGEST
from phaseout.ledger.merkle import SIZE

LARGEST_TEXT = 1 << 24
"""Bytes of the members that are read at once: manifest, checkpoints, keys."""
LONGEST_LINE = 2 * LONGEST
_LONGEST_LIST = 1 << 12
"""Bytes of the list of members, of which there are seven at the most."""
_PORTION = 1 << 20
_END = struct.Struct("<4s4H2IH")
_LOCATOR = struct.Struct("<4sIQI")
_LARGE_END = struct.Struct("<4sQ2H2I4Q")
_LOCAL_HEADER = 30
_ENCRYPTED = 1


class Bundle:
    """A bundle that was opened, of which nothing is believed yet."""

    def __init__(self, path: Path) -> None:
        """Open a bundle.

        Raises:
            BundleError: it is none, was cut, or has what no bundle has.
        """
        self._path = path
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise self._refused(f"cannot be read: {error.strerror}") from error
        try:
            _refuse_long_lists(self._file)
            self._zip = zipfile.ZipFile(self._file)
            _refuse_odd_members(self._zip.infolist())
            self.manifest = Manifest.of(self.text(MANIFEST))
            self._refuse_other_members()
        except (OSError, ValueError, struct.error, zipfile.BadZipFile, RuntimeError, SourceError) as error:
            self._file.close()
            what = error.what if isinstance(error, SourceError) else f"is no bundle, or was cut: {error}"
            raise self._refused(what) from error

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
        return b"".join(self._parts(name))

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a member without their ends.

        Raises:
            BundleError: a line is longer than a leaf may be, the last one was cut, or the member is damaged.
        """
        rest = b""
        for part in self._parts(name):
            *whole, rest = (rest + part).split(b"\n")
            yield from whole
            if len(rest) > LONGEST_LINE:
                raise self._refused(f"{name} has a line that is longer than {LONGEST_LINE} bytes")
        if rest:
            raise self._refused(f"{name} ends in the middle of a line")

    def hashes(self) -> "Hashes":
        """Return the hashes the tree of a whole ledger kept.

        Raises:
            BundleError: they are cut.
        """
        entry = self._zip.getinfo(HASHES)
        if entry.file_size % SIZE:
            raise self._refused(f"{HASHES} ends in the middle of a hash")
        return Hashes(self._file, self._begin(entry), entry.file_size // SIZE)

    def _begin(self, entry: zipfile.ZipInfo) -> int:
        """Return where the bytes of a member begin, all of which must be there."""
        length = self._file.seek(0, 2)
        self._file.seek(entry.header_offset)
        head = self._file.read(_LOCAL_HEADER)
        if len(head) == _LOCAL_HEADER:
            name, extra = struct.unpack("<HH", head[-4:])
            begin = entry.header_offset + _LOCAL_HEADER + int(name) + int(extra)
            if begin + entry.file_size <= length:
                return begin
        raise self._refused(f"{entry.filename} is damaged")

    def _parts(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as member:
                while part := member.read(_PORTION):
                    yield part
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, struct.error) as error:
            raise self._refused(f"{name} is damaged: {error}") from error

    def _refuse_other_members(self) -> None:
        expected = WHOLE if self.manifest.is_whole else EXCERPT
        if missing := sorted(set(expected) ^ set(self._zip.namelist())):
            raise BundleError(f"has too much or too little for its kind: {', '.join(missing)}")

    def _refused(self, what: str) -> BundleError:
        return BundleError(what, where=str(self._path), remedy="ask for the bundle anew")


class Hashes:
    """Hashes in a file, one after the other."""

    def __init__(self, stream: BinaryIO, begin: int, count: int) -> None:
        self._stream = stream
        self._begin = begin
        self.count = count
        self._first, self._portion = 0, b""

    def __getitem__(self, at: int) -> bytes:
        """Return the hash of leaf ``at``, which must be one of ``count``."""
        index = at * SIZE - self._first
        if not 0 <= index < len(self._portion):
            self._first, index = at * SIZE, 0
            self._stream.seek(self._begin + self._first)
            self._portion = self._stream.read(min(_PORTION, (self.count - at) * SIZE))
        return self._portion[index : index + SIZE]


def _refuse_long_lists(file: BinaryIO) -> None:
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
    if listed > _LONGEST_LIST:
        raise BundleError("has more members than a bundle has")


def _refuse_odd_members(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse members that no bundle has, whatever lies in them.

    Raises:
        BundleError: a name is another or there twice; one is packed, encrypted, or lies over another.
    """
    names = [entry.filename for entry in entries]
    at = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.filename not in {*WHOLE, *EXCERPT}:
            raise BundleError(f"has a member that no bundle has: {entry.filename[:80]!r}")
        if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
            raise BundleError(f"{entry.filename} is packed, which no member of a bundle is")
        if entry.flag_bits & _ENCRYPTED:
            raise BundleError(f"{entry.filename} is encrypted")
        if entry.header_offset < at:
            raise BundleError(f"{entry.filename} lies over another member")
        at = entry.header_offset + _LOCAL_HEADER + len(entry.filename) + entry.file_size
    if len(set(names)) != len(names):
        raise BundleError("has two members of one name")
    if MANIFEST not in names:
        raise BundleError("has no manifest")
