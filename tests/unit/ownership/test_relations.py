"""Tests of the relation tests asked over and over."""

from datetime import date

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership import PartyGraph, Relations, relate

DAY = date(2026, 1, 1)
HELD = PartyGraph.of(
    [Interest(holder="acme", held="daughter", kind=InterestKind.CONTROL, until=date(2025, 1, 1), cite=())]
)
FREE = PartyGraph.of([])


def control(relations, day=DAY):
    return relations.relate(RelationTest.CONTROL, party="daughter", named=("acme",), day=day)


def test_it_answers_as_the_test_itself_does_however_often_it_is_asked():
    relations = Relations(HELD)
    for day in (date(2024, 1, 1), DAY, date(2024, 1, 1), DAY):
        once = relate(RelationTest.CONTROL, party="daughter", named=("acme",), graph=HELD, day=day)
        assert control(relations, day) == once
    assert control(relations, date(2024, 1, 1)) != control(relations)


def test_what_one_graph_answered_is_not_said_of_another():
    held, free = Relations(HELD), Relations(FREE)
    assert control(held, date(2024, 1, 1)).truth is Truth.YES
    assert control(free, date(2024, 1, 1)).truth is Truth.NO


def openly(graph, party):
    return Relations(graph).relate_openly(RelationTest.CONTROL, party=party, named=("acme",), day=DAY)


def owned_by(holder, **more):
    owner = Interest(holder=holder, held="seller", kind=InterestKind.CONTROL, cite=())
    return PartyGraph.of([owner], **more)


def test_of_a_seller_whose_owners_nobody_recorded_it_is_unknown_who_controls_it():
    answer = openly(FREE, "seller")
    assert (answer.truth, answer.code) == (Truth.UNKNOWN, "relation.owners-unknown")
    assert openly(owned_by("other"), "seller").truth is Truth.UNKNOWN


def test_a_chain_of_owners_ends_at_a_state_body_and_where_a_source_says_that_nobody_is_above():
    assert openly(owned_by("other", unowned=["other"]), "seller").truth is Truth.NO
    assert openly(owned_by("state", state_bodies=["state"]), "seller").truth is Truth.NO
    assert openly(owned_by("acme"), "seller").truth is Truth.YES
