"""What every coverage of a measure makes of a party, by relation and day."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.decide.test_determination import BAN, CITE, CLAUSE, COVERAGE, DAY, START, WORLD

from phaseout.decide import World
from phaseout.decide.exposure import Exposure, Verdict, exposures
from phaseout.domain.measure import Coverage, Measure, RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.timeline import State, Step, Timeline
from phaseout.domain.truth import Truth
from phaseout.ownership import PartyGraph, Share

AFTER = date(2025, 1, 1)
HALF = RelationTest.AGGREGATE_50
AFFILIATE = RelationTest.SUBSIDIARY_OR_AFFILIATE


def exposed(
    party: str, *, day: date = DAY, measure: Measure = BAN, world: World = WORLD, **coverage: object
) -> Exposure:
    ban = replace(measure, covers=(replace(COVERAGE, **coverage),))
    (found,) = exposures(party, [ban], world, day)
    return found


def in_state(*steps: tuple[date, State], nature: str = "statute") -> Measure:
    timeline = Timeline(
        steps=tuple(Step(on=on, state=state, cite=CITE) for on, state in steps), checked_through=DAY
    )
    return replace(BAN, timeline=timeline, nature=nature)


def owned(low: float, high: float) -> World:
    share = Interest(
        holder="acme", held="p", kind=InterestKind.SHAREHOLDING, share_min=low, share_max=high, cite=CITE
    )
    return replace(WORLD, graph=PartyGraph.of([share]))


def test_a_named_party_is_reached_and_a_stranger_is_not() -> None:
    assert exposed("acme").verdict is Verdict.REACHED
    assert exposed("stranger").verdict is Verdict.NOT_REACHED


@pytest.mark.parametrize(
    ("measure", "day", "verdict"),
    [
        (BAN, date(2023, 12, 31), Verdict.LATER),
        (in_state((START, State.IN_FORCE), (AFTER, State.ENDED)), AFTER, Verdict.NOT_NOW),
        (in_state((START, State.PROPOSED)), DAY, Verdict.NOT_NOW),
        (in_state((START, State.ANNOUNCED), nature="policy"), DAY, Verdict.REACHED),
        (in_state((START, State.UNVERIFIED)), DAY, Verdict.OPEN),
        (in_state((START, State.NO_MEASURE_FOUND), nature="search"), DAY, Verdict.NONE_FOUND),
        (replace(BAN, clauses=(replace(CLAUSE, since=AFTER),)), DAY, Verdict.LATER),
        (replace(BAN, clauses=(replace(CLAUSE, covers=("other",)),)), DAY, Verdict.NOT_NOW),
    ],
)
def test_a_relation_is_of_no_effect_where_the_measure_is_not(
    measure: Measure, day: date, verdict: Verdict
) -> None:
    assert exposed("acme", measure=measure, day=day).verdict is verdict
    assert exposed("stranger", measure=measure, day=day).verdict is Verdict.NOT_REACHED or (
        verdict is Verdict.NONE_FOUND
    )


def test_of_two_clauses_the_one_in_effect_speaks() -> None:
    both = replace(BAN, clauses=(replace(CLAUSE, id="later", since=AFTER), CLAUSE))
    assert exposed("acme", measure=both).verdict is Verdict.REACHED


def test_an_entry_counts_while_it_is_listed() -> None:
    assert exposed("acme", since=AFTER).verdict is Verdict.LATER
    assert exposed("acme", until=DAY).verdict is Verdict.NOT_NOW
    assert exposed("acme", until=AFTER).verdict is Verdict.REACHED


@pytest.mark.parametrize(
    "test", [RelationTest.ANY_MAKER, RelationTest.COUNTRY_OF_PRODUCTION, RelationTest.PRODUCED_ABROAD]
)
def test_a_test_of_the_thing_says_nothing_of_a_party(test: RelationTest) -> None:
    found = exposed("acme", relation=test, named=("CN",))
    assert (found.verdict, found.economic, found.half) == (Verdict.OF_THINGS, None, None)


def test_countries_are_asked_of_a_party_without_counting_shares() -> None:
    found = exposed("acme", relation=RelationTest.LAW_OF_COUNTRY, named=("CN",))
    assert (found.verdict, found.economic) == (Verdict.REACHED, None)


def test_what_the_named_hold_is_counted_both_ways() -> None:
    found = exposed("p", relation=AFFILIATE, world=owned(0.4, 0.4))
    assert found.economic == Share(lowest=0.4, highest=0.4)
    assert found.half is Truth.NO


def test_an_open_share_is_what_would_settle_it() -> None:
    found = exposed("p", relation=HALF, world=owned(0.48, 0.51))
    assert (found.verdict, found.half) == (Verdict.OPEN, Truth.UNKNOWN)
    assert found.settled_by is not None
    assert [(i.holder, i.held) for i in found.settled_by.interests] == [("acme", "p")]


def test_a_text_that_is_silent_on_affiliates_is_not_settled_by_shares() -> None:
    found = exposed("daughter", unaddressed=("affiliate",))
    assert (found.verdict, found.relation.code, found.settled_by) == (
        Verdict.OPEN,
        "relation.unaddressed",
        None,
    )


def test_a_measure_with_several_coverages_answers_for_each() -> None:
    other = Coverage(id="radios", named=("stranger",), relation=RelationTest.NAMED_ONLY, things=("any",))
    found = list(exposures("acme", [replace(BAN, covers=(COVERAGE, other))], WORLD, DAY))
    assert [(one.coverage.id, one.verdict) for one in found] == [
        ("cameras", Verdict.REACHED), ("radios", Verdict.NOT_REACHED),
    ]  # fmt: skip
