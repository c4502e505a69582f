"""Where in a text do designations stand that follow a maker's grammar, also as people type them?"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from phaseout.domain.claim import Strength
from phaseout.domain.party import ModelPattern
from phaseout.domain.wording import LooseDesignation
from phaseout.identify.mentions.reading import Span, Written, overlaps
from phaseout.identify.mentions.weighing import is_read_twice
from phaseout.pattern import Pattern, Patterns

SHORTEST = 6
"""Characters; in free text, shorter words follow too many grammars by chance."""
SHORTEST_BACKED = 4
"""Characters from which a word counts beside its brand, or a word for the same kind of equipment."""
DISTINCTIVE = 7
"""Characters from which one maker's grammar alone is hardly met by chance."""
DISTINCTIVE_BARE = 9
"""Letters and digits from which the same holds where separators are lost."""
DIGITS = 3
"""Digits that such a word has at least."""
REMEMBERED = 50_000
"""Words kept with the grammars they follow: a designation is met again and again."""
_TOKEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z/().+-]*")
_DIGIT = re.compile("[0-9]")
_LETTER = re.compile("[a-z]", re.IGNORECASE)
_NEXT = re.compile(r" [0-9A-Za-z][0-9A-Za-z/().+-]*")
_MORE = re.compile(r"(?: (?:[A-Za-z]{1,2}|[A-Za-z]\d)(?![0-9A-Za-z]))+")
"""Short groups behind: VIP 3230 *B SL G2*."""
DISTINCTIVE_APART = 8
"""Letters and digits from which a designation with a blank in it is hardly met by chance."""
_BEHIND = "/().+-"
"""What belongs to the sentence where a word ends with it."""
_PIECE = re.compile(
    r"\\(?P<escaped>.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<anchor>[\^$])|(?P<dash>-)", re.DOTALL
)
_SEPARATED = "[ ./_-]{0,3}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A designation where it stands."""

    span: Span
    model: ModelPattern
    rule: str
    written: Written
    needs_backing: bool = False
    """Whether it counts only where something else in the line backs it."""
    is_short: bool = False
    is_distinctive: bool = False
    """Whether it is long, and no other maker's grammar, be it only remembered, fits it as well."""


class Designations:
    """Finds designations by the grammars that may speak in free text, and by their looser forms."""

    def __init__(self, models: Sequence[ModelPattern], loose: Sequence[LooseDesignation]) -> None:
        self._strict = sorted(
            (one for one in models if one.strength is not Strength.HINT),
            key=lambda one: (one.strength is not Strength.STRONG, not is_read_twice(one)),
        )
        self._remembered = [one for one in models if one.strength is Strength.HINT and one.maker is not None]
        by_id: Mapping[str, ModelPattern] = {model.id: model for model in models}
        known = [(one.id, one.pattern, by_id[one.model]) for one in loose if one.model in by_id]
        derived = [
            (one.id, pattern, one)
            for one in self._strict
            if not one.needs_brand and (pattern := without_separators(one.pattern)) is not None
        ]
        self._own = len(known)
        self._with_blank = frozenset(n for n, one in enumerate(self._strict) if " " in one.pattern)
        self._loose = [*known, *derived]
        self._compiled: dict[str, Pattern] = {}

    @cached_property
    def _grammars(self) -> tuple[ModelPattern, ...]:
        """Those that may speak in free text, then those that are only remembered."""
        return (*self._strict, *self._remembered)

    @cached_property
    def _fits(self) -> Callable[[str], frozenset[int]]:
        """Tells which grammars, by number, a word follows."""
        return lru_cache(REMEMBERED)(Patterns(model.pattern for model in self._grammars).catching)

    def patterns(self) -> list[str]:
        """Return patterns that catch every text of ASCII with a designation in it, and a few without."""
        return [anywhere(model.pattern) for model in self._strict] + [
            pattern for _, pattern, _ in self._loose
        ]

    def find(self, text: str, caught: Collection[int]) -> list[Typed]:
        """Return the designations in order.

        Args:
            text: as long as the original, with no letter beyond ASCII.
            caught: numbers of the ``patterns`` that catch it.
        """
        count = len(self._strict)
        found = list(self._as_is(text, [number for number in sorted(caught) if number < count]))
        for number in sorted(caught):
            if number >= count:
                found += self._as_typed(text, number - count, [one.span for one in found])
        return sorted(found, key=lambda one: one.span)

    def _as_typed(self, text: str, number: int, taken: Sequence[Span]) -> list[Typed]:
        rule, pattern, model = self._loose[number]
        is_known = number < self._own or model.strength is Strength.STRONG or is_read_twice(model)
        return [
            Typed(
                span=span,
                model=model,
                rule=rule,
                written=Written.SEPARATORS_FORGIVEN,
                needs_backing=number >= self._own and not (is_known and _is_distinctive(text[slice(*span)])),
                is_distinctive=is_known and _is_distinctive(text[slice(*span)]),
            )
            for span in self._pattern(pattern).spans(text)
            if not overlaps(span, taken) and (number < self._own or _is_long(text[slice(*span)]))
        ]

    def _as_is(self, text: str, numbers: Sequence[int]) -> Iterator[Typed]:
        blank = self._with_blank.intersection(numbers)
        for token in _TOKEN.finditer(text) if numbers else ():
            word, longer = token[0], None
            is_code = _is_code(word)
            if not is_code and not blank:
                continue
            all_fits = self._fits(word) if is_code else frozenset()
            fits = [self._strict[number] for number in numbers if number in all_fits]
            if not fits and blank:
                following = _NEXT.match(text, token.end())
                word += following[0] if following and _LETTER.search(word) else ""
                longer = _MORE.match(text, token.start() + len(word))
                all_fits = self._fits(word) & blank if _is_code(word) else frozenset()
                fits = [self._strict[number] for number in numbers if number in all_fits]
            if not fits:
                continue
            fits = [one for one in fits if not one.needs_brand] or fits
            span = token.start(), token.start() + len(word.rstrip(_BEHIND))
            yield Typed(
                span=span,
                model=_settled(fits),
                rule=fits[0].id,
                written=Written.AS_IS,
                needs_backing=fits[0].needs_brand or len(word) < SHORTEST,
                is_short=len(word) < SHORTEST,
                is_distinctive=self._is_distinctive(word, fits[0], longer[0] if longer else ""),
            )

    def _is_distinctive(self, word: str, model: ModelPattern, longer: str) -> bool:
        is_long = _count(word + longer) >= DISTINCTIVE_APART if " " in word else len(word) >= DISTINCTIVE
        others = (self._grammars[number] for number in self._fits(word))
        return is_long and not any(one.maker != model.maker and not one.needs_brand for one in others)

    def _pattern(self, written: str) -> Pattern:
        if written not in self._compiled:
            self._compiled[written] = Pattern(written)
        return self._compiled[written]


def _settled(fits: Sequence[ModelPattern]) -> ModelPattern:
    """Return the firmest grammar; where as firm ones are of several makers it only hints."""
    alike = {one.maker for one in fits if one.strength is fits[0].strength}
    return fits[0] if len(alike) == 1 else replace(fits[0], strength=Strength.HINT)


def _is_code(word: str) -> bool:
    return len(word) >= SHORTEST_BACKED and _DIGIT.search(word) is not None


def _is_long(word: str) -> bool:
    return _count(word) >= SHORTEST and any(char.isdigit() for char in word)


def _is_distinctive(word: str) -> bool:
    return _count(word) >= DISTINCTIVE_BARE and sum(map(str.isdigit, word)) >= DIGITS


def _count(word: str) -> int:
    return sum(char.isalnum() for char in word)


def anywhere(pattern: str) -> str:
    """Return a pattern that catches every text in which a word matches, whatever stands around the word.

    Letters and digits right behind are the word's own: where its end is asked for, none may follow.
    """
    return _PIECE.sub(_loosened, pattern)


def without_separators(pattern: str) -> str | None:
    """Return a pattern for the same words with other separators or none, None where it has no hyphen."""
    if not any(piece["dash"] for piece in _PIECE.finditer(pattern)):
        return None
    loose = _PIECE.sub(lambda piece: _SEPARATED if piece["dash"] else _unanchored(piece), pattern)
    return rf"\b(?:{loose})[0-9A-Z/()_-]*\b"


def _loosened(piece: re.Match[str]) -> str:
    if piece["anchor"] == "^" or piece["escaped"] == "A":
        return r"(?:\b|_)"
    return r"(?:$|[^0-9A-Za-z])" if piece["anchor"] == "$" or piece["escaped"] == "z" else piece[0]


def _unanchored(piece: re.Match[str]) -> str:
    return "" if piece["anchor"] or piece["escaped"] in ("A", "z") else piece[0]
