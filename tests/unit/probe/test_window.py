"""Is a window open when the clocks of its place say so?"""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from phaseout.probe.window import DAYS, Window, is_open, opening

TORONTO = ZoneInfo("America/Toronto")


def window(days: str, begins: str, ends: str, zone: ZoneInfo = TORONTO) -> Window:
    return Window(
        days=frozenset(map(DAYS.index, days.split())),
        begins=time.fromisoformat(begins),
        ends=time.fromisoformat(ends),
        zone=zone,
    )


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TORONTO)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-27T19:59", False),  # a Friday
        ("2026-11-27T20:00", True),
        ("2026-11-28T04:59", True),
        ("2026-11-28T05:00", False),
        ("2026-11-28T20:00", False),
        ("2026-11-29T03:00", False),
    ],
)
def test_a_window_over_midnight_belongs_to_the_day_it_opens_on(at: str, expected: bool) -> None:
    assert window("fri", "20:00", "05:00").holds(local(at)) is expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-27T07:59", False),
        ("2026-11-27T08:00", True),
        ("2026-11-27T17:00", False),
        ("2026-11-28T09:00", False),
    ],
)
def test_a_window_of_a_day_closes_on_the_minute(at: str, expected: bool) -> None:
    assert window("mon fri", "08:00", "17:00").holds(local(at)) is expected


def test_a_window_that_ends_when_it_begins_lasts_a_day() -> None:
    found = window("fri", "06:00", "06:00")
    assert [found.holds(local(f"2026-11-{day}T05:00")) for day in (27, 28, 29)] == [False, True, False]
    assert found.holds(local("2026-11-27T06:00"))


def test_a_window_follows_the_clocks_of_its_place_through_the_change_of_summer_time() -> None:
    # On 8 March 2026 clocks in Toronto go from 2:00 to 3:00.
    found = window("sun", "01:30", "03:30")
    assert found.holds(datetime(2026, 3, 8, 6, 30, tzinfo=UTC))  # 1:30
    assert found.holds(datetime(2026, 3, 8, 7, 15, tzinfo=UTC))  # 3:15
    assert not found.holds(datetime(2026, 3, 8, 7, 30, tzinfo=UTC))  # 3:30, an hour later


def test_the_next_opening_is_the_first_of_any_window_and_lies_ahead() -> None:
    windows = (window("mon", "20:00", "05:00"), window("sat", "01:00", "02:00"))
    friday = local("2026-11-27T12:00")
    assert opening(windows, friday) == local("2026-11-28T01:00")
    assert opening(windows, local("2026-11-28T01:00")) == local("2026-11-30T20:00")
    assert opening((window("fri", "12:00", "13:00"),), friday) == local("2026-12-04T12:00")


def test_without_windows_it_is_open_at_any_hour() -> None:
    assert is_open((), local("2026-11-27T03:00"))
    assert not is_open((window("mon", "20:00", "05:00"),), local("2026-11-27T03:00"))
