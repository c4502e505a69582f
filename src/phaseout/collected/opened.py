"""What lies in a bundle of a collection, of which nothing is believed yet?"""

import re
from collections.abc import Iterator
from typing import ClassVar

from phaseout.collected.manifest import PAYLOAD_TYPE, Manifest
from phaseout.collected.packing import FILES, MANIFEST, SCOPE
from phaseout.ledger.archive import Archive, BundleError
from phaseout.ledger.envelope import Envelope

_FILE = re.compile(rf"{FILES}[1-9][0-9]{{0,3}}")


class CollectedBundle(Archive):
    """A bundle that was opened."""

    LONGEST_LIST: ClassVar[int] = 1 << 17  # of a thousand files, with the places of files beyond 4 GiB
    manifest: Manifest
    envelope: Envelope

    def _may_have(self, name: str) -> bool:
        return name in (MANIFEST, SCOPE) or _FILE.fullmatch(name) is not None

    def _look(self) -> None:
        names = self._zip.namelist()
        if MANIFEST not in names or SCOPE not in names:
            raise BundleError("has no manifest or no scope")
        self.envelope = Envelope.of(self.text(MANIFEST))
        if self.envelope.payload_type != PAYLOAD_TYPE:
            raise BundleError("holds no manifest of a collection")
        self.manifest = Manifest.of(self.envelope.payload)
        listed = {f"{FILES}{number}" for number in range(1, len(self.manifest.files) + 1)}
        if stray := sorted(set(names) - listed - {MANIFEST, SCOPE}):
            raise BundleError(f"has a file that its manifest does not list: {stray[0]}")

    @property
    def scope(self) -> bytes:
        """The signed file of the scope that lies in it."""
        return self.text(SCOPE)

    def size_of(self, number: int) -> int | None:
        """Return how many bytes of the file of a number, from 1, are there; None where it is not there."""
        name = f"{FILES}{number}"
        return self._zip.getinfo(name).file_size if name in self._zip.namelist() else None

    def file(self, number: int) -> Iterator[bytes]:
        """Yield the file of a number, from 1, in portions.

        Raises:
            BundleError: it is damaged.
        """
        return self.parts(f"{FILES}{number}")
