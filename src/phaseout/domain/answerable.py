"""Which answers can a measure give at all, and why can it give no other?"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import assert_never

from phaseout.domain.determination import Outcome
from phaseout.domain.timeline import State

DIRECTING = frozenset({"policy", "statement"})
"""Natures that bind by being announced: their author directs those they speak to."""


class Answer(StrEnum):
    """What an outcome comes to."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


def answer_of(outcome: Outcome) -> Answer:
    """Return what an outcome comes to."""
    match outcome:
        case Outcome.APPLIES | Outcome.APPLIES_FROM | Outcome.INFLUENCE_ONLY:
            return Answer.YES
        case Outcome.UNDETERMINED:
            return Answer.UNDETERMINED
        case Outcome.EXCEPTED | Outcome.DOES_NOT_APPLY:
            return Answer.NO
        case _:
            assert_never(outcome)


class Bar(StrEnum):
    """Why a measure can never give an answer, whatever the facts and the day."""

    BINDS_NOBODY = "binds-nobody"
    BINDS_PERHAPS = "binds-perhaps"
    """Whether anybody is bound is open for every role."""
    NEVER_IN_FORCE = "never-in-force"
    """It was proposed, announced or made, and is in force on no day that is known."""
    NOT_VERIFIED = "not-verified"
    """From some day on it may be in force, and nobody has verified that it is."""
    NOBODY_KNOWN = "nobody-known"
    """No party of the register is known to stand in the relation it asks for."""
    NONE_FOUND = "none-found"
    """It was looked for and not found, which is no permission and no prohibition."""


def barred(
    states: Collection[State], nature: str, *, binds: bool, binds_perhaps: bool, is_nobody_known: bool = False
) -> Mapping[Answer, Bar]:
    """Return the answers a measure can never give, each with the reason; every other one is possible.

    ``states`` are those of its timeline. No is always possible: what is another's is not covered.
    """
    directed = State.ANNOUNCED in states and nature in DIRECTING
    is_in_force = State.IN_FORCE in states or directed
    if not binds and not binds_perhaps:
        return dict.fromkeys((Answer.YES, Answer.UNDETERMINED), Bar.BINDS_NOBODY)
    if not is_in_force and not any(state.is_open for state in states):
        return dict.fromkeys((Answer.YES, Answer.UNDETERMINED), Bar.NEVER_IN_FORCE)
    if not is_in_force:
        return {Answer.YES: Bar.NONE_FOUND if State.NO_MEASURE_FOUND in states else Bar.NOT_VERIFIED}
    if is_nobody_known:
        return {Answer.YES: Bar.NOBODY_KNOWN}
    return {} if binds else {Answer.YES: Bar.BINDS_PERHAPS}
