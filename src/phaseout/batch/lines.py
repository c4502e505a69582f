"""What does each of many order lines say of what it buys?

Most lines name nothing that the register knows. One pass over the column finds those that may; only these
become texts of Python and are looked at as a survey looks at them.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from phaseout.batch.codes import LOOKED_AT as OF_CODES
from phaseout.batch.codes import Codes, codes_of
from phaseout.batch.columns import Numbers, filled
from phaseout.batch.sieve import Marks, Sieve
from phaseout.domain.claim import Claim, Identification
from phaseout.identify.commodities import CODE
from phaseout.identify.identification import UNIDENTIFIED, Identifier
from phaseout.identify.mentions import Reader
from phaseout.identify.patterns.arrow_column import ArrowColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.rules import Rules
from phaseout.identify.sheet import Draft
from phaseout.survey.purchases import renews

_ANCHOR = re.compile(r"(?<![\[\\])[\^$]")
_TRAITS: Mapping[str, str] = {"text": "order.text", "sku": "order.sku"}
"""Column → the trait its values are observations of."""


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


NOTHING = Said(UNIDENTIFIED)
_Line = tuple[tuple[str, ...], Codes]
"""Its texts, and its commodity codes."""


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
        stated = {
            "text": _stated(rules, "order.text"),
            "sku": [*map(_anywhere, designations), *_stated(rules, "order.sku")],
        }
        self._stated = {name: PatternSet(patterns, opened) for name, patterns in stated.items() if patterns}
        """Column → patterns of which a value that tells something matches one; many others match, too."""

    def read(self, columns: Mapping[str, pa.StringArray], count: int) -> tuple[list[Said], Numbers]:
        """Return what is said, ``NOTHING`` first, and for each of ``count`` lines which of it.

        ``columns``: texts, article numbers and commodity codes, each as many as there are lines. A code alone
        names nothing, so that only what the others may name is looked at.
        """
        which = np.zeros(count, np.int64)
        looked_at = {name: filled(column) for name, column in columns.items() if name in _TRAITS}
        rows = self._candidates(looked_at, count)
        if not len(rows):
            return [NOTHING], which
        chosen = pa.array(rows)
        values = zip(*(column.take(chosen).to_pylist() for column in looked_at.values()), strict=True)
        codes = codes_of(
            {name: filled(columns[name]).take(chosen).to_pylist() for name in OF_CODES if name in columns},
            len(rows),
        )
        numbers: dict[_Line, int] = {}
        which[rows] = [numbers.setdefault(line, len(numbers) + 1) for line in zip(values, codes, strict=True)]
        traits = tuple(_TRAITS[name] for name in looked_at)
        sheets = [((*traits, *(CODE for _ in codes)), (*texts, *codes)) for texts, codes in numbers]
        drafts = self._identifier.drafts(sheets)
        renewing = (any(map(renews, texts)) for texts, _ in numbers)
        return [NOTHING, *map(_said, drafts, renewing)], which

    def _candidates(self, columns: Mapping[str, pa.StringArray], count: int) -> Numbers:
        """Return the numbers of the lines that may say something, in order."""
        telling = np.zeros(count, bool)
        for name, column in columns.items():
            if name not in self._stated:
                continue
            _mark(telling, self._stated[name], column)
        if "text" in columns:
            self._mark_naming(telling, columns["text"])
        return np.flatnonzero(telling)

    def _mark_naming(self, telling: Marks, texts: pa.StringArray) -> None:
        """Mark the texts that may name something."""
        left = np.flatnonzero(self._sieve.marks(texts))
        telling[left[list(self._reader.candidates(texts.take(pa.array(left)).to_pylist()))]] = True


def leading_claim(identification: Identification) -> Claim:
    """Return the claim of the maker, or of the brand where no maker is claimed."""
    return identification.maker if identification.maker.value is not None else identification.brand


def _said(draft: Draft, renewing: bool) -> Said:
    claim = leading_claim(draft.alike)
    passage = next(iter(claim.passages), None)
    if passage is None:
        return Said(draft.alike, next(iter(claim.rules), None), renews=renewing)
    start, end = draft.spans[passage.start]
    return Said(draft.alike, passage.rule, start, end, renewing)


def _mark(telling: Marks, patterns: PatternSet, texts: pa.StringArray) -> None:
    for pairs in patterns.find_pairs(ArrowColumn(texts)):
        telling[np.asarray(pairs.texts, np.int64)] = True


def _anywhere(pattern: str) -> str:
    """Return a pattern that matches wherever the other does within a text, and a little more often."""
    return f"(?:^|[^0-9A-Za-z])(?:{_ANCHOR.sub('', pattern)})(?:$|[^0-9A-Za-z])"


def _stated(rules: Rules, trait: str) -> list[str]:
    return [one.pattern for one in rules.fingerprints.get(trait, ())]
