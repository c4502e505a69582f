"""What does a file of the address registry say, and what of it cannot be?"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from phaseout.register.fault import Fault, Level

BITS = {24: 6, 28: 7, 36: 9}
"""Bits of a block → hex digits that name it: the registries MA-L, MA-M and MA-S."""


class Assignment(NamedTuple):
    """A block and to whom it is registered."""

    prefix: str
    """6, 7 or 9 upper-case hex digits."""
    registrant: str
    """As the file writes it."""


class Wrong(NamedTuple):
    """A line that says nothing that can be."""

    line: int
    """From 1."""
    message: str

    def in_file(self, name: str) -> Fault:
        """Return the fault with its file."""
        return Fault(file=name, line=self.line, level=Level.SHAPE, message=self.message)


Said = Assignment | Wrong
"""What a line says."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RegistryFile:
    """A file of the registry, read whole; one is not compared by its thousands of lines."""

    name: str
    sha256: str
    dated: date
    dated_by: str
    """How its date is known: ``option``, ``header`` or ``modified``."""
    assignments: tuple[Assignment, ...]
    faults: tuple[Fault, ...]

    @property
    def lengths(self) -> frozenset[int]:
        """Hex digits of the blocks it lists: of others it says nothing."""
        return frozenset(len(one.prefix) for one in self.assignments)
