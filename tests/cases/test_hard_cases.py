"""Is everything that is hard about this law shown by a case that is named after it?"""

from pathlib import Path

import pytest

from phaseout.register.cases import read_cases
from phaseout.report.hard_page import SECTIONS

CASES = read_cases(Path(__file__).parents[2] / "register")


@pytest.mark.parametrize("number", [f"7.{part}" for part in range(1, 12)])
def test_what_is_hard_has_cases_named_after_it(number: str) -> None:
    assert number in SECTIONS
    shown = [case for case in CASES if case.hard == number]
    assert shown
    assert [case.name for case in shown if not case.name.startswith(f"{number} ")] == []


def test_there_are_enough_cases_and_each_has_a_name_of_its_own() -> None:
    assert len(CASES) >= 250
    names = [(case.measure, case.name) for case in CASES]
    assert len(set(names)) == len(names)
