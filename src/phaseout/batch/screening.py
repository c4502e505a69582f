"""Which lines of orders name restricted equipment, and which measure speaks of it?"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from phaseout.batch.columns import Numbers, distinct, texts_of
from phaseout.batch.lines import Lines, Said, leading_claim
from phaseout.batch.rule_pack import RulePack
from phaseout.batch.suppliers import Suppliers
from phaseout.batch.tally import Tally
from phaseout.batch.verdicts import Verdict, Verdicts
from phaseout.knowledge import rules_of

LOOKED_AT = ("text", "sku", "supplier", "code", "date", "country")
"""Columns that are read and not handed on; all others, such as ``order_id``, pass as they are."""
ANSWERS = (
    pa.field("maker", pa.string()),
    pa.field("brand", pa.string()),
    pa.field("model", pa.string()),
    pa.field("grade", pa.string(), nullable=False),
    pa.field("span_start", pa.int32()),
    pa.field("span_end", pa.int32()),
    pa.field("rule", pa.string()),
    pa.field("supplier_party", pa.string()),
    pa.field("supplier_relation", pa.string()),
    pa.field("outcome", pa.string()),
    pa.field("applies_on", pa.date32()),
    pa.field("measures", pa.list_(pa.string()), nullable=False),
)
"""What is added to the keys."""
GIVEN = "given_"
"""Put in front of a key that has the name of an answer."""


class _Case(NamedTuple):
    """What several lines have in common: what they say and what is answered."""

    said: Said
    verdict: Verdict

    @property
    def cells(self) -> dict[str, object]:
        """The answers but for the supplier's."""
        identification = self.said.identification
        return {
            "maker": identification.maker.value,
            "brand": identification.brand.value,
            "model": identification.model.value,
            "grade": leading_claim(identification).grade.value,
            "span_start": self.said.start,
            "span_end": self.said.end,
            "rule": self.said.rule,
            "outcome": self.verdict.outcome.value if self.verdict.outcome else None,
            "applies_on": self.verdict.on,
            "measures": self.verdict.measures,
        }


class Screened(NamedTuple):
    """A batch with its answers, and the figures of it."""

    batch: pa.RecordBatch
    tally: Tally


def screen(batch: pa.RecordBatch, *, rules: RulePack) -> pa.RecordBatch:
    """Return the keys and the answers of each line, as many lines in the same order.

    Args:
        batch: any of ``order_id``, ``text``, ``sku``, ``supplier``, ``code``, ``date`` and ``country`` (of
            production), and any other columns, which pass as they are.
        rules: who asks which measures of which register about which day.

    Raises:
        SourceError: a column to be looked at holds no text.
        RegisterError: the rules were packed by another version of this program.
    """
    return screener(rules).screened(batch).batch


@lru_cache(maxsize=2)
def screener(rules: RulePack) -> "Screener":
    """Return the screener of a process: opening the rules takes longer than screening a batch."""
    return Screener(rules)


def answered_schema(schema: pa.Schema) -> pa.Schema:
    """Return the schema of what ``screen`` makes of a batch."""
    answers = {field.name for field in ANSWERS}
    keys = (field for field in schema if field.name not in LOOKED_AT)
    renamed = ((GIVEN + one.name if one.name in answers else one.name, one.type) for one in keys)
    return pa.schema([*(pa.field(*one) for one in renamed), *ANSWERS])


class Screener:
    """Screens batches by one pack of rules; what it remembers changes no answer."""

    def __init__(self, rules: RulePack) -> None:
        asked = rules.open()
        self._lines = Lines(rules_of(asked.register))
        self._verdicts = Verdicts(asked)
        self._suppliers = Suppliers(asked)

    def screened(self, batch: pa.RecordBatch, *, only_open: bool = False) -> Screened:
        """Return the answers and the figures; ``only_open`` leaves out lines that leave nothing to do."""
        with _without_search_for_cycles():
            return self._screened(batch, only_open=only_open)

    def _screened(self, batch: pa.RecordBatch, *, only_open: bool) -> Screened:
        columns = {name: texts for name in ("text", "sku") if (texts := texts_of(batch, name)) is not None}
        said, of_line = self._lines.read(columns, batch.num_rows)
        cases, of_case = self._decided(said, of_line, texts_of(batch, "country"))
        counts = np.bincount(of_case, minlength=len(cases)).tolist()
        tally = Tally()
        for case, count in zip(cases, counts, strict=True):
            identification = case.said.identification
            tally.count(case.verdict, identification.maker.value, count, is_nothing=case.said.rule is None)
        answered = pa.RecordBatch.from_arrays(
            [*_keys(batch), *self._answers(batch, cases, of_case)], schema=answered_schema(batch.schema)
        )
        if only_open:
            leaves_work = np.array([case.verdict.leaves_work for case in cases], bool)
            answered = answered.filter(pa.array(leaves_work[of_case]))
        return Screened(answered, tally)

    def _decided(
        self, said: Sequence[Said], of_line: Numbers, countries: pa.StringArray | None
    ) -> tuple[list[_Case], Numbers]:
        """Return each distinct case, and for each line which it is."""
        if countries is None:
            return [_Case(one, self._verdicts.of(one.identification)) for one in said], of_line
        known, of_country = distinct(countries)
        together, of_case = np.unique(of_line * len(known) + of_country, return_inverse=True)
        cases = []
        for number in together.tolist():
            one, country = said[number // len(known)], known[number % len(known)]
            facts = (("asset.origin", country),) if country else ()
            cases.append(_Case(one, self._verdicts.of(one.identification, facts)))
        return cases, of_case

    def _answers(self, batch: pa.RecordBatch, cases: Sequence[_Case], of_case: Numbers) -> list[pa.Array]:
        rows = [case.cells for case in cases]
        suppliers = texts_of(batch, "supplier")
        standings, of_supplier = ([], of_case) if suppliers is None else self._suppliers.of(suppliers)
        by_party: dict[str, list[str | None]] = {
            "supplier_party": [party for party, _ in standings],
            "supplier_relation": [relation for _, relation in standings],
        }
        at, supplier_at = pa.array(of_case), pa.array(of_supplier)
        answers = []
        for field in ANSWERS:
            if field.name not in by_party:
                column = pa.array([row[field.name] for row in rows], field.type).take(at)
            elif standings:
                column = pa.array(by_party[field.name], field.type).take(supplier_at)
            else:
                column = pa.nulls(batch.num_rows, field.type)
            answers.append(column)
        return answers


@contextmanager
def _without_search_for_cycles() -> Iterator[None]:
    """Put off Python's search for cycles: it goes through the whole register again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _keys(batch: pa.RecordBatch) -> list[pa.Array]:
    return [
        column
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
        if name not in LOOKED_AT
    ]
