"""Do the relation tests agree with every case of ownership a lawyer can read in the register?"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from phaseout.domain.measure import RelationTest
from phaseout.domain.truth import Truth
from phaseout.ownership import RelationCode, Share
from phaseout.register import Register
from phaseout.register.relation_cases import RelationCase, read_relation_cases
from phaseout.survey.relation_trial import try_relation_cases

REGISTER = Path(__file__).parents[2] / "register"
CASES = read_relation_cases(REGISTER)


@cache
def register() -> Register:
    return Register.open()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_relation_is_answered_as_expected(case: RelationCase) -> None:
    assert [str(fault) for fault in try_relation_cases(register(), [case])] == []


def test_a_case_that_is_answered_otherwise_is_blamed_for_each_difference() -> None:
    case = next(case for case in CASES if case.code and case.chain and case.economic)
    wrong = replace(
        case,
        truth=Truth.NO,
        code=RelationCode.NONE,
        chain=("x > y",),
        economic=Share(lowest=0.9, highest=0.9),
    )
    faults = list(try_relation_cases(register(), [wrong]))
    assert [word for fault in faults for word in ("answer", "reason", "chain", "share") if word in fault.message] == [
        "answer", "reason", "chain", "share",
    ]  # fmt: skip
    assert {f"{fault.file}:{fault.line}" for fault in faults} == {case.where}


def test_every_test_that_has_a_case_has_one_of_each_answer_it_can_give() -> None:
    shown = {(case.test, case.truth) for case in CASES}
    cannot = {
        (RelationTest.NAMED_ONLY, Truth.UNKNOWN),
        (RelationTest.COUNTRY_OF_PRODUCTION, Truth.YES),
        (RelationTest.COUNTRY_OF_PRODUCTION, Truth.NO),
    }
    asked = {test for test, _ in shown}
    assert not {(test, truth) for test in asked for truth in Truth} - shown - cannot
