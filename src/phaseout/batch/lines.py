"""What does each of many order lines say of what it buys?

Most lines name nothing that the register knows. One pass over the column finds those that may; only these
become texts of Python and are looked at as a survey looks at them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from phaseout.batch.columns import Numbers, filled
from phaseout.domain.claim import Claim, Identification, Strength
from phaseout.domain.party import Brand
from phaseout.identify.identification import UNIDENTIFIED, Identifier
from phaseout.identify.patterns.arrow_column import ArrowColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.rules import Rules

_ANCHOR = re.compile(r"(?<![\[\\])[\^$]")
_TRAITS: Mapping[str, str] = {"text": "order.text", "sku": "order.sku"}
"""Column → the trait its values are observations of."""
_OF_BRAND = "brand/"


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
        self._brands = rules.brands
        self._word_patterns: dict[str, re.Pattern[str]] = {}
        self._identifier = Identifier(rules)
        words = _words(rules.brands)
        firm = [model.pattern for model in rules.models if model.strength is Strength.STRONG]
        every = [model.pattern for model in rules.models]
        known = [re.escape(designation) for designation in rules.ambiguous_models]
        self._telling = {
            "text": PatternSet(
                [*words, *map(_anywhere, firm), *_stated(rules, "order.text")], rules.open_scanner
            ),
            "sku": PatternSet(
                [*words, *map(_anywhere, [*every, *known]), *_stated(rules, "order.sku")], rules.open_scanner
            ),
        }
        """Column → patterns of which a value that tells something matches one; many others match, too."""

    def read(self, columns: Mapping[str, pa.StringArray], count: int) -> tuple[list[Said], Numbers]:
        """Return what is said, ``NOTHING`` first, and for each of ``count`` lines which of it.

        ``columns``: texts and article numbers, each as many as there are lines.
        """
        which = np.zeros(count, np.int64)
        looked_at = {name: filled(column) for name, column in columns.items() if name in self._telling}
        rows = self._candidates(looked_at, count)
        if not len(rows):
            return [NOTHING], which
        chosen = pa.array(rows)
        values = zip(*(column.take(chosen).to_pylist() for column in looked_at.values()), strict=True)
        numbers: dict[tuple[str, ...], int] = {}
        which[rows] = [numbers.setdefault(line, len(numbers) + 1) for line in values]
        traits = tuple(_TRAITS[name] for name in looked_at)
        drafts = self._identifier.drafts([(traits, line) for line in numbers])
        texts = [dict(zip(looked_at, line, strict=True)).get("text", "") for line in numbers]
        said = [self._said(draft.identification, text) for draft, text in zip(drafts, texts, strict=True)]
        return [NOTHING, *said], which

    def _candidates(self, columns: Mapping[str, pa.StringArray], count: int) -> Numbers:
        """Return the numbers of the lines that may say something, in order."""
        telling = np.zeros(count, bool)
        for name, column in columns.items():
            for pairs in self._telling[name].find_pairs(ArrowColumn(column)):
                telling[np.asarray(pairs.texts, np.int64)] = True
        return np.flatnonzero(telling)

    def _said(self, identification: Identification, text: str) -> Said:
        rules = leading_claim(identification).rules
        model = identification.model.value
        placed = ((rule, self._span(rule, model, text)) for rule in rules)
        found = next(((rule, span) for rule, span in placed if span is not None), None)
        if found is None:
            return Said(identification, next(iter(rules), None))
        rule, (start, end) = found
        return Said(identification, rule, start, end)

    def _span(self, rule: str, model: str | None, text: str) -> tuple[int, int] | None:
        """Return where the name or the designation stands by which a rule speaks, None where it does not."""
        if rule.startswith(_OF_BRAND):
            found = self._word_of(rule.removeprefix(_OF_BRAND)).search(text)
            return found.span() if found else None
        start = text.find(model) if model else -1
        return (start, start + len(model)) if model and start >= 0 else None

    def _word_of(self, brand: str) -> re.Pattern[str]:
        """Return what finds the words of a brand."""
        if brand not in self._word_patterns:
            known = self._brands.get(brand)
            words = "|".join(map(_as_word, known.words)) if known else ""
            self._word_patterns[brand] = re.compile(words or "(?!)", re.IGNORECASE)
        return self._word_patterns[brand]


def leading_claim(identification: Identification) -> Claim:
    """Return the claim of the maker, or of the brand where no maker is claimed."""
    return identification.maker if identification.maker.value is not None else identification.brand


def _words(brands: Mapping[str, Brand]) -> list[str]:
    words = sorted({word.lower() for brand in brands.values() for word in brand.words})
    return [_anywhere(re.escape(word)) if word.isascii() else re.escape(word) for word in words]


def _anywhere(pattern: str) -> str:
    """Return a pattern that matches wherever the other does within a text, and a little more often."""
    return f"(?:^|[^0-9A-Za-z])(?:{_ANCHOR.sub('', pattern)})(?:$|[^0-9A-Za-z])"


def _as_word(word: str) -> str:
    return rf"(?<![^\W_]){re.escape(word)}(?![^\W_])" if word.isascii() else re.escape(word)


def _stated(rules: Rules, trait: str) -> Iterable[str]:
    return (one.pattern for one in rules.fingerprints.get(trait, ()))
