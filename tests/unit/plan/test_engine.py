"""Does the engine keep to the constraints, find the best of small problems, and bound the rest?"""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from phaseout.plan.checker import violations
from phaseout.plan.clash import ClashError
from phaseout.plan.engine import plan
from phaseout.plan.problem import Problem, Site
from phaseout.plan.solving import bound
from plan_problems import best_by_force, package, problem, problems


@settings(max_examples=60, deadline=None)
@given(problems())
def test_brute_force_agrees_and_no_plan_is_below_the_bound(of: Problem) -> None:
    best, made = best_by_force(of), plan(of, where="t", moves=5)
    assert not violations(of, made.placing)
    assert made.is_optimal
    assert made.value.total == pytest.approx(best)
    assert made.bound == pytest.approx(best)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_both_relaxations_bound_the_best_plan_and_the_full_one_is_no_weaker(of: Problem) -> None:
    from phaseout.plan import solving

    full = bound(of)
    limit, solving.FULL_UP_TO = solving.FULL_UP_TO, 0
    try:
        quick = bound(of)
    finally:
        solving.FULL_UP_TO = limit
    assert full is not None
    assert quick is not None
    best = best_by_force(of)
    assert quick.value <= full.value + 1e-6
    assert full.value <= best + 1e-6


@settings(max_examples=40, deadline=None)
@given(problems(most=8))
def test_more_money_or_more_hours_never_worsen_the_bound(of: Problem) -> None:
    richer = replace(of, budgets=tuple(budget * 1.2 for budget in of.budgets))
    stronger = replace(of, crews={"k": tuple(hours + 5 for hours in of.crews["k"])})
    least = bound(of)
    assert least is not None
    for eased in (richer, stronger):
        better = bound(eased)
        assert better is not None
        assert better.value <= least.value + 1e-6


def test_the_same_problem_gives_the_same_plan() -> None:
    of = problem(*(package(f"p{n}", weight=float(n % 3 + 1)) for n in range(7)))
    assert plan(of, where="t").placing == plan(of, where="t").placing


def test_a_full_crew_is_named_as_the_reason() -> None:
    of = problem(package("a", weight=9.0, hours=20.0), package("b", hours=20.0))
    made = plan(of, where="t")
    assert made.placing == {"a": 0, "b": 1}
    assert [(h.code, h.named, h.months) for h in made.why["b"]] == [("crew", "k", (0,))]


def test_a_spent_budget_a_closed_window_a_lead_time_and_a_predecessor_are_named() -> None:
    closed = {"s": Site(is_open=(False, True, True))}
    of = problem(package("a", lead=2), package("b"), package("c"), sites=closed, before=(("a", "c"),))
    why = plan(of, where="t").why
    assert why["a"][0].code == "lead"
    assert why["b"][0].code == "window"
    assert why["c"][0].code == "precedence"
    poor = plan(problem(package("a"), budgets=(50.0, 100.0)), where="t")
    assert (poor.placing, poor.why["a"][0].code, poor.why["a"][0].named) == ({"a": 2}, "budget", "2026")


def test_money_carried_forward_is_spent_in_the_next_year() -> None:
    of = problem(package("a", cost=150.0), budgets=(100.0, 100.0), carry=0.5)
    assert plan(of, where="t").placing == {"a": 2}
    assert plan(replace(of, carry=0.4), where="t").placing == {}


def test_pins_that_cannot_hold_are_named_with_what_would_help() -> None:
    of = problem(
        package("a", hours=15.0), package("b", hours=15.0), package("c", hours=1.0),
        pins={"a": 0, "b": 0, "c": 0},
    )  # fmt: skip
    with pytest.raises(ClashError) as clash:
        plan(of, where="town.toml")
    assert "a in 2027-02, b in 2027-02" in clash.value.what
    assert "c in" not in clash.value.what
    assert "the hours of the crews" in str(clash.value.remedy)
    assert "budgets" not in str(clash.value.remedy)


def test_a_pin_is_kept_though_it_is_dearer() -> None:
    made = plan(problem(package("a", weight=9.0), pins={"a": 2}), where="t")
    assert made.placing == {"a": 2}
