"""Do the determinations agree with the cases of a register?"""

from collections.abc import Iterable, Iterator

from phaseout.decide import determine_act
from phaseout.domain.determination import Determination
from phaseout.domain.facts import FactSheet
from phaseout.knowledge import world_of
from phaseout.register import Register
from phaseout.register.case import Case, Expected
from phaseout.register.fault import Fault, Level


def try_cases(register: Register, cases: Iterable[Case]) -> Iterator[Fault]:
    """Yield a fault for each thing a case expects and the register does not answer.

    The measures of the cases must be in the register.
    """
    world = world_of(register)
    for case in cases:
        sheet = FactSheet.of({**case.facts, "role": case.roles}, case.parts)
        measure = register.measures[case.measure]
        got = determine_act(measure, case.act, sheet, as_of=case.as_of, world=world)
        file, _, line = case.where.rpartition(":")
        for wrong in _differences(case.expect, got):
            message = f"{case.measure}, {case.act}: {case.name!r} {wrong}"
            yield Fault(file=file, line=int(line), level=Level.SENSE, message=message)


def _differences(expect: Expected, got: Determination) -> Iterator[str]:
    """Say what is otherwise; what a case does not say is not asked, but a day always is."""
    asked = None if expect.questions is None else sorted(expect.questions)
    for what, wanted, answered, is_asked in (
        ("outcome", expect.outcome, got.outcome, True),
        ("first day", expect.on, got.on, True),
        ("end", expect.until, got.until, True),
        ("questions", asked, sorted(got.questions), asked is not None),
        ("duty", expect.duty, got.duty, expect.duty is not None),
        ("clause", expect.clause, got.clause, expect.clause is not None),
        ("lever", expect.lever, got.lever, expect.lever is not None),
    ):
        if is_asked and wanted != answered:
            yield f"expects the {what} {_said(wanted)} and gets {_said(answered)}"


def _said(value: object) -> str:
    match value:
        case None:
            return "none"
        case list():
            return ", ".join(map(str, value)) or "none"
        case _:
            return str(value)
