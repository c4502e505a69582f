"""Which cases must the law's answers agree with?"""

from pathlib import Path

from phaseout.register.case import Case, Expected
from phaseout.register.loading import Entry, load_cases
from phaseout.register.schema_case import CaseShape


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
