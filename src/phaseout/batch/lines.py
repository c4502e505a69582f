"""What does each of many order lines say of what it buys?

Most lines name nothing that the register knows. One pass over the column finds those that may; only these
become texts of Python and are looked at as a survey looks at them.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from phaseout.batch.columns import Numbers, filled
from phaseout.domain.claim import Claim, Identification
from phaseout.identify.identification import UNIDENTIFIED, Identifier
from phaseout.identify.mentions import Reader
from phaseout.identify.patterns.arrow_column import ArrowColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.rules import Rules

Marks = npt.NDArray[np.bool_]
"""One for each text of a column."""

_ANCHOR = re.compile(r"(?<![\[\\])[\^$]")
_TRAITS: Mapping[str, str] = {"text": "order.text", "sku": "order.sku"}
"""Column → the trait its values are observations of."""


class Said(NamedTuple):
    """What one line says."""

    identification: Identification
    """With the numbers of ``columns`` for evidence."""
    rule: str | None = None
    """By which the leading claim stands."""
    start: int | None = None
    """Characters of the text, half open; None where the rule looked elsewhere."""
    end: int | None = None


NOTHING = Said(UNIDENTIFIED)


class Lines:
    """Reads order lines by the rules of one register."""

    def __init__(self, rules: Rules) -> None:
        self._identifier = Identifier(rules)
        self._reader = Reader(rules)
        opened = rules.open_scanner
        designations = [
            *(model.pattern for model in rules.models),
            *(one.pattern for one in rules.wording.designations),
            *map(re.escape, rules.ambiguous_models),
        ]
        self._stated = {
            "text": PatternSet(_stated(rules, "order.text"), opened),
            "sku": PatternSet([*map(_anywhere, designations), *_stated(rules, "order.sku")], opened),
        }
        """Column → patterns of which a value that tells something matches one; many others match, too."""

    def read(self, columns: Mapping[str, pa.StringArray], count: int) -> tuple[list[Said], Numbers]:
        """Return what is said, ``NOTHING`` first, and for each of ``count`` lines which of it.

        ``columns``: texts and article numbers, each as many as there are lines.
        """
        which = np.zeros(count, np.int64)
        looked_at = {name: filled(column) for name, column in columns.items() if name in self._stated}
        rows = self._candidates(looked_at, count)
        if not len(rows):
            return [NOTHING], which
        chosen = pa.array(rows)
        values = zip(*(column.take(chosen).to_pylist() for column in looked_at.values()), strict=True)
        numbers: dict[tuple[str, ...], int] = {}
        which[rows] = [numbers.setdefault(line, len(numbers) + 1) for line in values]
        traits = tuple(_TRAITS[name] for name in looked_at)
        drafts = self._identifier.drafts([(traits, line) for line in numbers])
        return [NOTHING, *(_said(draft.identification) for draft in drafts)], which

    def _candidates(self, columns: Mapping[str, pa.StringArray], count: int) -> Numbers:
        """Return the numbers of the lines that may say something, in order."""
        telling = np.zeros(count, bool)
        for name, column in columns.items():
            _mark(telling, self._stated[name], column)
        if "text" in columns:
            self._mark_naming(telling, columns["text"])
        return np.flatnonzero(telling)

    def _mark_naming(self, telling: Marks, texts: pa.StringArray) -> None:
        """Mark the texts that may name something; those with letters beyond ASCII are folded one by one."""
        is_ascii = pc.string_is_ascii(texts)
        plain = np.flatnonzero(is_ascii.to_numpy(zero_copy_only=False))
        among = np.zeros(len(plain), bool)
        _mark(among, self._reader.patterns, texts.filter(is_ascii))
        telling[plain[among]] = True
        beyond = np.flatnonzero(pc.invert(is_ascii).to_numpy(zero_copy_only=False))
        telling[beyond[list(self._reader.candidates(texts.take(pa.array(beyond)).to_pylist()))]] = True


def leading_claim(identification: Identification) -> Claim:
    """Return the claim of the maker, or of the brand where no maker is claimed."""
    return identification.maker if identification.maker.value is not None else identification.brand


def _said(identification: Identification) -> Said:
    claim = leading_claim(identification)
    place = next(iter(claim.passages), None)
    if place is None:
        return Said(identification, next(iter(claim.rules), None))
    return Said(identification, place.rule, place.start, place.end)


def _mark(telling: Marks, patterns: PatternSet, texts: pa.StringArray) -> None:
    for pairs in patterns.find_pairs(ArrowColumn(texts)):
        telling[np.asarray(pairs.texts, np.int64)] = True


def _anywhere(pattern: str) -> str:
    """Return a pattern that matches wherever the other does within a text, and a little more often."""
    return f"(?:^|[^0-9A-Za-z])(?:{_ANCHOR.sub('', pattern)})(?:$|[^0-9A-Za-z])"


def _stated(rules: Rules, trait: str) -> list[str]:
    return [one.pattern for one in rules.fingerprints.get(trait, ())]
