"""What must hold of every day, whatever the measure and the facts?"""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaseout.decide import World, determine
from phaseout.domain.alarm import Urgency, alarms
from phaseout.domain.dates import Begins
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Measure
from phaseout.domain.milestone import milestones, turning_days
from phaseout.domain.span import span_of
from phaseout.knowledge import world_of
from phaseout.register import Register
from phaseout.survey.dates import Calendar

ONE = timedelta(days=1)
FIRST, LAST = date(2010, 1, 1), date(2035, 12, 31)
OWN_FACTS = {
    "maker": ("hikvision", "dahua", "huawei", "zte", "ezviz", "lorex", "luminys", "honor", "axis"),
    "brand": ("hikvision", "dahua", "huawei", "annke", "lorex", "axis"),
}
WRITTEN = st.one_of(
    st.dates(FIRST, LAST).map(date.isoformat),
    st.dates(FIRST, LAST).map(lambda day: f"{day:%Y-%m}"),
    st.dates(FIRST, LAST).map(lambda day: f"{day:%Y}"),
)
days = st.dates(FIRST, LAST)


@cache
def register() -> Register:
    return Register.open()


@cache
def world() -> World:
    return world_of(register())


@cache
def pools() -> dict[str, tuple[str, ...]]:
    vocabulary = register().vocabulary
    return {
        **OWN_FACTS,
        "role": tuple(vocabulary.roles),
        "kind": tuple(vocabulary.kinds),
        **{fact: tuple(values) for fact, values in vocabulary.values.items()},
    }


@cache
def ownership() -> frozenset[date]:
    return frozenset(day for one in register().interests for day in (one.since, one.until) if day)


@st.composite
def sheets(draw: st.DrawFn, *dates: str) -> FactSheet:
    known = draw(st.sets(st.sampled_from(sorted(pools())), min_size=3))
    facts = {
        fact: tuple(draw(st.lists(st.sampled_from(pools()[fact]), min_size=1, max_size=2, unique=True)))
        for fact in sorted(known)
    }
    return FactSheet.of({**facts, **{fact: (draw(WRITTEN),) for fact in dates}})


@cache
def ids() -> tuple[str, ...]:
    return tuple(sorted(register().measures))


def measures() -> st.SearchStrategy[Measure]:
    return st.deferred(lambda: st.sampled_from(ids()).map(lambda id_: register().measures[id_]))


def said(measure: Measure, sheet: FactSheet, day: date) -> list[tuple[object, ...]]:
    return [(a.act, a.outcome, a.on, a.until, a.questions) for a in determine(measure, sheet, day, world())]


@pytest.mark.parametrize("acquired", [(), ("acquired",)], ids=["", "acquired"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_answer_differs_from_that_of_the_day_before_only_on_a_milestone(
    acquired: tuple[str, ...], data: st.DataObject
) -> None:
    measure, sheet = data.draw(measures()), data.draw(sheets(*acquired))
    turns = turning_days(measure) | ownership()
    # Days on both sides of each milestone are where a fault would show; others are drawn at random.
    near = {turn + shift * ONE for turn in turning_days(measure) for shift in (-2, -1, 1, 2)}
    for day in sorted(near | set(data.draw(st.lists(days, max_size=5)))):
        if day + ONE not in turns:
            assert said(measure, sheet, day) == said(measure, sheet, day + ONE), day


@settings(max_examples=150, deadline=None)
@given(measures(), sheets("acquired", "removal-planned"), days)
def test_the_other_dates_of_a_thing_answer_as_a_survey_of_that_day_would(
    measure: Measure, sheet: FactSheet, day: date
) -> None:
    calendar = Calendar(
        [measure], world(), day, moments=register().vocabulary.moments, interests=register().interests
    )
    found = calendar.of(sheet, determine(measure, sheet, day, world()))
    assert found is not None
    bought, planned = span_of(found.acquired[0]), span_of(found.removal_planned[0])
    assert bought is not None
    assert planned is not None
    for one in found.at_acquisition:
        last = min(bought.last, day) if bought.first <= day else bought.last
        then = {outcome(measure, sheet, when, one.act) for when in (bought.first, last)}
        assert one.outcome is Outcome.UNDETERMINED or then == {one.outcome}
    for one in found.at_removal:
        then = {outcome(measure, sheet, when, one.act) for when in (max(planned.first, day), planned.last)}
        assert one.outcome is Outcome.UNDETERMINED or then == {one.outcome}
        assert one.today is outcome(measure, sheet, day, one.act)
        if one.begins is Begins.BEFORE_REMOVAL:
            assert one.on is not None
            assert day < one.on < planned.first
        if one.begins is Begins.AFTER_REMOVAL:
            assert one.on is not None
            assert one.on > planned.last


def outcome(measure: Measure, sheet: FactSheet, day: date, act: str) -> Outcome:
    return next(a.outcome for a in determine(measure, sheet, day, world()) if a.act == act)


@settings(max_examples=100, deadline=None)
@given(days, st.integers(0, 2000), st.integers(0, 2000))
def test_every_turn_within_the_days_ahead_raises_an_alarm_and_no_other_is_coming(
    day: date, within: int, stale: int
) -> None:
    found = alarms(register().measures.values(), day, within=within, stale=stale)
    coming = [(one.measure, one.milestone) for one in found if one.urgency is Urgency.COMING]
    wanted = [
        (measure.id, one)
        for measure in register().measures.values()
        for one in milestones(measure)
        if one.turn != "checked" and day < one.on <= day + within * ONE
    ]
    assert sorted(coming, key=repr) == sorted(wanted, key=repr)
    old = {one.measure for one in found if one.urgency is Urgency.STALE}
    assert old == {
        measure.id
        for measure in register().measures.values()
        if (day - measure.timeline.checked_through).days > stale
    }
