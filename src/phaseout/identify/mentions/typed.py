"""Where in a text do designations stand that follow a maker's grammar, also as people type them?"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from phaseout.domain.claim import Strength
from phaseout.domain.party import ModelPattern
from phaseout.domain.wording import LooseDesignation
from phaseout.identify.mentions.reading import Span, Written, overlaps
from phaseout.pattern import Pattern

SHORTEST = 6
"""Characters; in free text, shorter words follow too many grammars by chance."""
_TOKEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z/().+-]*")
_BEHIND = "/().+-"
"""What belongs to the sentence where a word ends with it."""
_ANCHOR = re.compile(r"\\(?P<escaped>.)|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<anchor>[\^$])", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A designation where it stands."""

    span: Span
    model: ModelPattern
    rule: str
    written: Written


class Designations:
    """Finds designations by the grammars that may speak in free text, and by their looser forms."""

    def __init__(self, models: Sequence[ModelPattern], loose: Sequence[LooseDesignation]) -> None:
        self._strict = [one for one in models if one.strength is Strength.STRONG and not one.needs_brand]
        by_id: Mapping[str, ModelPattern] = {model.id: model for model in models}
        self._loose = [(one, by_id[one.model]) for one in loose if one.model in by_id]
        self._compiled: dict[str, Pattern] = {}

    def patterns(self) -> list[str]:
        """Return patterns that catch every text of ASCII with a designation in it, and a few without."""
        return [anywhere(model.pattern) for model in self._strict] + [one.pattern for one, _ in self._loose]

    def find(self, text: str, caught: Collection[int]) -> list[Typed]:
        """Return the designations in order.

        Args:
            text: as long as the original, with no letter beyond ASCII.
            caught: numbers of the ``patterns`` that catch it.
        """
        count = len(self._strict)
        found = list(self._as_is(text, [self._strict[number] for number in sorted(caught) if number < count]))
        for number in sorted(caught):
            if number >= count:
                loose, model = self._loose[number - count]
                for span in self._pattern(loose.pattern).spans(text):
                    if not overlaps(span, [one.span for one in found]):
                        written = Written.SEPARATORS_FORGIVEN
                        found.append(Typed(span=span, model=model, rule=loose.id, written=written))
        return sorted(found, key=lambda one: one.span)

    def _as_is(self, text: str, models: Sequence[ModelPattern]) -> Iterator[Typed]:
        for token in _TOKEN.finditer(text) if models else ():
            word = token[0]
            if len(word) < SHORTEST or not any(char.isdigit() for char in word):
                continue
            for model in models:  # the first grammar that fits speaks
                if self._pattern(model.pattern).catches(word):
                    end = token.start() + len(word.rstrip(_BEHIND))
                    span = token.start(), end
                    yield Typed(span=span, model=model, rule=model.id, written=Written.AS_IS)
                    break

    def _pattern(self, written: str) -> Pattern:
        if written not in self._compiled:
            self._compiled[written] = Pattern(written)
        return self._compiled[written]


def anywhere(pattern: str) -> str:
    """Return a pattern that catches every text in which a word matches, whatever stands around the word."""
    return _ANCHOR.sub(_loosened, pattern)


def _loosened(token: re.Match[str]) -> str:
    if token["anchor"] == "^" or token["escaped"] == "A":
        return r"(?:\b|_)"
    return "" if token["anchor"] == "$" or token["escaped"] == "z" else token[0]
