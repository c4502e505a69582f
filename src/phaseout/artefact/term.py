"""By when is something owed?"""

from datetime import date, timedelta
from typing import assert_never

from phaseout.domain.obligation import Term, Unit

_SATURDAY = 5


def due(term: Term, start: date) -> date:
    """Return the last day of a term that runs from a day.

    Business days are Monday to Friday. Public holidays are not counted out, so the day is never too
    late. Hours are rounded down to whole days, and a month ends on the same day of the month or the last.
    """
    match term.unit:
        case Unit.HOURS:
            return start + timedelta(days=term.amount // 24)
        case Unit.DAYS:
            return start + timedelta(days=term.amount)
        case Unit.BUSINESS_DAYS:
            return _business_days(start, term.amount)
        case Unit.MONTHS:
            return _months(start, term.amount)
        case _:
            assert_never(term.unit)


def _business_days(day: date, amount: int) -> date:
    while amount:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY:
            amount -= 1
    return day


def _months(start: date, amount: int) -> date:
    years, month = divmod(start.month - 1 + amount, 12)
    first = date(start.year + years, month + 1, 1)
    for day in range(start.day, start.day - 4, -1):
        try:
            return first.replace(day=day)
        except ValueError:
            continue
    raise AssertionError("a month has at least 28 days")
