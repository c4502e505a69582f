"""What does each of many order lines say of what it buys?

Most lines name nothing that the register knows. One pass over the column finds those that may; only these
become texts of Python and are looked at as a survey looks at them.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from phaseout.batch.cells import BRAND, DESIGNATIONS, MANUFACTURER, MPN, SKU, TEXT, cell, readable
from phaseout.batch.codes import LOOKED_AT as OF_CODES
from phaseout.batch.codes import Codes, codes_of
from phaseout.batch.columns import Numbers, filled
from phaseout.batch.sieve import Marks, Sieve
from phaseout.domain.claim import Claim, Identification
from phaseout.domain.shown import HIDING
from phaseout.identify.commodities import CODE
from phaseout.identify.fields import LONGEST, fields_of
from phaseout.identify.identification import UNIDENTIFIED, Identifier
from phaseout.identify.mentions import Reader
from phaseout.identify.patterns.arrow_column import ArrowColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.rules import Rules
from phaseout.identify.sheet import Draft, Sheet
from phaseout.survey.purchases import renews

_ANCHOR = re.compile(r"(?<![\[\\])[\^$]")
_TRAITS: Mapping[str, str] = MappingProxyType(
    {
        TEXT: "order.text",
        MANUFACTURER: "order.manufacturer",
        BRAND: "order.brand",
        MPN: "order.part-number",
        SKU: "order.sku",
    }
)
"""Column → the trait its values are observations of, in the order a survey reads them."""
LOOKED_AT = tuple(_TRAITS)
_OF_THE_MAKER = frozenset((MANUFACTURER, BRAND, MPN))
"""Columns beside which a text that names nothing still says the kind."""
_MUTE = ""
"""Stands for a text that names nothing."""
_RENEWING = "renewal"
"""Stands for one that names nothing and speaks of a renewal."""
_STATED = "~"
"""Stands for an article number that follows no grammar of a maker's: nothing but the model depends on it."""


class Said(NamedTuple):
    """What one line says."""

    identification: Identification
    """One object for all lines that say the same, wherever in their texts: its places are only numbers."""
    rule: str | None = None
    """By which the leading claim stands."""
    start: int | None = None
    """Characters of the text, half open; None where the rule looked elsewhere."""
    end: int | None = None
    renews: bool = False
    """Whether it speaks of a renewal; not asked of lines that name nothing."""
    stated_in: str | None = None
    """The column in which the model stands, where the identification has only a sign for it."""


NOTHING = Said(UNIDENTIFIED)
_Line = tuple[tuple[str | None, ...], Codes]
"""What stands in its columns, None where nothing does, and its commodity codes."""


class Lines:
    """Reads order lines by the rules of one register."""

    def __init__(self, rules: Rules) -> None:
        self._identifier = Identifier(rules)
        self._reader = Reader(rules)
        opened = rules.open_scanner
        self._sieve = Sieve(self._reader.written, self._reader.foreign, opened)
        designations = [
            *(model.pattern for model in rules.models),
            *(one.pattern for one in rules.wording.designations),
            *map(re.escape, rules.ambiguous_models),
        ]
        stated = {TEXT: _stated(rules, _TRAITS[TEXT])}
        for name in DESIGNATIONS:
            stated[name] = [*map(_anywhere, designations), *_stated(rules, _TRAITS[name]), HIDING]
        self._stated = {name: PatternSet(patterns, opened) for name, patterns in stated.items() if patterns}
        """Column → patterns of which a value that tells something matches one; many others match, too."""

    def read(self, columns: Mapping[str, pa.StringArray], count: int) -> tuple[list[Said], Numbers]:
        """Return what is said, ``NOTHING`` first, and for each of ``count`` lines which of it.

        ``columns``: texts, names of makers and brands, article numbers and commodity codes, each as many as
        there are lines. A code alone names nothing, so that only what the others may name is looked at.
        """
        which = np.zeros(count, np.int64)
        looked_at = {name: readable(name, columns[name]) for name in _TRAITS if name in columns}
        telling = {name: self._telling(name, column) for name, column in looked_at.items()}
        rows = np.flatnonzero(np.logical_or.reduce([np.zeros(count, bool), *telling.values()]))
        if not len(rows):
            return [NOTHING], which
        chosen = pa.array(rows)
        cells = {name: column.take(chosen).to_pylist() for name, column in looked_at.items()}
        if TEXT in cells:
            told = [
                telling[TEXT][rows],
                *(np.array(cells[name]) != "" for name in _OF_THE_MAKER & cells.keys()),
                *(telling[name][rows] for name in DESIGNATIONS if name in cells),
            ]
            cells[TEXT] = _as_far_as_telling(cells[TEXT], np.logical_or.reduce(told).tolist())
        said = {name: map(partial(cell, name), column) for name, column in cells.items()}
        for name in filter(said.__contains__, DESIGNATIONS):
            tells = np.logical_or(telling[name], telling.get(TEXT, False))[rows].tolist()
            said[name] = map(partial(_as_far_as_matched, name), said[name], tells)
        values = zip(*said.values(), strict=True)
        codes = codes_of(
            {name: filled(columns[name]).take(chosen).to_pylist() for name in OF_CODES if name in columns},
            len(rows),
        )
        numbers: dict[_Line, int] = {}
        which[rows] = [numbers.setdefault(line, len(numbers) + 1) for line in zip(values, codes, strict=True)]
        traits = tuple(_TRAITS[name] for name in cells)
        drafts = self._identifier.drafts([_sheet(traits, *line) for line in numbers])
        renewing = (TEXT in cells and renews((said[0] or "")[:LONGEST]) for said, _ in numbers)
        return [NOTHING, *map(_said, drafts, renewing)], which

    def _telling(self, name: str, column: pa.StringArray) -> Marks:
        """Mark the values of a column that may say something by themselves."""
        if name in (MANUFACTURER, BRAND):  # whoever stands in a column of makers is one
            named: Marks = pc.not_equal(column, "").to_numpy(zero_copy_only=False)
            return named
        telling = np.zeros(len(column), bool)
        if name in self._stated:
            _mark(telling, self._stated[name], column)
        if name in DESIGNATIONS:  # any letter beyond ASCII may look like one of a designation
            telling |= ~pc.string_is_ascii(column).to_numpy(zero_copy_only=False)
        if name == TEXT:
            self._mark_naming(telling, column)
        return telling

    def _mark_naming(self, telling: Marks, texts: pa.StringArray) -> None:
        """Mark the texts that may name something."""
        left = np.flatnonzero(self._sieve.marks(texts))
        telling[left[list(self._reader.candidates(texts.take(pa.array(left)).to_pylist()))]] = True


def _as_far_as_telling(texts: Sequence[str], telling: Sequence[bool]) -> list[str | None]:
    """Return texts; of those that name nothing only that they are there, and whether they speak of a renewal.

    A text that is there makes an article number the seller's own, whatever it says.
    """
    known: dict[str, str | None] = {}
    kept: list[str | None] = []
    for text, tells in zip(texts, telling, strict=True):
        if tells:
            kept.append(text)
            continue
        if text not in known:
            is_there = cell(TEXT, text) is not None
            known[text] = (_RENEWING if renews(text[:LONGEST]) else _MUTE) if is_there else None
        kept.append(known[text])
    return kept


def _as_far_as_matched(name: str, number: str | None, tells: bool) -> str | None:
    """Return an article number; of one that only may be a model that it is there, so that many are one."""
    if number is None or tells:
        return number
    return _STATED if fields_of(_TRAITS[name], number) else _MUTE


def _sheet(traits: Sequence[str], values: Sequence[str | None], codes: Codes) -> Sheet:
    said = [(trait, value) for trait, value in zip(traits, values, strict=True) if value is not None]
    return (
        (*(trait for trait, _ in said), *(CODE for _ in codes)),
        (*(value for _, value in said), *codes),
    )


def leading_claim(identification: Identification) -> Claim:
    """Return the claim of the maker, or of the brand where no maker is claimed."""
    return identification.maker if identification.maker.value is not None else identification.brand


def _said(draft: Draft, renewing: bool) -> Said:
    claim = leading_claim(draft.alike)
    model = draft.alike.model
    rule = next(iter(model.rules), "") if model.value == _STATED else ""
    stated_in = next((name for name in DESIGNATIONS if rule == f"stated/{_TRAITS[name]}"), None)
    passage = next(iter(claim.passages), None)
    if passage is None:
        rule_of_claim = next(iter(claim.rules), None)
        return Said(draft.alike, rule_of_claim, renews=renewing, stated_in=stated_in)
    start, end = draft.spans[passage.start]
    return Said(draft.alike, passage.rule, start, end, renewing, stated_in)


def _mark(telling: Marks, patterns: PatternSet, texts: pa.StringArray) -> None:
    for pairs in patterns.find_pairs(ArrowColumn(texts)):
        telling[np.asarray(pairs.texts, np.int64)] = True


def _anywhere(pattern: str) -> str:
    """Return a pattern that matches wherever the other does within a text, and a little more often."""
    return f"(?:^|[^0-9A-Za-z])(?:{_ANCHOR.sub('', pattern)})(?:$|[^0-9A-Za-z])"


def _stated(rules: Rules, trait: str) -> list[str]:
    return [one.pattern for one in rules.fingerprints.get(trait, ())]
