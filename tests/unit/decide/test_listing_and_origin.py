"""Entries listed day by day, things looked at whoever made them, and where they were made."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.decide.test_determination import BAN, CITE, COVERAGE, DAY, FACTS, START, WORLD, codes, leaf

from phaseout.decide import determine_act
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Measure, RelationTest
from phaseout.domain.timeline import State, Step, Timeline

LATER = date(2024, 9, 1)


def listed(since: date | None, until: date | None = None) -> Measure:
    return replace(BAN, covers=(replace(COVERAGE, since=since, until=until),))


def on(day: date, measure: Measure, **changes: str) -> Determination:
    facts = FactSheet.of({fact: (value,) for fact, value in {**FACTS, **changes}.items()})
    return determine_act(measure, "use", facts, as_of=day, world=WORLD)


def test_what_is_listed_later_applies_from_the_day_of_listing() -> None:
    got = on(DAY, listed(LATER))
    assert (got.outcome, got.on) == (Outcome.APPLIES_FROM, LATER)
    assert on(LATER, listed(LATER)).outcome is Outcome.APPLIES


def test_an_entry_holds_until_the_day_before_it_is_taken_off() -> None:
    measure = listed(START, LATER)
    assert on(date(2024, 8, 31), measure).outcome is Outcome.APPLIES
    got = on(LATER, measure)
    assert got.outcome is Outcome.DOES_NOT_APPLY
    assert leaf(got.reason, "listed.no-more").params == {"until": "2024-09-01"}


@pytest.mark.parametrize("day", [DAY, LATER, date(2025, 1, 1)])
def test_a_publication_withdrawn_the_same_day_never_had_effect(day: date) -> None:
    assert on(day, listed(LATER, LATER)).outcome is Outcome.DOES_NOT_APPLY


def test_one_entry_in_force_is_the_answer_although_another_is_still_to_come() -> None:
    measure = replace(BAN, covers=(COVERAGE, replace(COVERAGE, id="later", named=("daughter",), since=LATER)))
    assert on(DAY, measure).outcome is Outcome.APPLIES
    coming = on(DAY, measure, maker="daughter")
    assert (coming.outcome, coming.on, coming.clause) == (Outcome.APPLIES_FROM, LATER, "use")


def test_a_measure_on_a_thing_does_not_ask_who_made_it() -> None:
    measure = replace(BAN, covers=(replace(COVERAGE, named=(), relation=RelationTest.ANY_MAKER),))
    facts = FactSheet.of({"role": ("bound",), "kind": ("camera",)})
    got = determine_act(measure, "use", facts, as_of=DAY, world=WORLD)
    assert got.outcome is Outcome.APPLIES
    assert leaf(got.reason, "relation.any-maker").evidence == ()


@pytest.mark.parametrize(
    ("relation", "origin", "outcome"),
    [
        (RelationTest.COUNTRY_OF_PRODUCTION, "CN", Outcome.APPLIES),
        (RelationTest.COUNTRY_OF_PRODUCTION, "KR", Outcome.DOES_NOT_APPLY),
        (RelationTest.PRODUCED_ABROAD, "CN", Outcome.DOES_NOT_APPLY),
        (RelationTest.PRODUCED_ABROAD, "KR", Outcome.APPLIES),
    ],
)
def test_where_it_was_produced_is_a_fact_of_the_thing(
    relation: RelationTest, origin: str, outcome: Outcome
) -> None:
    measure = replace(BAN, covers=(replace(COVERAGE, named=("CN",), relation=relation),))
    assert on(DAY, measure, origin=origin).outcome is outcome
    asked = on(DAY, measure)
    assert (asked.outcome, asked.questions) == (Outcome.UNDETERMINED, ("origin",))


def test_a_thing_made_in_two_countries_was_made_in_each() -> None:
    measure = replace(BAN, covers=(replace(COVERAGE, named=("US",), relation=RelationTest.PRODUCED_ABROAD),))
    facts = FactSheet.of({**{k: (v,) for k, v in FACTS.items()}, "origin": ("US", "MX")})
    assert determine_act(measure, "use", facts, as_of=DAY, world=WORLD).outcome is Outcome.APPLIES


def test_what_was_looked_for_and_not_found_is_undetermined_and_no_permission() -> None:
    step = Step(on=START, state=State.NO_MEASURE_FOUND, cite=CITE)
    measure = replace(BAN, nature="search", timeline=Timeline(steps=(step,), checked_through=DAY))
    got = on(DAY, measure)
    assert (got.outcome, got.questions) == (Outcome.UNDETERMINED, ())
    assert "time.no-measure-found" in codes(got.reason)


def test_what_was_looked_for_and_not_found_is_no_duty_until_it_is_found() -> None:
    none_found = Step(on=START, state=State.NO_MEASURE_FOUND, cite=CITE)
    found = Step(on=DAY, state=State.IN_FORCE, cite=CITE)
    searched = Timeline(steps=(none_found,), checked_through=DAY)
    got = on(DAY, replace(BAN, nature="search", timeline=searched))
    assert (got.outcome, got.clause, got.duty) == (Outcome.UNDETERMINED, BAN.clauses[0].id, None)
    later = on(DAY, replace(BAN, nature="search", timeline=replace(searched, steps=(none_found, found))))
    assert (later.outcome, later.duty) == (Outcome.APPLIES, "prohibit")
