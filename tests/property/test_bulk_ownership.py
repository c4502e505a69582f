"""Does the closure over columns answer as the tests of one party do?"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership import PartyGraph, economic_share, relate
from phaseout.ownership.bulk import BulkGraph, InterestColumns, economic_shares, reach
from phaseout.ownership.bulk.reach import FAMILY_TESTS

PARTIES = ("x", "y", "a", "b", "c", "d", "e", "ministry", "bureau")
STATE = ("ministry", "bureau")
NUMBERS = {party: number for number, party in enumerate(PARTIES)}
SHARES = (0.0, 0.05, 0.1, 0.11, 0.25, 0.48, 0.5, 0.51, 0.75, 1.0)
ENDS = (None, date(2020, 1, 1), date(2022, 6, 1), date(2024, 1, 1))
TESTS = (RelationTest.NAMED_ONLY, RelationTest.AGGREGATE_50, *sorted(FAMILY_TESTS))
named_ones = st.sampled_from([("x",), ("x", "y"), ("ministry",), ("x", "ministry"), ("a", "b", "c")])
days = st.dates(min_value=date(2019, 1, 1), max_value=date(2025, 1, 1))


@st.composite
def interests(draw: st.DrawFn) -> Interest:
    lowest, highest = sorted(draw(st.tuples(st.sampled_from(SHARES), st.sampled_from(SHARES))))
    since, until = draw(st.sampled_from(ENDS)), draw(st.sampled_from(ENDS))
    return Interest(
        holder=draw(st.sampled_from(PARTIES)),
        held=draw(st.sampled_from(PARTIES)),
        kind=draw(st.sampled_from(InterestKind)),
        share_min=lowest,
        share_max=highest,
        since=since,
        until=until if until and (since is None or since < until) else None,
    )


def numbered(held: list[Interest]) -> BulkGraph:
    columns = InterestColumns.of(held, NUMBERS)
    return BulkGraph.of(columns, parties=len(PARTIES), state_bodies=[NUMBERS[party] for party in STATE])


@pytest.mark.parametrize("test", TESTS)
@settings(max_examples=80, deadline=None)
@given(st.lists(interests(), max_size=16), days, named_ones)
def test_everybody_is_reached_as_when_asked_alone(
    test: RelationTest, held: list[Interest], day: date, named: tuple[str, ...]
) -> None:
    found = reach(test, named=[NUMBERS[party] for party in named], graph=numbered(held), day=day)
    graph = PartyGraph.of(held, state_bodies=STATE)
    for party, number in NUMBERS.items():
        alone = relate(test, party=party, named=named, graph=graph, day=day).truth
        assert bool(found.certain[number]) == (alone is Truth.YES), (party, alone)
        assert bool(found.possible[number]) == (alone is not Truth.NO), (party, alone)


def test_of_shares_that_add_up_to_more_than_all_what_is_certain_is_possible_and_leads_on() -> None:
    held = [
        Interest(holder=holder, held=owned, kind=InterestKind.SHAREHOLDING, share_min=lowest, share_max=highest)
        for holder, owned, lowest, highest in (
            ("x", "y", 0.5, 0.5), ("a", "y", 0.75, 0.75), ("y", "b", 0.25, 0.5)
        )
    ]  # fmt: skip
    day, graph = date(2024, 6, 1), PartyGraph.of(held)
    found = reach(RelationTest.AGGREGATE_50, named=[NUMBERS["x"]], graph=numbered(held), day=day)
    told = {
        party: relate(RelationTest.AGGREGATE_50, party=party, named=("x",), graph=graph, day=day).truth
        for party in ("y", "b", "a")
    }
    assert told == {"y": Truth.YES, "b": Truth.UNKNOWN, "a": Truth.NO}
    assert {party: bool(found.certain[NUMBERS[party]]) for party in told} == {
        "y": True,
        "b": False,
        "a": False,
    }
    assert {party: bool(found.possible[NUMBERS[party]]) for party in told} == {
        "y": True,
        "b": True,
        "a": False,
    }


@settings(max_examples=80, deadline=None)
@given(st.lists(interests(), max_size=16), days, named_ones)
def test_everybody_is_owned_economically_as_when_asked_alone(
    held: list[Interest], day: date, named: tuple[str, ...]
) -> None:
    found = economic_shares(owners=[NUMBERS[party] for party in named], graph=numbered(held), day=day)
    graph = PartyGraph.of(held)
    for party, number in NUMBERS.items():
        alone = economic_share(party=party, owners=named, graph=graph, day=day)
        both = (found.lowest[number], found.highest[number])
        assert both == pytest.approx((alone.lowest, alone.highest), abs=1e-9), party


def test_a_test_of_countries_is_refused() -> None:
    with pytest.raises(ValueError, match="law-of-country asks for more than interests"):
        reach(RelationTest.LAW_OF_COUNTRY, named=[0], graph=numbered([]), day=date(2026, 11, 23))
