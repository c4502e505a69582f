"""Which lines of orders name restricted equipment, and which measure speaks of it?"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from phaseout.batch.cells import DESIGNATIONS, cell
from phaseout.batch.codes import LOOKED_AT as OF_CODES
from phaseout.batch.columns import Numbers, combined, distinct, texts_of
from phaseout.batch.faults import faults_of
from phaseout.batch.lines import LOOKED_AT as OF_THE_ARTICLE
from phaseout.batch.lines import Lines, Said, leading_claim
from phaseout.batch.purchases import LOOKED_AT as OF_PURCHASES
from phaseout.batch.purchases import Purchases
from phaseout.batch.row_numbers import ROW
from phaseout.batch.rule_pack import RulePack
from phaseout.batch.suppliers import ANSWERS as SUPPLIER_ANSWERS
from phaseout.batch.suppliers import LOOKED_AT as OF_SUPPLIERS
from phaseout.batch.suppliers import NAME as SELLER
from phaseout.batch.suppliers import Standing, Suppliers
from phaseout.batch.tally import Tally
from phaseout.batch.verdicts import RENEWAL, Fact, Verdict, Verdicts
from phaseout.domain.determination import Outcome
from phaseout.intake.order.order_cells import country_of
from phaseout.knowledge import rules_of
from phaseout.survey.suppliers import NONE

LOOKED_AT = (*OF_THE_ARTICLE, *OF_SUPPLIERS, *OF_PURCHASES, *OF_CODES, "country")
"""Columns that are read. They are handed on as they are, as all others."""
ANSWERS = (
    pa.field("maker", pa.string()),
    pa.field("brand", pa.string()),
    pa.field("model", pa.string()),
    pa.field("grade", pa.string(), nullable=False),
    pa.field("span_start", pa.int32()),
    pa.field("span_end", pa.int32()),
    pa.field("rule", pa.string()),
    *SUPPLIER_ANSWERS,
    pa.field("outcome", pa.string()),
    pa.field("applies_on", pa.date32()),
    pa.field("measures", pa.list_(pa.string()), nullable=False),
)
"""What is added to the columns that were given."""
_MODEL = [field.name for field in ANSWERS].index("model")
GIVEN = "given_"
"""Put in front of a column that has the name of an answer, again where there is a column of that name."""

_Suppliers = tuple[list[Standing], Numbers]
_Stated = tuple[list[tuple[Fact, ...]], Numbers]
"""What lines state beside the article, and for each line which of it."""


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
    """Return every column that was given and the answers of each line, as many lines in the same order.

    Args:
        batch: any of ``order_id``, ``text``, ``manufacturer``, ``brand``, ``mpn`` (the maker's part number or
            model), ``sku``, ``supplier``, its numbers (``lei`` …), ``code`` and the lists of codes
            (``unspsc`` …), ``document``, ``quantity``, ``date``, ``amount``, ``price`` and ``country`` (of
            production), and any other columns. All pass as they are, in their order before the answers; one
            that has the name of an answer, whatever its case, with ``given_`` in front.
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


def answered_schema(schema: pa.Schema, *, is_numbered: bool = False) -> pa.Schema:
    """Return the schema of what ``screen`` makes of a batch, whose rows' numbers go before it if it has them.

    ``Model`` and ``model`` clash, too: Spark and databases take them for one column.
    """
    before = [ROW] if is_numbered else []
    answers = {field.name for field in (*before, *ANSWERS)}
    given = [field.name for field in schema]
    taken = answers | {name.casefold() for name in given}
    names = []
    for name in given:
        free = name
        while free.casefold() in answers or (free != name and free.casefold() in taken):
            free = GIVEN + free
        taken.add(free.casefold())
        names.append(free)
    passed = [pa.field(name, field.type) for name, field in zip(names, schema, strict=True)]
    return pa.schema([*before, *passed, *ANSWERS])


class Screener:
    """Screens batches by one pack of rules; what it remembers changes no answer."""

    def __init__(self, rules: RulePack) -> None:
        asked = rules.open()
        self._lines = Lines(rules_of(asked.register))
        self._verdicts = Verdicts(asked)
        self._suppliers = Suppliers(asked)
        self._purchases = Purchases(self._verdicts.decider, asked.as_of, asked.document)

    def screened(self, batch: pa.RecordBatch, *, only_open: bool = False) -> Screened:
        """Return the answers and the figures; ``only_open`` leaves out lines that leave nothing to do."""
        with _without_search_for_cycles():
            return self._screened(batch, only_open=only_open)

    def _screened(self, batch: pa.RecordBatch, *, only_open: bool) -> Screened:
        read = (*OF_THE_ARTICLE, *OF_CODES)
        columns = {name: texts for name in read if (texts := texts_of(batch, name)) is not None}
        said, of_line = self._lines.read(columns, batch.num_rows)
        suppliers = self._suppliers.of(batch)
        beside = (_of_countries(batch), self._of_suppliers(suppliers), *self._purchases.of(batch))
        stated = [one for one in beside if one is not None]
        cases, of_case = self._decided(said, of_line, stated)
        counts = np.bincount(of_case, minlength=len(cases)).tolist()
        sellers = texts_of(batch, SELLER)
        faults = faults_of([*columns.values(), *([] if sellers is None else [sellers])], batch.num_rows)
        tally = Tally(cut=faults.cut, lost=faults.lost)
        for case, count in zip(cases, counts, strict=True):
            identification = case.said.identification
            tally.count(case.verdict, identification.maker.value, count, is_nothing=case.said.rule is None)
        _count_suppliers(tally, suppliers)
        answered = pa.RecordBatch.from_arrays(
            [*batch.columns, *_answers(columns, (cases, of_case), suppliers)],
            schema=answered_schema(batch.schema),
        )
        if only_open:
            answered = answered.filter(pa.array(_leave_work(cases, of_case, suppliers)))
        return Screened(answered, tally)

    def _of_suppliers(self, suppliers: _Suppliers | None) -> _Stated | None:
        """Return what lines state of suppliers, if a measure asks; all that come to the same are one."""
        if suppliers is None or not self._verdicts.asks_of_suppliers:
            return None
        standings, of_line = suppliers
        numbers: dict[tuple[Fact, ...], int] = {}
        of_standing = [numbers.setdefault(one.stated, len(numbers)) for one in standings]
        return list(numbers), np.array(of_standing, np.int64)[of_line]

    def _decided(
        self, said: Sequence[Said], of_line: Numbers, stated: Sequence[_Stated]
    ) -> tuple[list[_Case], Numbers]:
        """Return each distinct case, and for each line which it is."""
        rows, of_case = combined([(of_line, len(said)), *((which, len(facts)) for facts, which in stated)])
        cases = []
        for number, *places in rows:
            own = (facts[place] for (facts, _), place in zip(stated, places, strict=True))
            renewing = (RENEWAL,) if said[number].renews else ()
            facts = (*chain.from_iterable(own), *renewing)
            verdict = self._verdicts.of(said[number].identification, facts)
            cases.append(_Case(said[number], verdict))
        return cases, of_case


def _leave_work(
    cases: Sequence[_Case], of_case: Numbers, suppliers: _Suppliers | None
) -> npt.NDArray[np.bool_]:
    """Return which lines leave work: by their thing, or where that is open by who sells it, or may."""
    leaves_work = np.array([case.verdict.leaves_work for case in cases], bool)[of_case]
    if suppliers is None:
        return leaves_work
    standings, of_line = suppliers
    is_undetermined = np.array([case.verdict.outcome is Outcome.UNDETERMINED for case in cases], bool)
    asks = np.array([one.relation not in (None, NONE) for one in standings], bool)
    work: npt.NDArray[np.bool_] = leaves_work | (is_undetermined[of_case] & asks[of_line])
    return work


def _count_suppliers(tally: Tally, suppliers: _Suppliers | None) -> None:
    standings, of_line = suppliers or ([], np.zeros(0, np.int64))
    counts = np.bincount(of_line, minlength=len(standings)).tolist()
    for standing, lines in zip(standings, counts, strict=True):
        if (match := standing.match) is not None:
            tally.count_supplier(match.party, lines, is_firm=match.is_firm)


def _of_countries(batch: pa.RecordBatch) -> _Stated | None:
    countries = texts_of(batch, "country")
    if countries is None:
        return None
    known, of_line = distinct(countries)
    named = (country_of(country or "") for country in known)
    return [(("asset.origin", country),) if country else () for country in named], of_line


def _answers(
    columns: Mapping[str, pa.StringArray],
    decided: tuple[Sequence[_Case], Numbers],
    suppliers: _Suppliers | None,
) -> list[pa.Array]:
    cases, of_case = decided
    rows, at = [case.cells for case in cases], pa.array(of_case)
    standings, of_supplier = suppliers or ([], of_case)
    by_answer = zip(*(one.cells for one in standings), strict=True)
    of_suppliers = dict(zip((field.name for field in SUPPLIER_ANSWERS), by_answer, strict=bool(standings)))
    answers = []
    for field in ANSWERS:
        if field in SUPPLIER_ANSWERS:
            known = of_suppliers.get(field.name)
            nothing = pa.nulls(len(of_case), field.type)
            answers.append(
                nothing if known is None else pa.array(known, field.type).take(pa.array(of_supplier))
            )
        else:
            answers.append(_answer([row[field.name] for row in rows], field.type, at))
    answers[_MODEL] = _with_stated_models(answers[_MODEL], columns, decided)
    return answers


def _answer(of_cases: Sequence[object], kind: pa.DataType, of_case: pa.Array) -> pa.Array:
    """Return the answer of each line, given those of the cases; what is the same for all is not looked up."""
    known = pa.array(of_cases, kind)
    if known.null_count == len(known):
        return pa.nulls(len(of_case), kind)
    if len(of_case) and len(known) == 1:
        return pa.repeat(known[0], len(of_case))
    return known.take(of_case)


def _with_stated_models(
    models: pa.StringArray, columns: Mapping[str, pa.StringArray], decided: tuple[Sequence[_Case], Numbers]
) -> pa.StringArray:
    """Put in the models of lines of which only that says which model it is."""
    cases, of_case = decided
    for name in DESIGNATIONS:
        stated = np.array([case.said.stated_in == name for case in cases], bool)[of_case]
        if stated.any():
            at = pa.array(stated)
            found = [cell(name, one) for one in columns[name].filter(at).to_pylist()]
            models = pc.replace_with_mask(models, at, pa.array(found, pa.string()))
    return models


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
