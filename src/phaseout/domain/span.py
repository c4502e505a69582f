"""Which days does a date mean that somebody wrote down: a day, a month or a year?"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DECEMBER = 12


class Span(NamedTuple):
    """The first and the last day meant; one and the same where a day was written."""

    first: date
    last: date


def span_of(written: str) -> Span | None:
    """Return the days meant: inventories often know a year or a month and no day. None for anything else."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return Span(first, first)
    last = first if month else first.replace(month=_DECEMBER)
    return Span(first, last.replace(day=monthrange(last.year, last.month)[1]))


def hull_of(written: Iterable[str]) -> Span | None:
    """Return the span that holds every date stated; None where one of them is none, or nothing is stated."""
    spans = [span_of(one) for one in written]
    known = [span for span in spans if span is not None]
    if not known or len(known) < len(spans):
        return None
    return Span(min(span.first for span in known), max(span.last for span in known))
