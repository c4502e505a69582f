"""Which days cells mean."""

import pytest

from phaseout.intake.days import Order, order_in, order_shown, read_day, read_span


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-04-03", "2024-04-03"),
        ("2024/4/3", "2024-04-03"),
        ("2024-04-03T00:00:00", "2024-04-03"),
        ("2024-04-03 12:30", "2024-04-03"),
        ("20240403", "2024-04-03"),
        ("25/04/2024", "2024-04-25"),
        ("04/25/2024", "2024-04-25"),
        ("4.4.2024", "2024-04-04"),
        ("03.04.2024", "2024-04-03"),
        ("12. Oktober 2026", "2026-10-12"),
        ("12 de octubre de 2026", "2026-10-12"),
        ("25/04/2024 12:00 AM", "2024-04-25"),
        ("45385", "2024-04-03"),
        ("45385.75", "2024-04-03"),
        ("3 avril 2024", "2024-04-03"),
        ("1er mars 2024", "2024-03-01"),
        ("April 3rd, 2024", "2024-04-03"),
        ("03-Apr-2024", "2024-04-03"),
        ("lundi 3 février 2020", "2020-02-03"),
    ],
)
def test_a_certain_day_is_read(text: str, day: str) -> None:
    assert read_day(text) == (day, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("03/04/2024", "may be 2024-03-04 or 2024-04-03"),
        ("2019", "names no day"),
        ("avril 2024", "names no day"),
        ("31/02/2024", "no day of the calendar"),
        ("2020-13-01", "no day of the calendar"),
        ("13/13/2024", "no day of the calendar"),
        ("25/04/24", "not understood"),
        ("before the war", "not understood"),
        ("12345", "not understood"),
    ],
)
def test_what_is_no_certain_day_says_why_and_what_to_write(text: str, why: str) -> None:
    day, reason = read_day(text)
    assert day is None
    assert reason is not None
    assert why in reason
    assert "2024-04-30" in reason


def test_the_name_of_the_column_settles_the_order() -> None:
    assert order_in("Date d'achat (JJ/MM/AAAA)") is Order.DAY_FIRST
    assert order_in("Purchased (MM-DD-YYYY)") is Order.MONTH_FIRST
    assert order_in("Purchased") is None
    assert read_day("03/04/2024", Order.DAY_FIRST) == ("2024-04-03", None)
    assert read_day("03/04/2024", Order.MONTH_FIRST) == ("2024-03-04", None)


def test_a_day_against_the_order_of_the_column_is_unread() -> None:
    assert read_day("25/04/2024", Order.MONTH_FIRST)[0] is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2019", "2019"),
        ("2019-04", "2019-04"),
        ("2019/4", "2019-04"),
        ("04/2019", "2019-04"),
        ("12.2019", "2019-12"),
        ("avril 2019", "2019-04"),
        ("Dec. 2019", "2019-12"),
        ("2019-04-03", "2019-04-03"),
        ("45385", "2024-04-03"),
    ],
)
def test_of_a_fact_of_a_thing_a_month_or_a_year_is_something_to_know(text: str, span: str) -> None:
    assert read_span(text) == (span, None)


@pytest.mark.parametrize(
    "text", ["2019-2021", "13/2019", "2019-13", "summer 2019", "March April 2019", "1850", "12/19"]
)
def test_what_is_no_month_and_no_year_stays_unread(text: str) -> None:
    span, why = read_span(text)
    assert span is None
    assert why


def test_the_dates_of_a_column_with_one_reading_show_the_order_of_the_others() -> None:
    assert order_shown(["03/04/2024", "25/04/2024", "n/a"]) is Order.DAY_FIRST
    assert order_shown(["03/04/2024", "04/25/2024"]) is Order.MONTH_FIRST
    assert order_shown(["03/04/2024"]) is None
    assert order_shown(["25/04/2024", "04/25/2024"]) is None
