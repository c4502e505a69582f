"""What do the lines of a batch say of the act of buying, as far as an answer may turn on it?"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from phaseout.batch.columns import Numbers, distinct, texts_of
from phaseout.batch.verdicts import Fact
from phaseout.decide.asked import Asked
from phaseout.domain.milestone import turning_days
from phaseout.domain.span import span_of
from phaseout.intake.days import readings_of
from phaseout.intake.order.order_cells import less_than_nothing
from phaseout.survey.buying import ARRIVES_WITHIN, acquisition_days
from phaseout.survey.deciding import Decider
from phaseout.survey.purchases import document_kind, signed

LOOKED_AT = ("document", "quantity", "date", "amount", "price")
_MONEY = frozenset(("amount", "price"))
_MAY_BE_BELOW = "[-\u2212\u2013(]"
"""What an amount bears that is less than 0: few do, and the rest is not looked at."""
_UNREAD = "0"
"""Stands for a date that cannot be read."""
_ONE_DAY = timedelta(days=1)


class Purchases:
    """Tells lines apart by what the answers of one choice of measures may turn on."""

    def __init__(self, decider: Decider, as_of: date, document: str = "") -> None:
        """Take who asks and the day; ``document`` is the kind in which lines stand that say none."""
        self._document = document_kind(document)
        asker = decider.asker
        asked = [one for one in decider.measures if Asked(one).binds(asker)]
        days = {as_of, *decider.ownership_days, *_dates_in(asked)}
        days.update(*map(turning_days, asked))
        # An order is asked about that came before a turn or after it.
        days.update(day - ARRIVES_WITHIN for one in asked for day in acquisition_days(one))
        # What ends on a day is over on the next.
        self._turns = sorted(days | {day + _ONE_DAY for day in days if day < date.max})

    def of(self, batch: pa.RecordBatch) -> Iterator[tuple[list[tuple[Fact, ...]], Numbers]]:
        """Yield for each column there is what it states, and for each line which of it."""
        for name in LOOKED_AT:
            texts = texts_of(batch, name)
            if texts is None and not (name == "document" and self._document):
                continue
            if texts is None:
                yield [self._stated(name, None)], np.zeros(batch.num_rows, np.int64)
                continue
            if name in _MONEY:
                texts = pc.if_else(pc.match_substring_regex(texts, _MAY_BE_BELOW), texts, "")
            known, of_line = distinct(texts)
            numbers: dict[tuple[Fact, ...], int] = {}
            which = [numbers.setdefault(self._stated(name, one), len(numbers)) for one in known]
            yield list(numbers), np.array(which, np.int64)[of_line]

    def _stated(self, name: str, value: str | None) -> tuple[Fact, ...]:
        told = value.strip() if value else ""
        if name == "quantity":
            told = signed(told)
        elif name == "document":
            told = document_kind(told) or self._document
        elif name in _MONEY:
            told = less_than_nothing((told,), ".") and "-1"
        else:
            told = self.day_like(told)
        return ((f"order.{name}", told),) if told else ()

    def day_like(self, written: str) -> str:
        """Return the first of the days on which a purchase is answered alike; a month or a year as it is.

        So is a date that may be one of two; of one that cannot be read no more is kept than that it is there.
        """
        found = readings_of(written)
        span = span_of(found[0]) if len(found) == 1 else None
        if span is None:
            return written if found else _UNREAD if any(map(str.isdigit, written)) else ""
        written = found[0]
        if span.first != span.last:
            return written
        at = bisect_right(self._turns, span.first) - 1
        return (self._turns[at] if at >= 0 else self._turns[0] - _ONE_DAY).isoformat()


def _dates_in(measures: Sequence[object]) -> Iterator[date]:
    """Yield every day that measures speak of: also those of conditions, on which nothing turns by itself."""
    waiting: list[object] = list(measures)
    while waiting:
        one = waiting.pop()
        if isinstance(one, date):
            yield one
        elif is_dataclass(one):
            waiting.extend(getattr(one, field.name) for field in fields(one))
        elif isinstance(one, Mapping):
            waiting.extend(one.values())
        elif isinstance(one, Iterable) and not isinstance(one, str | bytes):
            waiting.extend(one)
