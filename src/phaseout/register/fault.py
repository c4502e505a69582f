"""What is wrong with the register, and on which line?"""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The questions asked of the register, in the order asked."""

    SHAPE = "shape"
    REFERENCES = "references"
    SENSE = "sense"
    CONTINUITY = "continuity"
    GROUNDS = "grounds"
    FRESHNESS = "freshness"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to mend, with its place."""

    file: str
    line: int
    """Counted from 1."""
    level: Level
    message: str

    @property
    def is_notice(self) -> bool:
        """Whether it only asks somebody to look again: the register still loads."""
        return self.level in (Level.GROUNDS, Level.FRESHNESS)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


_ORDER = {level: place for place, level in enumerate(Level)}


def in_order(faults: list[Fault]) -> list[Fault]:
    """Return the faults by level, then by file and line; each once."""
    return sorted(set(faults), key=lambda f: (_ORDER[f.level], f.file, f.line, f.message))
