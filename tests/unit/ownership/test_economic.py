"""The economic share: multiplied down the chain, with bounds and with cycles."""

from datetime import date
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership import PartyGraph, Share, economic_share, relate

DAY = date(2026, 11, 23)


def owns(holder: str, held: str, lowest: float, highest: float | None = None) -> Interest:
    return Interest(
        holder=holder,
        held=held,
        kind=InterestKind.SHAREHOLDING,
        share_min=lowest,
        share_max=lowest if highest is None else highest,
    )


def held(party: str, *interests: Interest, owners: tuple[str, ...] = ("x",)) -> tuple[float, float]:
    share = economic_share(party=party, owners=owners, graph=PartyGraph.of(interests), day=DAY)
    return share.lowest, share.highest


def exactly(share: float) -> object:
    return pytest.approx((share, share))


def test_half_of_a_half_is_a_quarter_although_the_cascade_says_yes() -> None:
    chain = (owns("x", "a", 0.5), owns("a", "b", 0.5))
    assert held("b", *chain) == exactly(0.25)
    cascade = relate(RelationTest.AGGREGATE_50, party="b", named=("x",), graph=PartyGraph.of(chain), day=DAY)
    assert cascade.truth is Truth.YES


def test_small_holdings_along_many_ways_make_more_than_half_although_the_cascade_says_no() -> None:
    ways = [
        interest for way in ("a", "b", "c", "d") for interest in (owns("x", way, 0.49), owns(way, "p", 0.2))
    ]
    interests = (*ways, owns("x", "p", 0.2))
    assert held("p", *interests) == exactly(0.592)
    cascade = relate(
        RelationTest.AGGREGATE_50, party="p", named=("x",), graph=PartyGraph.of(interests), day=DAY
    )
    assert cascade.truth is Truth.NO


def test_ways_and_owners_add_up() -> None:
    ways = (owns("x", "a", 0.4), owns("a", "p", 0.5), owns("x", "p", 0.1), owns("y", "p", 0.2))
    assert held("p", *ways) == exactly(0.3)
    assert held("p", *ways, owners=("x", "y")) == exactly(0.5)


def test_an_owner_holds_all_of_itself_and_nothing_of_strangers() -> None:
    assert held("x", owns("y", "x", 0.9)) == (1.0, 1.0)
    assert held("p", owns("y", "p", 0.9)) == (0.0, 0.0)


def test_what_an_owner_holds_through_another_owner_is_not_counted_twice() -> None:
    both = (owns("x", "y", 1.0), owns("y", "p", 0.6), owns("x", "p", 0.3))
    assert held("p", *both, owners=("x", "y")) == exactly(0.9)


def test_companies_that_hold_each_other_pass_on_what_their_owner_has_of_both() -> None:
    ring = (owns("x", "a", 0.5), owns("b", "a", 0.5), owns("a", "b", 0.5))
    assert held("a", *ring) == exactly(2 / 3)
    assert held("b", *ring) == exactly(1 / 3)


def test_own_shares_of_a_company_belong_to_its_owners() -> None:
    assert held("a", owns("a", "a", 0.2), owns("x", "a", 0.4)) == exactly(0.5)


def test_a_ring_that_owns_itself_wholly_belongs_to_nobody_outside() -> None:
    ring = (owns("a", "b", 1.0), owns("b", "a", 1.0), owns("a", "p", 1.0))
    assert held("p", *ring, owns("x", "q", 1.0)) == (0.0, 0.0)


def test_a_ring_that_owns_itself_almost_wholly_is_solved_exactly() -> None:
    ring = (owns("a", "b", 1.0), owns("b", "a", 0.9999999), owns("x", "a", 0.0000001))
    assert held("b", *ring) == pytest.approx((1.0, 1.0), abs=1e-6)


def test_an_unknown_share_is_anything_that_others_leave_room_for() -> None:
    assert held("p", owns("x", "p", 0.0, 1.0)) == (0.0, 1.0)
    assert held("p", owns("x", "p", 0.0, 1.0), owns("z", "p", 0.7)) == pytest.approx((0.0, 0.3))
    assert held("p", owns("x", "p", 0.2, 0.4), owns("z", "p", 0.3, 0.9)) == pytest.approx((0.2, 0.4))


def test_control_without_a_share_leaves_the_share_open() -> None:
    control = Interest(holder="x", held="p", kind=InterestKind.CONTROL)
    assert held("p", control) == (0.0, 1.0)
    assert held("p", control, owns("x", "p", 0.3)) == exactly(0.3)


def test_shares_that_are_open_lie_with_the_holder_that_passes_most_on() -> None:
    mixed = (owns("a", "p", 0.0, 1.0), owns("b", "p", 0.0, 1.0), owns("x", "a", 0.5), owns("x", "b", 0.2))
    assert held("p", *mixed) == pytest.approx((0.0, 0.5))


def test_an_open_ring_may_pass_everything_on_and_need_not() -> None:
    ring = (owns("a", "b", 0.0, 1.0), owns("b", "a", 0.0, 1.0), owns("x", "a", 0.0, 0.4))
    assert held("b", *ring) == pytest.approx((0.0, 1.0))


def test_figures_that_add_up_to_more_than_the_whole_are_cut_back() -> None:
    assert held("p", owns("x", "p", 0.9), owns("y", "p", 0.9)) == exactly(0.5)


def test_what_has_ended_or_not_begun_does_not_count() -> None:
    past = Interest(
        holder="x", held="p", kind=InterestKind.SHAREHOLDING, share_min=0.5, share_max=0.5, until=DAY
    )
    assert held("p", past) == (0.0, 0.0)


def test_a_chain_of_two_thousand_companies_ends_in_an_answer() -> None:
    chain = [owns(f"c{n}", f"c{n + 1}", 0.0, 1.0) for n in range(2000)]
    assert held("c2000", *chain, owners=("c0",)) == (0.0, 1.0)


PARTIES = ("x", "a", "b", "c")
BOUNDS = (0.0, 0.2, 0.5, 0.8, 1.0)
Table = dict[tuple[str, str], tuple[float, float]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Return (holder, held) → bounds, such that the lowest of a party's holders are at most the whole."""
    table: Table = {}
    for held_party in ("a", "b", "c"):
        left = 1.0
        for holder in draw(st.lists(st.sampled_from(PARTIES), unique=True, max_size=3)):
            low = draw(st.sampled_from([share for share in BOUNDS if share <= left + 1e-9]))
            left -= low
            table[holder, held_party] = (low, draw(st.sampled_from([s for s in BOUNDS if s >= low])))
    return table


def of(table: Table) -> Share:
    interests = [owns(holder, held, low, high) for (holder, held), (low, high) in table.items()]
    return economic_share(party="c", owners=("x",), graph=PartyGraph.of(interests), day=DAY)


def by_steps(shares: dict[tuple[str, str], float]) -> float:
    """Return the share of x in c by following 2^14 steps up the chain, which solves nothing."""
    step = [[float(h == i) if h == "x" else shares.get((i, h), 0.0) for i in PARTIES] for h in PARTIES]
    for _ in range(14):
        step = [[sum(step[h][k] * step[k][i] for k in range(4)) for i in range(4)] for h in range(4)]
    return step[PARTIES.index("c")][PARTIES.index("x")]


@settings(max_examples=100, deadline=None)
@given(tables())
def test_the_bounds_hold_for_every_division_and_are_met_by_some(table: Table) -> None:
    share = of(table)
    reached = [by_steps(division) for division in corners(table)]
    assert share.lowest == pytest.approx(by_steps({k: low for k, (low, _) in table.items()}), abs=1e-6)
    assert share.highest == pytest.approx(max(reached), abs=1e-6)


def corners(table: Table) -> list[dict[tuple[str, str], float]]:
    """Return every division that fills the room of each party in some order of its holders."""
    orders = (permutations(key for key in table if key[1] == held) for held in ("a", "b", "c"))
    fills = ([filled(table, order) for order in of_one] for of_one in orders)
    return [a | b | c for a, b, c in product(*fills)]


def filled(table: Table, order: tuple[tuple[str, str], ...]) -> dict[tuple[str, str], float]:
    room = max(0.0, 1.0 - sum(table[key][0] for key in order))
    shares = {}
    for key in order:
        low, high = table[key]
        more = min(room, high - low)
        shares[key] = low + more
        room -= more
    return shares
