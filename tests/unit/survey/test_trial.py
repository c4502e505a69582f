"""Is a case that the register answers otherwise than expected named where it stands?"""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from phaseout.domain.determination import Lever, Outcome
from phaseout.domain.measure import Duty
from phaseout.register import Register
from phaseout.register.case import Case
from phaseout.register.cases import read_cases
from phaseout.register.fault import Level
from phaseout.survey.trial import try_cases

CURATED = Path(__file__).parents[3] / "register"
MEASURE = "ca/goc-hikvision-prohibition"


@cache
def register() -> Register:
    return Register.open()


@cache
def case() -> Case:
    """A case that expects ``applies``."""
    return next(
        case
        for case in read_cases(CURATED)
        if case.measure == MEASURE and case.expect.outcome is Outcome.APPLIES and case.act == "use"
    )


def expecting(**expected: object) -> list[str]:
    changed = replace(case(), expect=replace(case().expect, **expected))
    return [fault.message for fault in try_cases(register(), [changed])]


def test_every_case_of_the_curated_register_is_answered_as_expected() -> None:
    assert [str(fault) for fault in try_cases(register(), read_cases(CURATED))] == []


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"outcome": Outcome.UNDETERMINED}, "expects the outcome undetermined and gets applies"),
        ({"on": date(2030, 1, 1)}, "expects the first day 2030-01-01 and gets none"),
        ({"until": date(2030, 1, 1)}, "expects the end 2030-01-01 and gets none"),
        ({"questions": ("maker", "brand")}, "expects the questions brand, maker and gets none"),
        ({"duty": Duty.REVIEW}, "expects the duty review and gets prohibit"),
        ({"clause": "other"}, "expects the clause other and gets "),
        ({"lever": Lever.CONTRACT}, "expects the lever contract and gets none"),
    ],
)
def test_each_thing_a_case_expects_is_compared(expected: dict[str, object], said: str) -> None:
    (message,) = expecting(**expected)
    assert message.startswith(f"{MEASURE}, use: {case().name!r} ")
    assert said in message


def test_what_a_case_does_not_say_is_not_asked() -> None:
    assert expecting(duty=None, clause=None, questions=None, lever=None) == []


def test_the_fault_stands_where_the_case_does() -> None:
    wrong = replace(case(), expect=replace(case().expect, outcome=Outcome.EXCEPTED))
    (fault,) = try_cases(register(), [wrong])
    assert (f"{fault.file}:{fault.line}", fault.level) == (case().where, Level.SENSE)
