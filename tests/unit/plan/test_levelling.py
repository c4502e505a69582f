"""Do more money and hours worsen neither a plan nor its bound, however far each search came?"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.plan import engine
from phaseout.plan.checker import violations
from phaseout.plan.engine import Plan, plan
from phaseout.plan.levelling import is_eased, levelled
from phaseout.plan.problem import Problem
from phaseout.plan.variant import variant
from plan_problems import best_by_force, months, package, problem, problems

OF = problem(
    *(package(name, hours=15.0, weight=weight) for name, weight in (("a", 3.0), ("b", 1.0), ("c", 2.0)))
)
"""A month's hours suffice for one of them, or for one and a third."""
TEXTS = ("budget=-30%", "budget=+20%", "budget.2027=+300", "hours=+5", "crews=+1 budget=+10%", "hours=-20%")


def _planned(of: Problem, *, is_searched: bool) -> Plan:
    limit, engine.EXACT_UP_TO = engine.EXACT_UP_TO, engine.EXACT_UP_TO if is_searched else 0
    try:
        return plan(of, where="t", moves=3)
    finally:
        engine.EXACT_UP_TO = limit


@settings(max_examples=15, deadline=None)
@given(problems(most=6), st.lists(st.booleans(), min_size=len(TEXTS) + 1, max_size=len(TEXTS) + 1))
def test_with_more_neither_plan_nor_bound_is_worse_though_not_each_was_searched_to_the_end(
    of: Problem, searched: list[bool]
) -> None:
    asked = [of, *(variant(of, text).problem for text in TEXTS)]
    first, *others = [_planned(one, is_searched=so) for one, so in zip(asked, searched, strict=True)]
    best, variants = levelled(first, list(zip(asked[1:], others, strict=True)))
    made = [best, *(one for one in variants if one is not None)]
    assert [one.problem for one in made] == asked
    for poor in made:
        assert not violations(poor.problem, poor.placing)
        assert poor.bound <= (best_by_force(poor.problem) or 0.0) * (1 + 1e-6) + 1e-6
        for rich in made:
            if is_eased(rich.problem, poor.problem):
                assert rich.bound <= poor.bound * (1 + 1e-6) + 1e-6
                assert rich.value.total <= poor.value.total * (1 + 1e-6) + 1e-6


def test_what_no_plan_with_more_goes_below_bounds_the_plan_with_less() -> None:
    poor, rich = (
        _planned(OF, is_searched=False),
        _planned(variant(OF, "budget=+5%").problem, is_searched=True),
    )
    assert poor.bound < rich.bound
    best, _ = levelled(poor, [(rich.problem, rich)])
    assert best.bound == rich.bound


def test_a_better_plan_of_a_variant_is_taken_over_and_a_worse_or_unsound_one_is_not() -> None:
    good = plan(OF, where="t")
    bad = replace(good, placing=months({"a": 2}), value=replace(good.value, exposure=good.value.exposure * 2))
    best, (other,) = levelled(bad, [(OF, good)])
    assert (best.placing, best.method, other) == (good.placing, "variant", good)
    poor = plan(variant(OF, "budget=-90%").problem, where="t")
    assert levelled(poor, [(OF, good)])[0].placing == poor.placing


def test_a_variant_whose_search_met_no_plan_does_what_another_does_where_that_is_sound() -> None:
    of = replace(OF, pins={"a": 0, "b": 2})
    good, richer = plan(of, where="t"), variant(of, "budget=+5%").problem
    poorer = variant(of, "hours=-100%").problem
    _, (found, nothing) = levelled(good, [(richer, None), (poorer, None)])
    assert found is not None
    assert (found.placing, found.problem, nothing) == (good.placing, richer, None)
    assert found.bound <= found.value.total


@pytest.mark.parametrize(
    ("text", "is_more"),
    [("budget=+1%", True), ("hours=+0", True), ("budget.2026=-1", False), ("budget=+50% hours=-1", False)],
)
def test_only_a_problem_with_at_least_as_much_of_all_is_eased(text: str, *, is_more: bool) -> None:
    assert is_eased(variant(OF, text).problem, OF) is is_more


def test_a_problem_that_differs_in_something_else_is_not_eased() -> None:
    assert not is_eased(replace(variant(OF, "budget=+20%").problem, carry=1.0), OF)
