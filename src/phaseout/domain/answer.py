"""What did people answer to the questions of a survey, and what became of their answers?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FactValues = Mapping[str, tuple[str, ...]]
"""Fact → every value of it; a list given is the whole list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAnswer:
    """What holds at one site. The id ``""`` stands for what belongs to no site."""

    id: str
    facts: FactValues


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetAnswer:
    """What holds for every thing that has all of the keys."""

    match: Mapping[str, tuple[str, ...]]
    """Key → the values of which one must be the thing's: id, ref, serial, mac, ip, model, brand, site."""
    facts: FactValues


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersFile:
    """The answers of one person or of one desk, as they were given."""

    name: str
    """Of the file."""
    sha256: str
    answered_by: str | None = None
    on: str | None = None
    """ISO date."""
    roles: tuple[str, ...] = ()
    use: FactValues = field(default_factory=dict)
    """The default facts of every asset."""
    sites: tuple[SiteAnswer, ...] = ()
    assets: tuple[AssetAnswer, ...] = ()

    @property
    def evidence(self) -> str:
        """What a reason says of where a fact comes from: ``answer of Jane Doe, 2026-11-26, answers.toml``."""
        said = f"answer of {self.answered_by}" if self.answered_by else "answer"
        return ", ".join(part for part in (said, self.on, self.name) if part)


class Winner(StrEnum):
    """Which word holds where an answer and something stated differ."""

    ANSWER = "answer"
    STATED = "stated"


class Ground(StrEnum):
    """Why that word holds."""

    NEARER = "nearer"
    """The asset's own word comes before its site's, and that before the default."""
    STATED_FIRST = "stated-first"
    """Both words are equally near; what was stated is corrected where it stands, never overwritten."""
    IDENTIFIED = "identified"
    """The thing itself shows it firmly."""
    LEFT_OPEN = "left-open"
    """What the thing itself shows is too weak, or contradicts itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerConflict:
    """An answer that differs from what is stated."""

    fact: str
    place: str
    """Where in the file the answer stands: ``[use]``, ``[[site]] depot``, ``[[asset]] 3 (ref cam-17)``."""
    answer: tuple[str, ...]
    answered: str
    """The answer's evidence."""
    stated: tuple[str, ...]
    stated_in: str
    holds: Winner
    ground: Ground
    assets: int = 0
    """Assets on which they met; 0 where they differ for a whole site or the organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedAnswer:
    """An answer about something the survey has not seen: perhaps misspelt."""

    place: str
    answered: str
    site: str | None = None
    """The site it names, None where it is about assets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersOutcome:
    """What became of the answers as a whole."""

    conflicts: tuple[AnswerConflict, ...] = ()
    unmatched: tuple[UnmatchedAnswer, ...] = ()
