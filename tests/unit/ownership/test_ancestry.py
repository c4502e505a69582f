"""Is the tree above a party whole, finite and marked?"""

from dataclasses import replace
from datetime import date

import pytest

from phaseout.domain.cite import Cite, EvidenceGrade
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership import PartyGraph, Share
from phaseout.ownership.ancestry import Owner, Place, everyone_above, owners_above, unrecorded
from phaseout.ownership.standing import standings

DAY = date(2026, 11, 23)


def owns(holder: str, held: str, low: float, high: float | None = None, **days: date) -> Interest:
    return Interest(
        holder=holder,
        held=held,
        kind=InterestKind.SHAREHOLDING,
        share_min=low,
        share_max=low if high is None else high,
        **days,
    )


def controls(holder: str, held: str) -> Interest:
    return Interest(holder=holder, held=held, kind=InterestKind.CONTROL)


def tree(*interests: Interest) -> Owner:
    return owners_above("p", PartyGraph.of(interests), DAY)


def shape(owner: Owner) -> object:
    """Return the tree as nested lists of names, with the mark of whatever is not simply here."""
    mark = "" if owner.place is Place.HERE else f" ({owner.place.value})"
    return [f"{owner.party}{mark}", *map(shape, owner.above)]


def test_owners_stand_above_those_they_own_the_greatest_first() -> None:
    found = tree(owns("a", "p", 0.2), owns("b", "p", 0.6), controls("top", "b"))
    assert shape(found) == ["p", ["b", ["top"]], ["a"]]


def test_all_that_one_holder_holds_stands_at_one_place() -> None:
    (holder,) = tree(controls("a", "p"), owns("a", "p", 0.48), owns("a", "p", 0.51)).above
    assert [(i.kind.value, i.share_min) for i in holder.interests] == [
        ("shareholding", 0.51), ("shareholding", 0.48), ("control", 0.0),
    ]  # fmt: skip


def test_a_ring_is_marked_and_ends() -> None:
    found = tree(owns("a", "p", 0.5), owns("b", "a", 0.5), owns("p", "b", 0.5), owns("a", "a", 0.1))
    assert shape(found) == ["p", ["a", ["b", ["p (ring)"]], ["a (ring)"]]]


def test_owners_met_twice_are_shown_once() -> None:
    found = tree(
        owns("a", "p", 0.6),
        owns("b", "p", 0.4),
        controls("top", "a"),
        controls("top", "b"),
        owns("x", "top", 1),
    )
    assert shape(found) == ["p", ["a", ["top", ["x"]]], ["b", ["top (elsewhere)"]]]


def test_what_has_ended_stands_last_without_its_owners_and_what_is_to_come_is_shown() -> None:
    found = tree(
        owns("past", "p", 0.9, until=DAY),
        owns("coming", "p", 0.5, since=date(2026, 11, 24)),
        owns("now", "p", 0.1),
        controls("above-past", "past"),
    )
    assert shape(found) == ["p", ["now"], ["coming (not-now)"], ["past (not-now)"]]
    assert list(everyone_above(found)) == ["now"]


def test_everyone_above_comes_once_the_nearest_first() -> None:
    found = tree(
        controls("a", "p"), controls("b", "a"), controls("c", "p"), controls("b", "c"), controls("p", "b")
    )
    assert list(everyone_above(found)) == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("interests", "rest"),
    [
        ((), None),
        ((owns("a", "p", 0.48, 0.51),), (0.49, 0.52)),
        ((owns("a", "p", 0.48), owns("a", "p", 0.51)), (0.49, 0.52)),
        ((controls("a", "p"),), (0.0, 1.0)),
        ((controls("a", "p"), owns("a", "p", 0.3)), (0.7, 0.7)),
        ((owns("a", "p", 0.7), owns("b", "p", 0.4)), (0.0, 0.0)),
        ((owns("a", "p", 0.7, until=DAY),), None),
    ],
)
def test_what_no_holder_is_on_record_for_is_the_rest(
    interests: tuple[Interest, ...], rest: tuple[float, float] | None
) -> None:
    found = unrecorded("p", PartyGraph.of(interests), DAY)
    assert (found and (found.lowest, found.highest)) == (rest and pytest.approx(rest))


def test_what_counts_as_a_link_and_no_more_takes_nothing_from_the_rest() -> None:
    remembered = Cite(source="memory", grade=EvidenceGrade.BACKGROUND)
    lead = replace(owns("b", "p", 0.2), cite=(remembered,))
    graph = PartyGraph.of([owns("a", "p", 0.3), lead])
    rest = owners_above("p", graph, DAY).unrecorded
    assert rest is not None
    # The holder that is only remembered may hold all that the other leaves, or nothing.
    assert (rest.lowest, rest.highest) == pytest.approx((0.0, 0.7))
    # It is the same rest that the economic share gives the lead at the most.
    (amounts,) = standings("p", ("b",), graph.as_known(), DAY)
    assert (amounts.economic.lowest, amounts.economic.highest) == pytest.approx((0.0, rest.highest))


def test_a_lead_beside_a_firm_figure_of_one_holder_does_not_widen_it() -> None:
    remembered = Cite(source="memory", grade=EvidenceGrade.BACKGROUND)
    graph = PartyGraph.of([owns("a", "p", 0.3), replace(owns("a", "p", 0.9), cite=(remembered,))])
    rest = owners_above("p", graph, DAY).unrecorded
    assert rest is not None
    assert (rest.lowest, rest.highest) == pytest.approx((0.7, 0.7))


def test_a_party_above_amounts_to_different_things_by_each_way_of_counting() -> None:
    graph = PartyGraph.of([owns("x", "a", 0.5), owns("a", "p", 0.5)])
    a, x = standings("p", ("a", "x"), graph, DAY)
    assert (a.economic, a.half, a.control) == (Share(lowest=0.5, highest=0.5), Truth.YES, Truth.UNKNOWN)
    assert (x.economic, x.half, x.control) == (Share(lowest=0.25, highest=0.25), Truth.YES, Truth.UNKNOWN)
