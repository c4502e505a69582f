from dataclasses import replace
from datetime import date, timedelta

import pytest

from phaseout.domain.alarm import Alarm, Urgency, alarms
from phaseout.domain.measure import Measure
from phaseout.domain.timeline import Timeline


def said(found: tuple[Alarm, ...]) -> list[tuple[str, str, int]]:
    return [(one.urgency.value, one.milestone.what, one.days) for one in found]


def test_before_anything_is_near_or_old_there_is_no_alarm(ban: Measure) -> None:
    assert alarms([ban], date(2026, 2, 1)) == ()


@pytest.mark.parametrize(("within", "is_near"), [(30, True), (29, False), (0, False)])
def test_a_turn_is_coming_on_the_last_day_watched_and_not_the_day_after(
    ban: Measure, within: int, is_near: bool
) -> None:
    found = alarms([ban], date(2026, 12, 1), within=within, stale=9999)
    assert said(found) == ([("coming", "remove", 30)] if is_near else [])


@pytest.mark.parametrize(("stale", "is_old"), [(29, True), (30, False)])
def test_a_check_is_old_after_more_than_so_many_days(ban: Measure, stale: int, is_old: bool) -> None:
    found = alarms([ban], date(2026, 3, 2), within=0, stale=stale)
    assert said(found) == ([("stale", "", 30)] if is_old else [])


def test_what_began_after_the_last_check_is_to_be_checked_from_its_first_day(ban: Measure) -> None:
    found = alarms([ban], date(2026, 12, 31), within=0, stale=9999)
    assert said(found) == [("check-now", "remove", 0)]


def test_a_state_that_is_unverified_is_to_be_checked_however_late_somebody_looked(ban: Measure) -> None:
    looked = replace(ban, timeline=Timeline(steps=ban.timeline.steps, checked_through=date(2027, 6, 2)))
    found = alarms([looked], date(2027, 6, 3), within=0, stale=9999)
    assert said(found) == [("check-now", "unverified", 2)]


def test_a_state_that_was_unverified_once_and_is_settled_since_asks_for_nothing(ban: Measure) -> None:
    settled = replace(ban.timeline.steps[1], on=date(2027, 7, 1))
    steps = (*ban.timeline.steps, settled)
    over = replace(ban, timeline=Timeline(steps=steps, checked_through=date(2027, 7, 1)))
    assert alarms([over], date(2027, 7, 1), within=0) == ()


def test_the_most_urgent_come_first_and_then_the_days(ban: Measure) -> None:
    other = replace(ban, id="xx/another")
    found = alarms([ban, other], date(2027, 5, 30))
    assert [(one.urgency, one.measure) for one in found] == [
        (Urgency.CHECK_NOW, "xx/another"),
        (Urgency.CHECK_NOW, "xx/ban"),
        (Urgency.COMING, "xx/another"),
        (Urgency.COMING, "xx/ban"),
        (Urgency.STALE, "xx/another"),
        (Urgency.STALE, "xx/ban"),
    ]


def test_the_last_day_of_the_calendar_can_be_asked_about(ban: Measure) -> None:
    assert len(alarms([ban], date.max)) == 4
    assert alarms([ban], date.max - timedelta(days=1), within=10**6)


def test_a_day_before_the_last_check_finds_no_check_old(ban: Measure) -> None:
    assert [one.urgency for one in alarms([ban], date(2022, 1, 1), within=30)] == [Urgency.COMING]
