"""Which cases must the law's answers agree with?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from phaseout.domain.determination import Lever, Outcome
from phaseout.domain.measure import Duty
from phaseout.domain.part import Part
from phaseout.register.loading import Entry, load_cases
from phaseout.register.schema_case import CaseShape


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


def read_cases(directory: Path) -> tuple[Case, ...]:
    """Return the cases of a register directory, in the order of its files.

    Raises ``RegisterError`` that lists the faults of shape.
    """
    return tuple(_case(entry) for entry in load_cases(directory))


def _case(entry: Entry[CaseShape]) -> Case:
    case, expect = entry.shape, entry.shape.expect
    return Case(
        name=case.name,
        name_fr=case.name_fr,
        roles=tuple(map(str, case.given.roles)),
        facts=case.given.facts,
        parts=tuple(part.as_part for part in case.given.parts),
        as_of=case.as_of,
        measure=str(case.measure),
        act=str(case.act),
        expect=Expected(
            outcome=expect.outcome,
            on=expect.on,
            until=expect.until,
            questions=None if expect.questions is None else tuple(map(str, expect.questions)),
            duty=expect.duty,
            clause=expect.clause,
            lever=expect.lever,
        ),
        hard=case.hard,
        where=f"{entry.file.file}:{entry.file.line(entry.place)}",
    )
