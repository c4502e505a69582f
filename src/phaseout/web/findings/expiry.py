"""Until when may an exception or a restricted use count?"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from django.conf import settings

from phaseout.web.findings.models import EXPIRING, Judgement

YEAR = 12
"""Months."""


def last_day(decided: date) -> date:
    """Return the last day that an exception or a restricted use decided on a day may count."""
    years, month = divmod(decided.month - 1 + settings.EXCEPTION_MONTHS, YEAR)
    year, month = decided.year + years, month + 1
    return date(year, month, min(decided.day, monthrange(year, month)[1]))


def is_beyond(verdict: str, expires: date | None, decided: date) -> bool:
    """Whether a judgement decided on a day would count for longer than is allowed."""
    return verdict in EXPIRING and (expires is None or expires > last_day(decided))


def are_beyond(proposals: Iterable[Judgement], decided: date) -> bool:
    """Whether one of some proposals, decided on a day, would count for longer than is allowed."""
    return any(is_beyond(one.verdict, one.expires, decided) for one in proposals)
