"""Which day does a cell of a spreadsheet mean, if it means one for certain?"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import assert_never

from phaseout.intake.cell_text import NOT_SHOWN
from phaseout.intake.column_names import plain_words


class Order(Enum):
    """Which number of ``03/04/2024`` comes first, if the name of the column says so."""

    DAY_FIRST = "dd/mm/yyyy"
    MONTH_FIRST = "mm/dd/yyyy"


_DAY_ZERO = date(1899, 12, 30)
"""Day 0 of Excel's calendar, from 1 March 1900 on."""
_SERIALS = range(25_569, 73_051)
"""1970 to 2099."""
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ]+[\d:. ]+(?:[AP]M)?)?", re.IGNORECASE)
_STOPS = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_MONTH_NUMBER = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})|(\d{1,2})[-/.]((?:19|20)\d\d)")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_TITLE_DAY_FIRST = re.compile(r"\b(?:dd|jj)\W+mm\W+(?:yyyy|aaaa)\b", re.IGNORECASE)
_TITLE_MONTH_FIRST = re.compile(r"\bmm\W+(?:dd|jj)\W+(?:yyyy|aaaa)\b", re.IGNORECASE)
_MONTHS = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "jan january janv janvier januar janner enero ene",
                "feb february fev fevr fevrier februar febrero",
                "mar march mars marz marzo",
                "apr april avr avril abril abr",
                "may mai mayo",
                "jun june juin juni junio",
                "jul july juil juillet juli julio",
                "aug august aout agosto ago",
                "sep sept september septembre septiembre",
                "oct october octobre oktober okt octubre",
                "nov november novembre noviembre",
                "dec december decembre dezember dez diciembre dic",
            ),
            1,
        )
        for name in names.split()
    }
)
_WEEKDAYS_TEXT = """
    mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday lundi mardi
    mercredi jeudi vendredi samedi dimanche le montag dienstag mittwoch donnerstag freitag samstag sonntag
    den lunes martes miercoles jueves viernes sabado domingo el de del
"""
"""And the small words that stand between day, month and year."""
_WEEKDAYS = frozenset(_WEEKDAYS_TEXT.split())
_MONTHS_OF_A_YEAR = 12
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e)?")
_YEAR = re.compile(r"(?:19|20)\d\d")

Answer = tuple[str, None] | tuple[None, str]
"""(ISO date, None) or (None, why not)."""
REMEDY = "write dates as 2024-04-30"


def order_in(title: str) -> Order | None:
    """Return the order that the name of a column prescribes: ``Purchase date (DD/MM/YYYY)``."""
    if _TITLE_DAY_FIRST.search(title):
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if _TITLE_MONTH_FIRST.search(title) else None


def order_shown(texts: Iterable[str]) -> Order | None:
    """Return the order that the dates of one column show by those with only one reading, if they agree."""
    shown = set()
    for text in texts:
        if (match := _NUMBERS.fullmatch(text)) is None:
            continue
        first, second = int(match[1]) > _MONTHS_OF_A_YEAR, int(match[2]) > _MONTHS_OF_A_YEAR
        if first != second:
            shown.add(Order.DAY_FIRST if first else Order.MONTH_FIRST)
    return shown.pop() if len(shown) == 1 else None


def read_day(text: str, order: Order | None = None) -> Answer:
    """Return the ISO date, or why it is none.

    ``03/04/2024`` is a guess unless ``order`` is given or only one reading is a day of the calendar;
    ``03.04.2024`` is none, since no country writes a month first with full stops (Unicode CLDR 45, dates).
    """
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _checked(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        order = order or (Order.DAY_FIRST if _STOPS.match(text) else None)
        return _from_numbers(text, int(match[1]), int(match[2]), int(match[3]), order)
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        return (_DAY_ZERO + timedelta(days=int(match[1]))).isoformat(), None
    return _from_words(text)


def read_span(text: str, order: Order | None = None) -> Answer:
    """Return the ISO date, or the month or the year where no more is written, or why it is none of them.

    Of things long in use an inventory often knows no more than ``2019``; that settles most questions.
    """
    span = _month_or_year(text)
    return (span, None) if span else read_day(text, order)


def readings_of(text: str) -> tuple[str, ...]:
    """Return every date that a text may mean: one, two of ``03/04/2024``, none where it is no date."""
    written, _ = read_span(text)
    if written is not None:
        return (written,)
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return ()
    both = (_from_numbers(text, int(match[1]), int(match[2]), int(match[3]), order)[0] for order in Order)
    return tuple(sorted(day for day in both if day is not None))


def _month_or_year(text: str) -> str | None:
    """Read ``2019``, ``2019-04``, ``04/2019``, ``avril 2019``."""
    if match := _MONTH_NUMBER.fullmatch(text):
        year, month = match[1] or match[4], int(match[2] or match[3])
        return f"{year}-{month:02}" if 1 <= month <= _MONTHS_OF_A_YEAR else None
    words = plain_words(text)
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    years = [word for word in words if _YEAR.fullmatch(word)]
    if len(years) != 1 or len(words) != 1 + len(months) or len(months) > 1:
        return None
    return f"{years[0]}-{months[0]:02}" if months else years[0]


def _from_numbers(text: str, first: int, second: int, year: int, order: Order | None) -> Answer:
    match order:
        case Order.DAY_FIRST:
            return _checked(text, year, second, first)
        case Order.MONTH_FIRST:
            return _checked(text, year, first, second)
        case None:
            return _from_either(text, first, second, year)
        case _:
            assert_never(order)


def _from_either(text: str, first: int, second: int, year: int) -> Answer:
    both = {(first, second), (second, first)}
    readings = sorted((month, day) for month, day in both if month <= _MONTHS_OF_A_YEAR)
    if len(readings) == 1:
        return _checked(text, year, *readings[0])
    if not readings:
        return None, f"{_quoted(text)} is no day of the calendar; {REMEDY}"
    either = " or ".join(f"{year:04}-{month:02}-{day:02}" for month, day in readings)
    return None, f"{_quoted(text)} may be {either}; {REMEDY}"


def _from_words(text: str) -> Answer:
    """Read ``3 April 2024``, ``April 3, 2024``, ``03-avr.-2024``, ``1er mars 2024``."""
    words = [word for word in plain_words(text) if word not in _WEEKDAYS]
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    years = [int(word) for word in words if _YEAR.fullmatch(word)]
    days = [int(match[1]) for word in words if (match := _ORDINAL.fullmatch(word))]
    if len(words) == len(months) + len(years) + len(days) and len(months) == len(years) == len(days) == 1:
        return _checked(text, years[0], months[0], days[0])
    if years and len(words) <= len(years) + max(1, len(months)):
        return None, f"{_quoted(text)} names no day; {REMEDY}"
    return None, f"{_quoted(text)} is not understood as a date; {REMEDY}"


def _checked(text: str, year: int, month: int, day: int) -> Answer:
    try:
        return date(year, month, day).isoformat(), None
    except ValueError:
        return None, f"{_quoted(text)} is no day of the calendar; {REMEDY}"


def _quoted(text: str) -> str:
    """Return how a reason speaks of a cell: only what is made of numbers and months is repeated."""
    words = plain_words(text)
    of_dates = (word.isdigit() or word in _MONTHS or word in _WEEKDAYS for word in words)
    return f"“{text[:40]}”" if len(words) > 1 and all(of_dates) else NOT_SHOWN
