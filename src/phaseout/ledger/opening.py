"""What stands behind a commitment of a leaf, and how is it forgotten?

A leaf has of a private value only SHA-256 over the canonical JSON ``[SALT, NAME, VALUE]``; the opening, kept
beside the ledger, has the rest. Without it nobody can tell the value, not even by trying all there are: the
salt is 32 random bytes. To forget the value is to drop its opening, of which every backup has to lose its
copy as well. The leaf, its hash and the tree stay as they are. (SD-JWT, RFC 9901, discloses in the same way.)
"""

import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import NamedTuple, Self, cast

from phaseout.ledger.canonical import CanonicalError, canonical, read_canonical
from phaseout.ledger.leaf import LeafError

SALT = 32
"""Random bytes that hide a value."""
_NAMES = frozenset(("leaf", "name", "salt", "value"))


class Opening(NamedTuple):
    """A private value of a leaf, and what it was hidden with."""

    leaf: int
    name: str
    salt: str
    """64 digits of hex."""
    value: object

    def commitment(self) -> str:
        """Return what the leaf must have under this name."""
        return commitment(self.salt, self.name, self.value)

    def line(self) -> bytes:
        """Return the bytes of the opening, without a line end."""
        return canonical(self._asdict())

    @classmethod
    def of(cls, line: bytes) -> Self:
        """Return the opening of a line.

        Raises:
            LeafError: it is none.
        """
        try:
            said = read_canonical(line)
        except CanonicalError as error:
            raise LeafError(error.what) from error
        if not isinstance(said, dict) or said.keys() != _NAMES:
            raise LeafError("is no opening")
        if type(said["leaf"]) is not int or not all(isinstance(said[one], str) for one in ("name", "salt")):
            raise LeafError("is no opening")
        return cls(said["leaf"], cast(str, said["name"]), cast(str, said["salt"]), said["value"])


def commitment(salt: str, name: str, value: object) -> str:
    """Return what stands in a leaf for a value, as hex."""
    return sha256(canonical([salt, name, value])).hexdigest()


def hidden(
    leaf: int, values: Mapping[str, object], random: Callable[[int], bytes] = os.urandom
) -> tuple[dict[str, str], list[Opening]]:
    """Return the commitments of a leaf's private values, and the openings to keep beside the ledger.

    Raises:
        LeafError: a value has no canonical form.
    """
    openings = [Opening(leaf, name, random(SALT).hex(), values[name]) for name in sorted(values)]
    try:
        return {one.name: one.commitment() for one in openings}, openings
    except CanonicalError as error:
        raise LeafError(f"has something private that cannot be kept: {error.what}") from error
