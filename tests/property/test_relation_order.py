"""Which relation tests are narrower than which? Proven both ways: never more, and more somewhere.

Whom a narrower test reaches for certain, a wider one reaches for certain; whom it may reach, the wider one
may reach. The two orders are not the same: a link may be anything, so "linked" may reach whomever any test
may reach, but is certain only of subsidiaries.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.knowledge import world_of
from phaseout.ownership import PartyGraph, relate
from phaseout.register import Register

DAY = date(2026, 11, 23)
NAMED = RelationTest.NAMED_ONLY
HALF = RelationTest.AGGREGATE_50
CONTROL = RelationTest.CONTROL
INFLUENCE = RelationTest.CONTROL_OR_INFLUENCE
AFFILIATE = RelationTest.SUBSIDIARY_OR_AFFILIATE
TENTH = RelationTest.SHARE_OVER_10
LINKED = RelationTest.LINKED_UNDEFINED
AT_HOME = RelationTest.FOREIGN_AFFILIATES_EXCLUDED
TESTS = (NAMED, HALF, CONTROL, INFLUENCE, AFFILIATE, TENTH, LINKED, AT_HOME)
EVERY = frozenset(TESTS)

CERTAINLY: dict[RelationTest, frozenset[RelationTest]] = {
    NAMED: EVERY,
    AT_HOME: EVERY,
    CONTROL: frozenset({INFLUENCE, AFFILIATE, TENTH, LINKED}),
    AFFILIATE: frozenset({TENTH, LINKED}),
    LINKED: frozenset({AFFILIATE, TENTH}),
    HALF: frozenset(),
    INFLUENCE: frozenset(),
    TENTH: frozenset(),
}
"""Test → the tests that are certain of everybody it is certain of."""
POSSIBLY: dict[RelationTest, frozenset[RelationTest]] = {
    NAMED: EVERY,
    CONTROL: frozenset({INFLUENCE, AFFILIATE, TENTH, LINKED}),
    INFLUENCE: frozenset({CONTROL, AFFILIATE, TENTH, LINKED}),
    AFFILIATE: frozenset({TENTH, LINKED}),
    TENTH: frozenset({AFFILIATE, LINKED}),
    HALF: frozenset({LINKED}),
    AT_HOME: frozenset({LINKED}),
    LINKED: frozenset(),
}
"""Test → the tests that may reach everybody it may reach."""

PARTIES = ("x", "y", "a", "b", "c", "d", "state")
SHARES = (0.0, 0.05, 0.1, 0.11, 0.25, 0.48, 0.5, 0.51, 0.75, 1.0)
ENDS = (None, date(2020, 1, 1), date(2022, 6, 1), date(2024, 1, 1))
Reached = dict[RelationTest, dict[str, Truth]]


@st.composite
def interests(draw: st.DrawFn) -> Interest:
    holder, held = draw(st.permutations(PARTIES))[:2]
    lowest, highest = sorted(draw(st.tuples(st.sampled_from(SHARES), st.sampled_from(SHARES))))
    since, until = draw(st.sampled_from(ENDS)), draw(st.sampled_from(ENDS))
    return Interest(
        holder=holder,
        held=held,
        kind=draw(st.sampled_from(InterestKind)),
        share_min=lowest,
        share_max=highest,
        since=since,
        until=until if until and (since is None or since < until) else None,
    )


def reached(graph: PartyGraph, parties: tuple[str, ...], named: tuple[str, ...], day: date) -> Reached:
    return {
        test: {
            party: relate(test, party=party, named=named, graph=graph, day=day, home="CA").truth
            for party in parties
        }
        for test in TESTS
    }


def exceeding(found: Reached, narrow: RelationTest, wide: RelationTest) -> tuple[set[str], set[str]]:
    """Return whom the narrow test reaches and the wide one does not: for certain, and possibly."""
    sure = {p for p, truth in found[narrow].items() if truth is Truth.YES and found[wide][p] is not Truth.YES}
    may = {p for p, truth in found[narrow].items() if truth is not Truth.NO and found[wide][p] is Truth.NO}
    return sure, may


def assert_in_order(found: Reached) -> None:
    for narrow, wide in permutations(TESTS, 2):
        sure, may = exceeding(found, narrow, wide)
        if wide in CERTAINLY[narrow]:
            assert not sure, (narrow, wide)
        if wide in POSSIBLY[narrow]:
            assert not may, (narrow, wide)


@given(
    st.lists(interests(), max_size=10),
    st.dates(min_value=date(2018, 1, 1), max_value=date(2026, 1, 1)),
    st.dictionaries(st.sampled_from(PARTIES), st.sampled_from(("CA", "CN"))),
    st.sampled_from([("x",), ("x", "y"), ("state",), ("x", "state")]),
)
def test_a_narrower_test_never_reaches_more(
    held: list[Interest], day: date, countries: dict[str, str], named: tuple[str, ...]
) -> None:
    graph = PartyGraph.of(held, countries=countries, state_bodies=("state",))
    assert_in_order(reached(graph, PARTIES, named, day))


@cache
def register() -> Register:
    return Register.open()


def listings() -> Iterator[tuple[str, ...]]:
    coverages = (coverage for measure in register().measures.values() for coverage in measure.covers)
    yield from dict.fromkeys(c.named for c in coverages if set(c.named) <= set(register().parties))


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2022, 11, 23), date(2022, 12, 28), DAY])
def test_nor_does_it_among_the_parties_of_the_register(day: date) -> None:
    graph = world_of(register()).graph
    for named in listings():
        assert_in_order(reached(graph, tuple(register().parties), named, day))


def holds(kind: InterestKind, holder: str, held: str, until: date | None = None) -> Interest:
    return Interest(holder=holder, held=held, kind=kind, until=until)


def owns(holder: str, held: str, share: float) -> Interest:
    return Interest(
        holder=holder, held=held, kind=InterestKind.SHAREHOLDING, share_min=share, share_max=share
    )


EXAMPLES: dict[str, tuple[Interest, ...]] = {
    "five listed owners of a tenth": tuple(owns(f"x{n}", "p", 0.1) for n in range(5)),
    "half": (owns("x", "p", 0.5),),
    "a third": (owns("x", "p", 0.33),),
    "a twentieth": (owns("x", "p", 0.05),),
    "control": (holds(InterestKind.CONTROL, "x", "p"),),
    "control beside a known minority": (holds(InterestKind.CONTROL, "x", "p"), owns("x", "p", 0.3)),
    "influence": (holds(InterestKind.INFLUENCE, "x", "p"),),
    "influence beside a known minority": (holds(InterestKind.INFLUENCE, "x", "p"), owns("x", "p", 0.3)),
    "a sister": (holds(InterestKind.CONTROL, "top", "x"), holds(InterestKind.CONTROL, "top", "p")),
    "a sold subsidiary": (holds(InterestKind.CONTROL, "x", "p", until=DAY),),
}
"""Worlds in which some test reaches p and another does not; p is at home or abroad."""


def worlds() -> Iterator[Reached]:
    named = ("x", *(f"x{n}" for n in range(5)))
    for held in EXAMPLES.values():
        for country in ("CA", "CN"):
            yield reached(PartyGraph.of(held, countries={"p": country}), ("p",), named, DAY)


@pytest.mark.parametrize(("narrow", "wide"), list(permutations(TESTS, 2)))
def test_every_other_pair_of_tests_is_told_apart_by_an_example(
    narrow: RelationTest, wide: RelationTest
) -> None:
    beyond = [exceeding(found, narrow, wide) for found in worlds()]
    assert any(sure for sure, _ in beyond) == (wide not in CERTAINLY[narrow])
    assert any(may for _, may in beyond) == (wide not in POSSIBLY[narrow])
