from datetime import date

import pytest

from phaseout.domain.span import Span, hull_of, span_of


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_day_a_month_and_a_year_mean_their_first_to_their_last_day(
    written: str, first: date, last: date
) -> None:
    assert span_of(written) == Span(first, last)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "0000",
        "2023-13",
        "2023-00",
        "2023-02-30",
        "+123",
        "12/2023",
        "2023-W05-1",
        "20231221",
        "2023-12-00",
        "２０２３",
    ],
)
def test_what_is_no_date_means_no_day(written: str) -> None:
    assert span_of(written) is None


def test_several_dates_span_from_the_earliest_to_the_latest() -> None:
    assert hull_of(("2023-12", "2021")) == Span(date(2021, 1, 1), date(2023, 12, 31))


def test_a_date_nobody_understands_among_others_leaves_the_span_unknown() -> None:
    assert hull_of(("2023", "soon")) is None
    assert hull_of(()) is None
