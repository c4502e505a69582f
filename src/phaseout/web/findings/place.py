"""What is an answer about?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A branch with all below it, one of its sites, or one thing; each by its primary key."""

    organisation: int
    site: int | None = None
    asset: int | None = None
