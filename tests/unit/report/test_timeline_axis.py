from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from phaseout.report.timeline_axis import Axis


def axis(*days: date) -> Axis:
    return Axis.over(days, left=20, right=1000, after=200)


def test_an_axis_begins_with_the_year_of_its_first_day_and_leaves_room_after_the_last() -> None:
    made = axis(date(2025, 6, 27), date(2019, 5, 16))
    assert made.first == date(2019, 1, 1)
    assert made.x(date(2019, 1, 1)) == 20
    assert round(made.x(date(2025, 6, 27))) == 800


def test_one_day_alone_does_not_fill_an_axis() -> None:
    made = axis(date(2024, 12, 31))
    assert made.x(date(2024, 12, 31)) < 500


@given(st.lists(st.dates(), min_size=1, max_size=5))
def test_later_days_stand_further_right_and_years_never_touch(days: list[date]) -> None:
    made = axis(*days)
    places = [made.x(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(20 <= place <= 800.001 for place in places)
    years = list(made.years())
    assert years[0] == (min(days).year, 20)
    assert all(second[1] - first[1] >= 55 for first, second in pairwise(years))
    assert len(years) >= 1


def test_a_day_beyond_the_edge_stands_on_it() -> None:
    made = axis(date(2024, 1, 1))
    assert made.x(date(2024, 1, 1) - timedelta(days=900)) == 20
    assert made.x(date(2099, 1, 1)) == 1000
