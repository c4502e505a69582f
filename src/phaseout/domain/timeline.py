"""In which state does a measure stand on a day, and what comes next?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.domain.cite import Cite, Text


class State(StrEnum):
    """The stages of a measure."""

    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    MADE = "made"
    IN_FORCE = "in-force"
    STAYED = "stayed"
    IN_ABEYANCE = "in-abeyance"
    """Held back by agreement, without an order of a court."""
    SUSPENDED = "suspended"
    SET_ASIDE = "set-aside"
    ENDED = "ended"
    UNVERIFIED = "unverified"
    """Something was due to happen by its own terms and nobody has seen whether it did."""
    NO_MEASURE_FOUND = "no-measure-found"
    """Looked for and not found. That is no permission."""

    @property
    def is_open(self) -> bool:
        """Whether nobody knows how the measure stands."""
        return self in (State.UNVERIFIED, State.NO_MEASURE_FOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From this day on, this state."""

    on: date
    state: State
    cite: tuple[Cite, ...]
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Ordered steps; a state holds from its day until the day before the next (half-open)."""

    steps: tuple[Step, ...]
    checked_through: date
    """The last day of which anyone has checked the state."""

    @property
    def records_a_search(self) -> bool:
        """Whether no measure is recorded, only that one was looked for."""
        return self.steps[0].state is State.NO_MEASURE_FOUND

    def has_nothing_found_on(self, day: date) -> bool:
        """Return whether a search is all there is on a day: no duty follows from what was looked for."""
        return self.records_a_search and (self.at(day) or self.steps[0]).state is State.NO_MEASURE_FOUND

    def at(self, day: date) -> Step | None:
        """Return the step in force on ``day``; None before the first."""
        current = None
        for step in self.steps:
            if step.on > day:
                break
            current = step
        return current

    def first_of_run(self, step: Step) -> Step:
        """Return the step with which the state began that ``step`` still is in."""
        first = step
        for one in reversed([one for one in self.steps if one.on <= step.on]):
            if one.state is not step.state:
                break
            first = one
        return first

    def after(self, day: date) -> tuple[Step, ...]:
        """Return the steps that begin after ``day``."""
        return tuple(step for step in self.steps if step.on > day)
