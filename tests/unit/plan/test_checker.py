"""Does the checker find each kind of planted violation?"""

from datetime import date

import pytest

from phaseout.plan.checker import violations
from phaseout.plan.problem import Choice, Isolation, Placing, Problem, Site, Way, Work
from plan_problems import months, package, problem

OPEN = Site(is_open=(True,) * 3)
LAST_CLOSED = {"s": Site(is_open=(True, True, False))}
TWO = Way(
    id="two", lead=1,
    works=(Work(after=0, hours=1.0, cost=70.0, things=1, share=0.5), Work(after=1, hours=9.0, cost=30.0, things=1, share=0.5)),
)  # fmt: skip
CUT = Isolation(cost=25.0, share=0.5, months=2)


@pytest.mark.parametrize(
    ("of", "placing", "constraint"),
    [
        (problem(package("a")), months({"ghost": 0}), "unknown"),
        (problem(package("a")), months({"a": 3}), "month"),
        (problem(package("a", lead=1)), months({"a": 0}), "lead"),
        (problem(package("a"), sites={"s": Site(is_open=(False, True, True))}), months({"a": 0}), "window"),
        (problem(package("a"), pins={"a": 1}), months({"a": 0}), "pin"),
        (problem(package("a"), pins={"a": 1}), {}, "pin"),
        (problem(package("a"), package("b"), before=(("a", "b"),)), months({"a": 1, "b": 0}), "precedence"),
        (problem(package("a"), package("b"), before=(("a", "b"),)), months({"b": 0}), "precedence"),
        (problem(package("a", hours=11.0), package("b")), months({"a": 0, "b": 0}), "crew"),
        (problem(package("a"), budgets=(99.0, 0.0)), months({"a": 0}), "budget"),
        (problem(package("a", site="r"), budgets=(149.0, 0.0)), months({"a": 0}), "budget"),
        (problem(package("a"), budgets=(100.0, 50.0), carry=0.4), months({"a": 2}), "budget"),
        (problem(package("a")), {"a": Choice(month=0, way="by-magic")}, "way"),
        (problem(package("a", others=(TWO,))), {"a": Choice(month=2, way="two")}, "month"),
        (problem(package("a", others=(TWO,))), {"a": Choice(month=0, way="two")}, "lead"),
        (
            problem(package("a", others=(TWO,)), sites=LAST_CLOSED),
            {"a": Choice(month=1, way="two")},
            "window",
        ),
        (
            problem(package("a", others=(TWO,)), crews={"k": (20.0, 20.0, 8.0)}),
            {"a": Choice(month=1, way="two")},
            "crew",
        ),
        (
            problem(package("a", others=(TWO,)), budgets=(99.0, 29.0)),
            {"a": Choice(month=1, way="two")},
            "budget",
        ),
        (
            problem(package("a"), package("b", others=(TWO,)), before=(("b", "a"),)),
            {"a": Choice(month=1), "b": Choice(month=1, way="two")},
            "precedence",
        ),
        (problem(package("a", due=date(2027, 3, 31)), keeps_deadlines=True), months({"a": 1}), "deadline"),
        (problem(package("a", due=date(2027, 3, 31)), keeps_deadlines=True), {}, "deadline"),
        (
            problem(package("a"), package("b"), sites={"s": Site(is_open=(True,) * 3, most_down=1)}),
            months({"a": 0, "b": 0}),
            "continuity",
        ),
        (problem(package("a")), {"a": Choice(isolated=0)}, "isolation"),
        (problem(package("a", isolation=CUT)), {"a": Choice(isolated=1)}, "isolation"),
        (problem(package("a", isolation=CUT)), {"a": Choice(month=0, isolated=0)}, "isolation"),
        (problem(package("a", isolation=CUT), budgets=(24.0, 0.0)), {"a": Choice(isolated=0)}, "budget"),
    ],
)
def test_a_planted_violation_is_found(of: Problem, placing: Placing, constraint: str) -> None:
    assert [found.constraint for found in violations(of, placing)] == [constraint]


def test_a_sound_plan_has_none() -> None:
    of = problem(package("a"), package("b", lead=1), sites={"s": OPEN}, before=(("a", "b"),))
    assert violations(of, months({"a": 0, "b": 1})) == ()


def test_a_sound_plan_with_each_kind_of_choice_has_none() -> None:
    of = problem(
        package("a", others=(TWO,), isolation=CUT), package("b", due=date(2027, 4, 1)), keeps_deadlines=True,
        sites={"s": Site(is_open=(True,) * 3, most_down=1)}, budgets=(195.0, 30.0),
    )  # fmt: skip
    assert violations(of, {"a": Choice(month=1, way="two", isolated=0), "b": Choice(month=0)}) == ()
