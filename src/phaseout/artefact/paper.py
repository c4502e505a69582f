"""What stands on a paper somebody will edit and sign, before it is a file?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

BLANK = "_" * 32
"""What nobody has told us: to be filled in by hand, never guessed."""


class Mark(StrEnum):
    """How a box of a form stands."""

    CHOSEN = "chosen"
    NOT_CHOSEN = "not-chosen"
    OPEN = "open"
    """It cannot be ticked yet, because something is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of a section, or of a part of one (level 2)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A labelled value, blank where nobody told it."""

    label: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A block of labelled values."""

    fields: Sequence[Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A box to tick, and why it stands as it does."""

    text: str
    mark: Mark
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under heads, every row as wide as the heads."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Heading | Paragraph | Bullets | Fields | Choice | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper."""

    title: str
    lang: str
    notices: tuple[str, ...]
    """What it is and is not, and of which days, above everything else."""
    blocks: tuple[Block, ...]

    @property
    def blanks(self) -> tuple[str, ...]:
        """The labels of what is still to be filled in."""
        return tuple(
            field.label
            for block in self.blocks
            if isinstance(block, Fields)
            for field in block.fields
            if field.value is None
        )
