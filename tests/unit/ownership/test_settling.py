"""Are the interests named that would settle an open relation, and no others?"""

from datetime import date

import pytest

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership import PartyGraph, relate
from phaseout.ownership.settling import settling

DAY = date(2026, 11, 23)
HALF = RelationTest.AGGREGATE_50
CONTROL = RelationTest.CONTROL
AFFILIATE = RelationTest.SUBSIDIARY_OR_AFFILIATE


def owns(holder: str, held: str, low: float, high: float | None = None) -> Interest:
    return Interest(
        holder=holder,
        held=held,
        kind=InterestKind.SHAREHOLDING,
        share_min=low,
        share_max=low if high is None else high,
    )


def holds(kind: InterestKind, holder: str, held: str) -> Interest:
    return Interest(holder=holder, held=held, kind=kind)


def asked(
    test: RelationTest, *interests: Interest, named: tuple[str, ...] = ("x",)
) -> tuple[list[tuple[str, str]], bool]:
    graph = PartyGraph.of(interests)
    assert relate(test, party="p", named=named, graph=graph, day=DAY).truth is Truth.UNKNOWN
    found = settling(test, party="p", named=named, graph=graph, day=DAY)
    return [(i.holder, i.held) for i in found.interests], found.is_one_enough


def test_a_share_on_either_side_of_half_settles_it() -> None:
    assert asked(HALF, owns("x", "p", 0.48, 0.51)) == ([("x", "p")], True)
    assert asked(HALF, owns("x", "p", 0.48), owns("x", "p", 0.51)) == ([("x", "p")], True)


def test_a_share_further_up_the_chain_settles_it() -> None:
    assert asked(HALF, owns("x", "a", 0.4, 0.6), owns("a", "p", 0.9)) == ([("x", "a")], True)


def test_only_the_share_that_can_turn_the_answer_is_named() -> None:
    found = asked(HALF, owns("x", "p", 0.3, 0.6), owns("y", "p", 0.01, 0.02), named=("x", "y"))
    assert found == ([("x", "p")], True)


def test_shares_that_settle_it_only_together_are_all_named() -> None:
    found = asked(
        HALF,
        owns("x", "p", 0.2, 0.28),
        owns("y", "p", 0.2, 0.28),
        owns("z", "p", 0.0, 0.05),
        named=("x", "y", "z"),
    )
    assert found == ([("x", "p"), ("y", "p"), ("z", "p")], False)


def test_control_without_a_share_leaves_the_share_to_be_found() -> None:
    assert asked(HALF, holds(InterestKind.CONTROL, "x", "p")) == ([("x", "p")], True)
    beside = (holds(InterestKind.CONTROL, "x", "p"), owns("x", "p", 0.4, 0.6))
    assert asked(HALF, *beside) == ([("x", "p")], True)


def test_what_a_link_is_settles_a_test_of_control() -> None:
    assert asked(CONTROL, holds(InterestKind.LINKED, "x", "p")) == ([("x", "p")], True)
    assert asked(CONTROL, holds(InterestKind.INFLUENCE, "x", "p")) == ([("x", "p")], True)


def test_ties_through_a_common_owner_are_looked_at_too() -> None:
    sisters = (owns("top", "x", 0.4, 0.7), holds(InterestKind.CONTROL, "top", "p"))
    assert asked(AFFILIATE, *sisters) == ([("top", "x")], True)


def test_strangers_are_left_alone() -> None:
    interests = (owns("x", "p", 0.4, 0.6), owns("other", "p", 0.0, 0.3), owns("x", "q", 0.0, 1.0))
    assert asked(HALF, *interests) == ([("x", "p")], True)


@pytest.mark.parametrize(
    "interests",
    [
        (owns("x", "p", 0.3),),
        (Interest(holder="x", held="p", kind=InterestKind.CONTROL, until=date(2026, 1, 1)),),
    ],
)
def test_nothing_is_named_where_no_interest_is_open(interests: tuple[Interest, ...]) -> None:
    assert asked(AFFILIATE, *interests) == ([], False)
