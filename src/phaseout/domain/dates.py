"""Which days matter in the life of a thing, and what does the law say on each?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.domain.determination import Outcome
from phaseout.domain.span import hull_of


class Moment(StrEnum):
    """When in the life of a thing an act is done to it."""

    ACQUISITION = "acquisition"
    HOLDING = "holding"


class Begins(StrEnum):
    """Where the day a measure begins to apply lies, seen from the planned removal."""

    BEFORE_REMOVAL = "before-removal"
    """The thing is still there: removed as planned, it is removed late."""
    ON_REMOVAL = "on-removal"
    AFTER_REMOVAL = "after-removal"
    """The thing is gone by then, if the plan is kept."""
    UNDETERMINED = "undetermined"
    """The planned day is known to a month or a year only, and that holds the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDay:
    """What a measure says of an act on another day than the one asked about."""

    measure: str
    act: str
    outcome: Outcome
    """Undetermined, too, where the other day is known to a month or a year that holds a turn."""
    today: Outcome
    """The outcome on the day asked about."""
    on: date | None = None
    """The day it begins to apply, seen from the other day; for the removal, seen from the day asked about."""
    begins: Begins | None = None
    """Only of the removal, and only where it is known when the measure begins to apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The three days of a thing: acquired, asked about, to be removed."""

    as_of: date
    acquired: tuple[str, ...] = ()
    """As stated: days, months or years; several where sources disagree."""
    removal_planned: tuple[str, ...] = ()
    at_acquisition: tuple[OnDay, ...] = ()
    """Acts of acquiring that were restricted then, or are answered differently on the day asked about."""
    at_removal: tuple[OnDay, ...] = ()
    """Acts of holding that are answered differently then, or for which a measure is yet to begin."""

    @property
    def removal_is_overdue(self) -> bool:
        """Whether the planned day of removal has passed."""
        planned = hull_of(self.removal_planned)
        return planned is not None and planned.last < self.as_of
