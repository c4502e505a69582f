"""How does a ledger leave the house in one file?

A bundle is a zip of a fixed set of members in a fixed order, stored as they are: the same ledger makes the
same bytes. ``manifest.json`` says which ledger and how much of it: a whole one has all leaves with the hashes
its tree kept, an excerpt some leaves with their proofs. Nothing in it is believed for standing there:
``verifying.py`` judges it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final, Self

from phaseout.ledger.archive import BundleError, write_members
from phaseout.ledger.canonical import CanonicalError, canonical, read_canonical

MANIFEST = "manifest.json"
LEAVES = "leaves.jsonl"
"""A line for each leaf, in the order of the tree."""
HASHES = "hashes.bin"
"""Of a whole ledger: the hash of each leaf as the tree took it, 32 bytes each."""
PROOFS = "proofs.jsonl"
"""Of an excerpt: a line for each leaf, ``{"leaf", "size", "hashes"}``."""
GOING_ON = "going-on.jsonl"
"""Of an excerpt: a line for each earlier state, which this goes on from: ``{"old", "size", "hashes"}``."""
OPENINGS = "openings.jsonl"
CHECKPOINTS = "checkpoints.txt"
KEYS = "keys.txt"
WHOLE = (MANIFEST, LEAVES, HASHES, OPENINGS, CHECKPOINTS, KEYS)
EXCERPT = (MANIFEST, LEAVES, PROOFS, GOING_ON, OPENINGS, CHECKPOINTS, KEYS)
FORM: Final = 1
"""Counts changes of what lies in a bundle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a bundle says of itself."""

    origin: str
    size: int
    """Leaves the tree had when the bundle was made."""
    is_whole: bool

    def written(self) -> bytes:
        """Return the member."""
        kind = "whole" if self.is_whole else "excerpt"
        return canonical({"form": FORM, "kind": kind, "origin": self.origin, "size": self.size})

    @classmethod
    def of(cls, written: bytes) -> Self:
        """Return what the member says.

        Raises:
            BundleError: it is none, or of another form.
        """
        try:
            said = read_canonical(written)
        except CanonicalError as error:
            raise BundleError(f"{MANIFEST} {error.what}") from error
        if not isinstance(said, dict) or said.get("form") != FORM:
            raise BundleError("is a bundle of another form", remedy="verify it with the version that made it")
        if (
            said.keys() != {"form", "kind", "origin", "size"}
            or said["kind"] not in ("whole", "excerpt")
            or not isinstance(said["origin"], str)
            or type(said["size"]) is not int
            or said["size"] < 0
        ):
            raise BundleError(f"{MANIFEST} does not say which ledger this is")
        return cls(origin=said["origin"], size=said["size"], is_whole=said["kind"] == "whole")


def pack(stream: BinaryIO, manifest: Manifest, members: Mapping[str, Iterable[bytes]]) -> None:
    """Write a bundle of members, each given in portions; those not given are empty."""
    names = WHOLE if manifest.is_whole else EXCERPT
    told = {**members, MANIFEST: [manifest.written()]}
    write_members(stream, ((name, told.get(name, ())) for name in names))
