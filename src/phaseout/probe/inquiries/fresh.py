"""What is different in every message, and yet the same again from the same seed?"""

from hashlib import sha256
from uuid import UUID


class Fresh:
    """Makes octets, numbers and UUIDs that no earlier message had.

    They follow from the seed alone: a dry run that is given the seed of the run shows its very bytes.
    """

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self._taken = 0

    def octets(self, count: int) -> bytes:
        """Return so many octets, at most 32."""
        self._taken += 1
        return sha256(b"%d " % self._taken + self._seed).digest()[:count]

    def number(self) -> int:
        """Return a number from 0 to 2³¹ - 1."""
        return int.from_bytes(self.octets(4), "big") >> 1

    def uuid(self) -> UUID:
        """Return a UUID of version 4 (RFC 9562)."""
        return UUID(bytes=self.octets(16), version=4)
