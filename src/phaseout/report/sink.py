"""What does a writer do with a document that passes by one asset at a time?

A document may hold a million assets, so it is never built whole: a sink sees the header, then each
asset, then the trailer, and holds back only what its format forces it to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from phaseout.domain.asset import Asset
from phaseout.domain.document import Header, Trailer


class Sink(Protocol):
    """Receives a document in order: ``begin`` once, ``add`` per asset, ``end`` once."""

    def begin(self, header: Header) -> None:
        """Take all that stands before the assets."""

    def add(self, asset: Asset) -> None:
        """Take the next asset."""

    def end(self, trailer: Trailer) -> None:
        """Take all that stands after the assets and finish the bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """What a person may choose about the looks."""

    lang: str = "en"
    """``en`` or ``fr``."""
    colour: bool = False
    width: int = 100
    """Columns of the terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """A format: its name on the command line and how to open a sink on a binary stream."""

    name: str
    suffix: str
    about: str
    open: Callable[[BinaryIO, WriteOptions], Sink]
