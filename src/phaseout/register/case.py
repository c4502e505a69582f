"""What is a case of the register: which facts, and which answer?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from phaseout.domain.determination import Lever, Outcome
from phaseout.domain.measure import Duty
from phaseout.domain.part import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the answer must be. None: the case does not say."""

    outcome: Outcome
    on: date | None = None
    until: date | None = None
    questions: tuple[str, ...] | None = None
    """In any order."""
    duty: Duty | None = None
    clause: str | None = None
    lever: Lever | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Given these facts, as of that day, one measure must answer so."""

    name: str
    name_fr: str | None
    roles: tuple[str, ...]
    facts: Mapping[str, tuple[str, ...]]
    """By name, days as ISO text; a fact that is not given is unknown."""
    parts: tuple[Part, ...]
    as_of: date
    measure: str
    act: str
    expect: Expected
    hard: str | None
    """The section of docs/register/hard-cases.md it is about."""
    where: str
    """``file:line``, for the test that fails."""
