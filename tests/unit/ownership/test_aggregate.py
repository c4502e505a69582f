"""The aggregate test: at least half, together, down the cascade."""

from datetime import date

import pytest

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership import PartyGraph, RelationAnswer, RelationCode, relate

DAY = date(2026, 11, 23)


def owns(holder: str, held: str, lowest: float, highest: float | None = None) -> Interest:
    return Interest(
        holder=holder,
        held=held,
        kind=InterestKind.SHAREHOLDING,
        share_min=lowest,
        share_max=lowest if highest is None else highest,
    )


def controls(holder: str, held: str) -> Interest:
    return Interest(holder=holder, held=held, kind=InterestKind.CONTROL)


def asked(party: str, *interests: Interest, named: tuple[str, ...] = ("x",)) -> RelationAnswer:
    graph = PartyGraph.of(interests)
    return relate(RelationTest.AGGREGATE_50, party=party, named=named, graph=graph, day=DAY)


@pytest.mark.parametrize(
    ("interests", "truth"),
    [
        # The first three are examples 1 to 3 of OFAC's FAQ 401, the others fall just short of them.
        ([owns("x", "a", 0.5), owns("a", "b", 0.5)], Truth.YES),
        ([owns("x", "a", 0.5), owns("x", "c", 0.5), owns("a", "b", 0.25), owns("c", "b", 0.25)], Truth.YES),
        ([owns("x", "a", 0.5), owns("x", "b", 0.1), owns("a", "b", 0.4)], Truth.YES),
        ([owns("x", "a", 0.5), owns("x", "c", 0.25), owns("a", "b", 0.25), owns("c", "b", 0.25)], Truth.NO),
        ([owns("x", "a", 0.25), owns("x", "c", 0.25), owns("a", "b", 0.5), owns("c", "b", 0.5)], Truth.NO),
    ],
)
def test_a_holding_counts_in_full_down_the_cascade(interests: list[Interest], truth: Truth) -> None:
    assert asked("b", *interests).truth is truth


def test_the_shares_of_several_named_parties_add_up() -> None:
    shares = (owns("x", "b", 0.2), owns("y", "b", 0.2), owns("z", "b", 0.1))
    assert asked("b", *shares, named=("x", "y")).truth is Truth.NO
    answer = asked("b", *shares, named=("x", "y", "z"))
    assert (answer.truth, answer.code) == (Truth.YES, RelationCode.AGGREGATE)
    assert {interest.holder for interest in answer.path} == {"x", "y", "z"}


def test_only_those_named_parties_are_given_that_have_a_part_in_it() -> None:
    answer = asked("b", owns("x", "a", 0.6), owns("a", "b", 0.6), owns("z", "c", 1.0), named=("z", "x"))
    assert answer.named == "x"


def test_a_share_that_may_lie_on_either_side_of_half_is_unknown() -> None:
    assert asked("ezviz", owns("x", "ezviz", 0.48, 0.51)).truth is Truth.UNKNOWN


def test_two_figures_for_one_holding_compete_and_are_not_added() -> None:
    assert asked("b", owns("x", "b", 0.48), owns("x", "b", 0.49)).truth is Truth.NO
    assert asked("b", owns("x", "b", 0.48), owns("x", "b", 0.51)).truth is Truth.UNKNOWN


def test_an_unknown_share_is_unknown_and_never_no() -> None:
    assert asked("b", owns("x", "b", 0.0, 1.0)).truth is Truth.UNKNOWN
    assert asked("b", controls("x", "b")).truth is Truth.UNKNOWN


def test_an_unknown_share_is_no_where_others_leave_it_no_room() -> None:
    assert asked("b", owns("x", "b", 0.0, 1.0), owns("other", "b", 0.6)).truth is Truth.NO
    assert asked("b", owns("x", "b", 0.0, 1.0), owns("other", "b", 0.5)).truth is Truth.UNKNOWN


def test_a_known_share_stands_beside_control() -> None:
    assert asked("b", owns("x", "b", 0.3), controls("x", "b")).truth is Truth.NO


def test_doubt_goes_on_down_the_cascade() -> None:
    answer = asked("c", owns("x", "a", 0.4, 0.6), owns("a", "b", 0.9), owns("b", "c", 0.9))
    assert answer.truth is Truth.UNKNOWN


def test_parties_that_own_each_other_end_in_an_answer() -> None:
    ring = (owns("a", "b", 0.6), owns("b", "c", 0.6), owns("c", "a", 0.4), owns("x", "a", 0.1))
    assert asked("c", *ring).truth is Truth.NO
    assert asked("c", *ring, owns("x", "b", 0.5)).truth is Truth.YES


def test_a_holding_that_has_ended_no_longer_counts() -> None:
    past = Interest(
        holder="x",
        held="b",
        kind=InterestKind.SHAREHOLDING,
        share_min=0.9,
        share_max=0.9,
        until=date(2026, 11, 23),
    )
    assert asked("b", past).truth is Truth.NO
    graph = PartyGraph.of([past])
    eve = relate(RelationTest.AGGREGATE_50, party="b", named=("x",), graph=graph, day=date(2026, 11, 22))
    assert eve.truth is Truth.YES
