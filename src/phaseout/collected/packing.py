"""How does a collection become one file, the same for the same collection?"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from phaseout.collected.manifest import (
    LONGEST_NAME,
    MOST_FILES,
    PAYLOAD_TYPE,
    CollectedFile,
    FileKind,
    Manifest,
)
from phaseout.domain.problem import SourceError, UsageError
from phaseout.ledger.archive import write_members
from phaseout.ledger.envelope import Envelope
from phaseout.ledger.key import SigningKey

MANIFEST = "manifest.json"
SCOPE = "scope.txt"
FILES = "files/"
"""The files of a collection are called by their numbers, from 1: names of people are no paths."""
_PORTION = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file on disk that is to be collected."""

    path: Path
    kind: FileKind
    site: str | None = None
    segment: str | None = None

    def collected(self) -> CollectedFile:
        """Return what the manifest says of it.

        Raises:
            SourceError: it cannot be read.
        """
        digest, size = hashlib.sha256(), 0
        for part in _portions(self.path):
            digest.update(part)
            size += len(part)
        name = self.path.name[-LONGEST_NAME:].encode(errors="replace").decode()
        return CollectedFile(
            name=name, kind=self.kind, size=size, sha256=digest.hexdigest(),
            site=self.site, segment=self.segment,
        )  # fmt: skip


def described(kept: Iterable[Kept]) -> list[tuple[Kept, CollectedFile]]:
    """Return files with what a manifest says of them, in the order of kinds, names and contents.

    A file that is there twice is told once.

    Raises:
        UsageError: there are more than a collection may have.
        SourceError: one cannot be read.
    """
    found = {(one.kind != FileKind.OBSERVATIONS, said.name, said.sha256, said.site or "", said.segment or ""):
             (one, said) for one in kept for said in [one.collected()]}  # fmt: skip
    if len(found) > MOST_FILES:
        raise UsageError(f"these are {len(found)} files, of which a collection has {MOST_FILES} at most")
    return [found[place] for place in sorted(found)]


def pack_collection(
    stream: BinaryIO, manifest: Manifest, scope: bytes, kept: Sequence[Kept], key: SigningKey | None
) -> None:
    """Write a bundle.

    Args:
        stream: where to.
        manifest: of the collection, whose files are those of ``kept``, in their order.
        scope: the signed file of the scope, as it was given.
        kept: the files.
        key: of whoever collected; without one the bundle is not signed.
    """
    envelope = Envelope(payload=manifest.written(), payload_type=PAYLOAD_TYPE)
    if key is not None:
        envelope = envelope.signed(key)
    files = ((f"{FILES}{number}", _portions(one.path)) for number, one in enumerate(kept, 1))
    write_members(stream, [(MANIFEST, [bytes(envelope)]), (SCOPE, [scope]), *files])


def _portions(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while part := file.read(_PORTION):
                yield part
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
