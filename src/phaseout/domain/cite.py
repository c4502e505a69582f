"""Which source says so, where in it, and how good is it?"""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum


class EvidenceGrade(StrEnum):
    """How a fact of the register is known (facts of grade BK and ? are leads, not facts)."""

    OFFICIAL = "O"
    SECONDARY = "S"
    WEAK_SECONDARY = "S1"
    BACKGROUND = "BK"
    COMPUTED = "C"
    INFERENCE = "I"
    NOT_FOUND = "?"
    MEASURED = "M"
    DEVICE = "D"


LEADS = frozenset({EvidenceGrade.BACKGROUND, EvidenceGrade.NOT_FOUND})
"""Grades of what nobody has read a source for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A pointer to what supports a statement of the register."""

    source: str
    """Id in ``register/sources``."""
    grade: EvidenceGrade
    at: str | None = None
    """Pinpoint: paragraph, section, page."""

    shown: str = field(init=False, repr=False, compare=False)
    """As a reason quotes it: source, place and grade. Made once, for it is said of every asset."""

    def __post_init__(self) -> None:
        place = f", {self.at}" if self.at else ""
        object.__setattr__(self, "shown", f"{self.source}{place} [{self.grade.value}]")

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSource:
    """A document of the register's bibliography."""

    id: str
    title: str
    url: str | None = None
    publisher: str | None = None
    date: str | None = None
    """A day, a month or a year, as the document gives it."""
    retrieved: datetime.date | None = None
    """The day somebody read it."""
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A statement in English and, where it must be, in French."""

    en: str
    fr: str | None = None

    def in_language(self, lang: str) -> str:
        """Return the text in ``lang``, English where there is no French."""
        return self.fr if lang == "fr" and self.fr else self.en
