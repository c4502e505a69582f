"""What lies in a bundle of a ledger, of which nothing is believed yet?"""

import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from phaseout.ledger.archive import LOCAL_HEADER, Archive, BundleError
from phaseout.ledger.bundle import EXCERPT, HASHES, MANIFEST, WHOLE, Manifest
from phaseout.ledger.leaf import LONGEST
from phaseout.ledger.merkle import SIZE

LONGEST_LINE = 2 * LONGEST
_PORTION = 1 << 20


class Bundle(Archive):
    """A bundle that was opened, of which nothing is believed yet."""

    LONGEST_LIST: ClassVar[int] = 1 << 12  # of members there are seven at the most
    manifest: Manifest

    def _may_have(self, name: str) -> bool:
        return name in WHOLE or name in EXCERPT

    def _look(self) -> None:
        if MANIFEST not in self._zip.namelist():
            raise BundleError("has no manifest")
        self.manifest = Manifest.of(self.text(MANIFEST))
        expected = WHOLE if self.manifest.is_whole else EXCERPT
        if missing := sorted(set(expected) ^ set(self._zip.namelist())):
            raise BundleError(f"has too much or too little for its kind: {', '.join(missing)}")

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a member without their ends.

        Raises:
            BundleError: a line is longer than a leaf may be, the last one was cut, or the member is damaged.
        """
        rest = b""
        for part in self.parts(name):
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
        head = self._file.read(LOCAL_HEADER)
        if len(head) == LOCAL_HEADER:
            name, extra = struct.unpack("<HH", head[-4:])
            begin = entry.header_offset + LOCAL_HEADER + int(name) + int(extra)
            if begin + entry.file_size <= length:
                return begin
        raise self._refused(f"{entry.filename} is damaged")


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
