"""How is a day said to a person, in the one style that each language has everywhere?

What programs read keeps to ISO 8601; what people read says the month by its name.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from phaseout.domain.span import span_of

_MONTHS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": (
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ),
        "fr": (
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
            "octobre", "novembre", "décembre",
        ),
    }
)  # fmt: skip


def day_words(day: date, lang: str) -> str:
    """Return a day in full: ``23 November 2026``, ``1er novembre 2026``."""
    number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[lang][day.month - 1]} {day.year}"


def written_day_words(written: str, lang: str) -> str:
    """Return a date as somebody wrote it, in words: a day, ``December 2023``, or a year.

    What is no date stays as it is: an order or a label may say anything.
    """
    span = span_of(written)
    if span is None or (span.first.year == span.last.year and span.first.month != span.last.month):
        return written
    if span.first == span.last:
        return day_words(span.first, lang)
    return f"{_MONTHS[lang][span.first.month - 1]} {span.first.year}"
