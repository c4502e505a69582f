"""What does a measure say of an asset and an act on a day?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.domain.truth import Reason


class Outcome(StrEnum):
    """The closed set of answers."""

    APPLIES = "applies"
    APPLIES_FROM = "applies-from"
    EXCEPTED = "excepted"
    DOES_NOT_APPLY = "does-not-apply"
    UNDETERMINED = "undetermined"
    INFLUENCE_ONLY = "influence-only"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do or to answer."""
        return self not in (Outcome.EXCEPTED, Outcome.DOES_NOT_APPLY)


GRAVEST_FIRST = (
    Outcome.APPLIES,
    Outcome.INFLUENCE_ONLY,
    Outcome.APPLIES_FROM,
    Outcome.UNDETERMINED,
    Outcome.EXCEPTED,
    Outcome.DOES_NOT_APPLY,
)
"""What asks most of people comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """The answer for (asset, measure, act, day), with reasons."""

    measure: str
    act: str
    outcome: Outcome
    reason: Reason
    checked_through: date
    """How far anyone has checked the measure's state."""
    on: date | None = None
    """The day it applies from."""
    until: date | None = None
    """The day an exception ends."""
    clause: str | None = None
    duty: str | None = None
    questions: tuple[str, ...] = ()
    """Facts that would settle it: the smallest set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fact nobody has stated, who usually knows it, and how many determinations it may settle."""

    fact: str
    asked_of: str
    settles: int
    text: str
