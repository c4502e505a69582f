"""What is a reader?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import update_wrapper
from pathlib import Path
from typing import Protocol

from phaseout.domain.observation import Reading
from phaseout.intake.credential import without_credentials_in


class Sniff(IntEnum):
    """What the first bytes say."""

    NOT_MINE = 0
    MAYBE = 1
    MINE = 2


class SourceStream(Protocol):
    """The bytes of a source, in order, already decompressed, counted and hashed."""

    name: str
    """Name as shown to people."""
    is_torn: bool
    """Whether the last of its ``lines`` came without a line end, as in a file cut short."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes, ``b""`` at the end."""

    def lines(self, *, longest: int = 1 << 20) -> Iterator[tuple[int, bytes | None]]:
        """Yield (line number from 1, line without its end); None for a line over ``longest`` bytes."""

    def as_path(self, *, largest: int) -> Path:
        """Return a path to the whole content, for libraries that must seek.

        Raises ``SourceError`` if it is larger than ``largest`` bytes.
        """


Read = Callable[[SourceStream], Iterator[Reading]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A format: how to recognise and how to read it.

    ``sniff`` gets at most 4 kB and the name. ``read`` yields observations, unreads and dropped
    credentials in file order and never raises for content it dislikes; its docstring is what
    ``phaseout readers`` prints. Whatever it yields passes ``without_credentials_in``, so that a reader
    that forgets a credential gives none away.
    """

    name: str
    sniff: Callable[[bytes, str], Sniff]
    read: Read

    def __post_init__(self) -> None:
        object.__setattr__(self, "read", _guarded(self.read))


def _guarded(read: Read) -> Read:
    def guarded(stream: SourceStream) -> Iterator[Reading]:
        return without_credentials_in(read(stream))

    return update_wrapper(guarded, read)
