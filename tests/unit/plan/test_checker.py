"""Does the checker find each kind of planted violation?"""

import pytest

from phaseout.plan.checker import violations
from phaseout.plan.problem import Problem, Site
from plan_problems import package, problem

OPEN = Site(is_open=(True,) * 3)


@pytest.mark.parametrize(
    ("of", "placing", "constraint"),
    [
        (problem(package("a")), {"ghost": 0}, "unknown"),
        (problem(package("a")), {"a": 3}, "month"),
        (problem(package("a", lead=1)), {"a": 0}, "lead"),
        (problem(package("a"), sites={"s": Site(is_open=(False, True, True))}), {"a": 0}, "window"),
        (problem(package("a"), pins={"a": 1}), {"a": 0}, "pin"),
        (problem(package("a"), pins={"a": 1}), {}, "pin"),
        (problem(package("a"), package("b"), before=(("a", "b"),)), {"a": 1, "b": 0}, "precedence"),
        (problem(package("a"), package("b"), before=(("a", "b"),)), {"b": 0}, "precedence"),
        (problem(package("a", hours=11.0), package("b")), {"a": 0, "b": 0}, "crew"),
        (problem(package("a"), budgets=(99.0, 0.0)), {"a": 0}, "budget"),
        (problem(package("a", site="r"), budgets=(149.0, 0.0)), {"a": 0}, "budget"),
        (problem(package("a"), budgets=(100.0, 50.0), carry=0.4), {"a": 2}, "budget"),
    ],
)
def test_a_planted_violation_is_found(of: Problem, placing: dict[str, int], constraint: str) -> None:
    assert [found.constraint for found in violations(of, placing)] == [constraint]


def test_a_sound_plan_has_none() -> None:
    of = problem(package("a"), package("b", lead=1), sites={"s": OPEN}, before=(("a", "b"),))
    assert violations(of, {"a": 0, "b": 1}) == ()
