"""By when something is owed."""

from datetime import date

import pytest

from phaseout.artefact.term import due
from phaseout.domain.cite import Text
from phaseout.domain.obligation import Term, Unit


@pytest.mark.parametrize(
    ("amount", "unit", "start", "last"),
    [
        (1, Unit.BUSINESS_DAYS, date(2026, 11, 20), date(2026, 11, 23)),  # a Friday
        (1, Unit.BUSINESS_DAYS, date(2026, 11, 21), date(2026, 11, 23)),  # a Saturday
        (10, Unit.BUSINESS_DAYS, date(2026, 11, 26), date(2026, 12, 10)),
        (72, Unit.HOURS, date(2026, 11, 26), date(2026, 11, 29)),
        (30, Unit.DAYS, date(2026, 11, 26), date(2026, 12, 26)),
        (1, Unit.MONTHS, date(2027, 1, 31), date(2027, 2, 28)),
        (12, Unit.MONTHS, date(2024, 2, 29), date(2025, 2, 28)),
        (2, Unit.MONTHS, date(2026, 11, 5), date(2027, 1, 5)),
    ],
)
def test_a_term_ends_on_its_last_day(amount: int, unit: Unit, start: date, last: date) -> None:
    term = Term(amount=amount, unit=unit, after=Text(en="it", fr="cela"))
    assert due(term, start) == last
