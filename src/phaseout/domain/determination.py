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


class Lever(StrEnum):
    """What there is to make another party act."""

    LEASE = "lease"
    """The lease: its renewal is when removal can be asked for."""
    CONTRACT = "contract"
    """The service contract."""
    CUSTODIAN = "custodian"
    """A request to the body that has the building in its charge."""


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
    lever: Lever | None = None
    """Where another has the thing: by what they could be made to act. Shown with ``influence-only`` and,
    where a text is silent on leased premises, with ``undetermined``."""
    lever_on: date | None = None
    """The day the lever can be used, where it is known: the end of the lease."""
    done: str | None = None
    """When the act was done, as stated: a day, a month or a year for which the answer is given. None where it
    is answered for the day asked about."""
