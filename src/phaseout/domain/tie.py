"""What does a person say of keys: that they are one thing's, or that they tie nothing?"""

from dataclasses import dataclass
from enum import StrEnum


class TieKind(StrEnum):
    """Which way a person decides."""

    JOIN = "join"
    """What goes by any of the keys is one thing."""
    KEEP_APART = "keep-apart"
    """None of the keys makes anything one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A person's word on keys, which holds whatever the sources say."""

    kind: TieKind
    keys: tuple[str, ...]
    """Serial numbers, hardware addresses, addresses or references, as written."""
    site: str | None = None
    """Only what stands at this site is meant; None for all."""
    why: str | None = None

    def __str__(self) -> str:
        named = ", ".join(self.keys)
        return f"{named} ({self.why})" if self.why else named
