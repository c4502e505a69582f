"""What is a number that a page shows large?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that leads to its list."""

    label: str
    value: int
    tone: str
    address: str
