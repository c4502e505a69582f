"""Does the engine keep to the constraints, find the best of small problems, and bound the rest?"""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from phaseout.plan import engine, solving
from phaseout.plan.checker import violations
from phaseout.plan.clash import ClashError
from phaseout.plan.constraint import constraints
from phaseout.plan.engine import plan
from phaseout.plan.linear import all_options
from phaseout.plan.problem import Isolation, Problem, Site, Terms
from phaseout.plan.solving import Verdict, bound, exact
from phaseout.report.clash_text import clash_words
from phaseout.report.language import Language
from plan_problems import best_by_force, months, package, problem, problems, seeded

SEEDS = 120


@pytest.mark.parametrize("seed", range(SEEDS))
def test_brute_force_agrees(seed: int) -> None:
    of = seeded(seed)
    best = best_by_force(of)
    if best is None:
        with pytest.raises(ClashError) as clash:
            plan(of, where="t", moves=5)
        assert clash.value.clash.smallest
        return
    made = plan(of, where="t", moves=5)
    assert not violations(of, made.placing)
    assert made.is_optimal
    assert made.value.total == pytest.approx(best)
    assert made.bound == pytest.approx(best)


def test_the_instances_that_are_tried_by_force_have_every_kind_of_constraint_and_end_each_way() -> None:
    tried = [seeded(seed) for seed in range(SEEDS)]
    kinds = {one.kind for of in tried for one in constraints(of)}
    assert kinds == {"crew", "budget", "window", "continuity", "lead", "before", "deadline", "pin"}
    assert {len(of.packages) for of in tried} == set(range(1, 9))
    chosen = [choice for of in tried for choice in (exact(of).placing or {}).values()]
    assert {choice.way for choice in chosen} == {"at-once", "cameras-first", "remove"}
    assert any(choice.isolated is not None for choice in chosen)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_both_relaxations_bound_the_best_plan_and_the_full_one_is_no_weaker(of: Problem) -> None:
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


@settings(max_examples=40, deadline=None)
@given(problems(most=8))
def test_keeping_deadlines_never_betters_the_bound_and_later_ones_never_worsen_it(of: Problem) -> None:
    least = bound(of)
    assert least is not None
    kept = bound(replace(of, keeps_deadlines=True))
    assert kept is None or kept.value >= least.value - 1e-6
    never = bound(replace(of, packages=tuple(replace(one, due=None) for one in of.packages)))
    assert never is not None
    assert never.value <= least.value + 1e-6


@pytest.mark.parametrize("seed", range(12))
def test_more_ways_and_isolation_never_worsen_the_best_plan(seed: int) -> None:
    of = replace(seeded(seed), pins={}, keeps_deadlines=False)
    bare = replace(of, packages=tuple(replace(one, others=(), isolation=None) for one in of.packages))
    best, with_less = exact(of), exact(bare)
    assert (best.verdict, with_less.verdict) == (Verdict.BEST, Verdict.BEST)
    assert best.bound <= with_less.bound + 1e-6


def test_the_same_problem_gives_the_same_plan() -> None:
    of = problem(*(package(f"p{n}", weight=float(n % 3 + 1)) for n in range(7)))
    assert plan(of, where="t").placing == plan(of, where="t").placing


def test_a_full_crew_is_named_as_the_reason() -> None:
    of = problem(package("a", weight=9.0, hours=20.0), package("b", hours=20.0))
    made = plan(of, where="t")
    assert made.placing == months({"a": 0, "b": 1})
    assert [(h.code, h.named, h.months) for h in made.why["b"]] == [("crew", "k", (0,))]


def test_a_spent_budget_a_closed_window_a_lead_time_and_a_predecessor_are_named() -> None:
    closed = {"s": Site(is_open=(False, True, True))}
    of = problem(package("a", lead=2), package("b"), package("c"), sites=closed, before=(("a", "c"),))
    why = plan(of, where="t").why
    assert why["a"][0].code == "lead"
    assert why["b"][0].code == "window"
    assert why["c"][0].code == "precedence"
    poor = plan(problem(package("a"), budgets=(50.0, 100.0)), where="t")
    assert (poor.placing, poor.why["a"][0].code, poor.why["a"][0].named) == (
        months({"a": 2}),
        "budget",
        "2026",
    )


def test_money_carried_forward_is_spent_in_the_next_year() -> None:
    of = problem(package("a", cost=150.0), budgets=(100.0, 100.0), carry=0.5)
    assert plan(of, where="t").placing == months({"a": 2})
    assert plan(replace(of, carry=0.4), where="t").placing == {}


def test_pins_that_cannot_hold_are_named_with_what_would_help() -> None:
    of = problem(
        package("a", hours=15.0), package("b", hours=15.0), package("c", hours=1.0),
        pins={"a": 0, "b": 0, "c": 0},
    )  # fmt: skip
    with pytest.raises(ClashError) as clash:
        plan(of, where="town.toml")
    what, remedy = clash_words(clash.value.clash, Language("en"))
    assert what.endswith("hours of crew k in 2027-02; pin of a in 2027-02; pin of b in 2027-02")
    assert "relax: 11 h more of crew k in 2027-02" in remedy
    assert "taken to cost 1,100.00" in remedy


def test_a_pin_is_kept_though_it_is_dearer() -> None:
    made = plan(problem(package("a", weight=9.0), pins={"a": 2}), where="t")
    assert made.placing == months({"a": 2})


def _large(count: int) -> Problem:
    """A problem too large for the search for the best plan, with all kinds of what must be kept."""
    months = tuple(date(2027 + (3 + n) // 12, (3 + n) % 12 + 1, 1) for n in range(12))
    packages = [
        package(
            f"p{n:03}", hours=float(3 + n % 7), cost=100.0 + n, weight=float(1 + n * 7 % 10), site="sr"[n % 2],
            lead=n % 3, due=months[9] if n % 5 == 0 else None,
            isolation=Isolation(cost=10.0, share=0.5, months=4) if n % 4 == 0 else None,
        )
        for n in range(count)
    ]  # fmt: skip
    return problem(
        *packages, months=months, days=(30,) * 12, year_of=(0,) * 9 + (1,) * 3, budgets=(70.0 * count, 30.0 * count),
        carry=0.1, crews={"k": (count * 0.6,) * 12}, keeps_deadlines=True, pins={"p007": 6},
        sites={"s": Site(is_open=(True,) * 6 + (False,) * 3 + (True,) * 3, most_down=9), "r": Site(visit=50.0, is_open=(True,) * 12)},
        before=(("p011", "p005"), ("p013", "p010")), terms=Terms(per_visit=2.0),
    )  # fmt: skip


def _with_visits(count: int) -> Problem:
    """A programme whose money does not reach for all, where who goes to fewer sites a month saves for one more."""
    draw = random.Random(1)
    months = tuple(date(2026 + (11 + n) // 12, (11 + n) % 12 + 1, 1) for n in range(24))
    sites = {
        f"s{site}": Site(visit=draw.choice((0.0, 400.0)), is_open=tuple(n != 4 or draw.random() < 0.9 for n in range(24)))
        for site in range(7)
    }  # fmt: skip
    packages = [
        package(f"p{n:02}", site=f"s{draw.randrange(7)}", hours=2.3, cost=1050.0, weight=draw.choice((10.0, 20.0, 22.5)))
        for n in range(count)
    ]  # fmt: skip
    return problem(
        *packages, months=months, days=(30,) * 24, year_of=(0,) * 4 + (1,) * 12 + (2,) * 8, sites=sites,
        years=("2026", "2027", "2028"), budgets=(525.0 * count, 210.0 * count, 210.0 * count), carry=0.05,
        crews={"k": (2.3 / 8 * count,) * 24}, terms=Terms(per_visit=5.0, per_change=50.0),
    )  # fmt: skip


def test_of_a_hundred_packages_the_best_plan_is_looked_for_too(monkeypatch: pytest.MonkeyPatch) -> None:
    of = _with_visits(20)
    assert sum(map(len, all_options(of))) > solving.ALL_NODES_UP_TO
    made = plan(of, where="t")
    monkeypatch.setattr(engine, "EXACT_UP_TO", 0)
    searched = plan(of, where="t")
    assert made.bound > searched.bound
    assert made.value.total < searched.value.total * 0.99


def test_a_large_problem_is_planned_soundly_better_than_by_orders_alone_and_above_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "EXACT_UP_TO", 0)
    of = _large(60)
    orders, searched = plan(of, where="t", moves=0), plan(of, where="t", moves=4000)
    assert not searched.is_optimal
    assert searched.bound <= searched.value.total < orders.value.total
    for one in of.packages:
        if of.must(one):
            assert searched.choice(one.id).month is not None
