"""Does the search judge a move rightly by its difference, and keep what it holds in step?"""

from dataclasses import replace

import pytest

from phaseout.plan.checker import violations
from phaseout.plan.listing import greedy_order, listed, ranked
from phaseout.plan.objective import value
from phaseout.plan.problem import Problem
from phaseout.plan.search import Search
from phaseout.plan.state import State
from plan_problems import package, problem, seeded


def _free(of: Problem) -> Problem:
    """Return a problem of which some plan is always sound."""
    return replace(of, pins={}, keeps_deadlines=False)


@pytest.mark.parametrize("seed", range(40))
def test_the_differences_add_up_to_what_the_plan_counts_and_what_is_taken_is_that_of_the_plan(
    seed: int,
) -> None:
    of = _free(seeded(seed))
    state = State(of)
    ranks = ranked(state)
    listed(state, ranks, greedy_order(of))
    before = value(of, state.placing()).total
    saved = Search(state, ranks).run(200)
    placing = state.placing()
    assert not violations(of, placing)
    assert value(of, placing).total == pytest.approx(before - saved)
    anew = State(of)
    anew.load(placing)
    assert (state.free, state.spent, state.visited) == (anew.free, anew.spent, anew.visited)


def test_a_package_in_the_way_is_pushed_into_another_month() -> None:
    of = problem(package("a", hours=15.0, weight=1.0), package("b", hours=15.0, weight=9.0))
    state = State(of)
    ranks = ranked(state)
    listed(state, ranks, [0, 1])
    assert {name: choice.month for name, choice in state.placing().items()} == {"a": 0, "b": 1}
    assert Search(state, ranks).run(50) == pytest.approx(8 * 28.0)
    assert {name: choice.month for name, choice in state.placing().items()} == {"a": 1, "b": 0}


def test_visits_are_brought_together() -> None:
    """Each of two packages alone counts more elsewhere; together they save a visit."""
    of = problem(
        package("a", site="r", hours=10.0), package("b", site="r", hours=10.0), package("c", hours=10.0, weight=2.0),
        terms=replace(problem().terms, per_visit=60.0),
    )  # fmt: skip
    state = State(of)
    ranks = ranked(state)
    listed(state, ranks, [0, 2, 1])
    Search(state, ranks).run(100)
    months = {name: choice.month for name, choice in state.placing().items()}
    assert months["a"] == months["b"]


def test_the_effort_is_counted_and_the_same_moves_give_the_same_plan() -> None:
    of = _free(seeded(3))
    plans = []
    for _ in range(2):
        state = State(of)
        ranks = ranked(state)
        listed(state, ranks, greedy_order(of))
        Search(state, ranks).run(77)
        plans.append(state.placing())
    assert plans[0] == plans[1]
