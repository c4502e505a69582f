"""Which makers, brands and models do many texts name, and what do they say of them?

A column of texts is looked at in one pass; only a text that may name something is looked at by itself.
"""

from collections.abc import Collection, Sequence
from functools import cached_property

from phaseout.domain.folding import fold
from phaseout.identify.line_context import LineContext
from phaseout.identify.mentions.candidates import Candidates, in_ascii
from phaseout.identify.mentions.lexicon import Lexicon
from phaseout.identify.mentions.one_text import OneText
from phaseout.identify.mentions.reading import NOTHING, Reading
from phaseout.identify.rules import Rules

LONGEST = 16_384
"""Characters of a text that are looked at."""


class Reader:
    """Reads texts by the rules of a register."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._rules)

    @cached_property
    def _candidates(self) -> Candidates:
        lexicon = self._lexicon
        return Candidates(lexicon.names, lexicon.designations, self._rules.open_scanner)

    @property
    def written(self) -> list[str]:
        """Patterns of which every text of ASCII that names something matches one; a few others do, too."""
        return self._candidates.written

    @property
    def foreign(self) -> list[str]:
        """Words of which every other text that names something holds one, if it matches none when folded."""
        return self._candidates.foreign

    def read(self, texts: Sequence[str], lines: Sequence[LineContext] = ()) -> list[Reading]:
        """Return what each text says, in their order.

        ``lines``: for each, what else its line says: the equipment of commodity codes counts as words for
        it, and beside a field of the maker's a text that names nothing still says what is bought.
        """
        found = [NOTHING] * len(texts)
        for number, caught in self.candidates(texts).items():
            by_code = lines[number].equipment if lines else ()
            found[number] = self._reading(texts[number][:LONGEST], caught, by_code)
        for number, line in enumerate(lines):
            if line.has_makers_field and not found[number].mentions:
                text = texts[number][:LONGEST]
                found[number] = Reading(article=OneText(self._lexicon, text, fold(text)).article())
        return found

    def candidates(self, texts: Sequence[str]) -> dict[int, set[int]]:
        """Return number of a text that may name something → numbers of the patterns that catch it."""
        return self._candidates.find(texts)

    def _reading(self, text: str, caught: set[int], by_code: Collection[str]) -> Reading:
        candidates, lexicon = self._candidates, self._lexicon
        folded = candidates.folded(text, caught)
        typed = lexicon.designations.find(in_ascii(folded.text), candidates.codes(caught))
        names = lexicon.names.find(
            folded.text, candidates.misspelt(caught), is_disguised=candidates.is_disguised(caught)
        )
        if not typed and not names:
            return NOTHING
        read = OneText(lexicon, text, folded, typed=typed, names=names, by_code=by_code)
        if not read.found:
            return NOTHING
        mentions = read.mentions()
        return Reading(mentions=mentions, article=read.article(mentions))
