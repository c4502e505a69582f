"""Many parties at once: the law cases of one party, and what only columns can get wrong."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership import PartyGraph
from phaseout.ownership.bulk import BulkGraph, InterestColumns, economic_shares, reach
from phaseout.ownership.bulk.columns import ALWAYS, NEVER
from phaseout.ownership.bulk.reach import FAMILY_TESTS
from phaseout.register.relation_cases import RelationCase, read_relation_cases

REGISTER = Path(__file__).parents[3] / "register"
TESTS = {RelationTest.NAMED_ONLY, RelationTest.AGGREGATE_50, *FAMILY_TESTS}
CASES = [case for case in read_relation_cases(REGISTER) if case.graph and case.test in TESTS]
DAY = date(2026, 11, 23)


def numbered(graph: PartyGraph) -> tuple[BulkGraph, dict[str, int]]:
    interests = [interest for held in graph.holders.values() for interest in held]
    parties = (
        {party for i in interests for party in (i.holder, i.held)} | graph.state_bodies | set(graph.countries)
    )
    numbers = {party: number for number, party in enumerate(sorted(parties))}
    columns = InterestColumns.of(interests, numbers)
    states = [numbers[party] for party in graph.state_bodies]
    return BulkGraph.of(columns, parties=len(numbers), state_bodies=states), numbers


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_law_case_is_answered_alike_among_many(case: RelationCase) -> None:
    assert case.graph is not None
    graph, numbers = numbered(case.graph)
    named = [numbers[party] for party in case.named]
    found = reach(case.test, named=named, graph=graph, day=case.as_of)
    number = numbers[case.party]
    assert bool(found.certain[number]) == (case.truth is Truth.YES), case.where
    assert bool(found.possible[number]) == (case.truth is not Truth.NO), case.where
    if case.economic is not None:
        shares = economic_shares(owners=named, graph=graph, day=case.as_of)
        expected = (case.economic.lowest, case.economic.highest)
        assert (shares.lowest[number], shares.highest[number]) == pytest.approx(expected)


def owns(holder: int, held: int, lowest: float, highest: float) -> Interest:
    return Interest(
        holder=str(holder),
        held=str(held),
        kind=InterestKind.SHAREHOLDING,
        share_min=lowest,
        share_max=highest,
    )


def graph_of(*interests: Interest, parties: int) -> BulkGraph:
    columns = InterestColumns.of(interests, {str(n): n for n in range(parties)})
    return BulkGraph.of(columns, parties=parties)


def test_a_long_chain_is_followed_to_its_end() -> None:
    chain = graph_of(*(owns(n, n + 1, 0.6, 0.6) for n in range(300)), parties=301)
    for test in (RelationTest.AGGREGATE_50, RelationTest.CONTROL):
        assert reach(test, named=[0], graph=chain, day=DAY).certain.all()


def test_a_party_that_comes_late_makes_room_for_another() -> None:
    # 3 has no room for 0 until 1, which certainly owns more than half of it, is found to be owned itself.
    graph = graph_of(
        owns(0, 3, 0.0, 0.45), owns(1, 3, 0.6, 0.6), owns(0, 2, 1.0, 1.0), owns(2, 1, 0.5, 0.5), parties=4
    )
    assert reach(RelationTest.AGGREGATE_50, named=[0], graph=graph, day=DAY).possible.all()


def test_nobody_named_and_nobody_tied_reach_nobody() -> None:
    graph = graph_of(parties=3)
    for test in TESTS:
        assert not reach(test, named=[], graph=graph, day=DAY).possible.any()
        assert reach(test, named=[1], graph=graph, day=DAY).possible.tolist() == [False, True, False]
    shares = economic_shares(owners=[1], graph=graph, day=DAY)
    assert shares.highest.tolist() == [0.0, 1.0, 0.0]


def test_columns_hold_open_ends_as_days_that_never_come() -> None:
    interests = [
        owns(0, 1, 0.2, 0.4),
        Interest(holder="1", held="0", kind=InterestKind.LINKED, since=DAY, until=DAY),
    ]
    columns = InterestColumns.of(interests, {"0": 0, "1": 1})
    assert len(columns) == 2
    assert columns.since.tolist() == [ALWAYS, DAY.toordinal()]
    assert columns.until.tolist() == [NEVER, DAY.toordinal()]
    assert columns.holder.dtype == np.int32
