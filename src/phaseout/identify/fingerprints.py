"""Which fingerprints does an observation match, and what do they tell?"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from phaseout.domain.claim import Dimension
from phaseout.domain.party import Fingerprint
from phaseout.identify.patterns.packing import TextColumn
from phaseout.identify.patterns.pattern_set import PatternSet
from phaseout.identify.rules import Hit, Look, Method, Rules

LONGEST = 16_384
"""Characters of a value that are looked at; greetings and descriptions are far shorter."""

_OUTER_BLANKS = " \t\r\n"
"""Around a value they are the writer's, not the equipment's."""


class _Trial(NamedTuple):
    """The fingerprints of one trait."""

    fingerprints: Sequence[Fingerprint]
    patterns: PatternSet

    def hits(self, texts: Sequence[str]) -> Iterator[tuple[int, Hit]]:
        """Yield (number of the text, hit)."""
        for text, number in self.patterns.find(TextColumn(texts)):
            fingerprint = self.fingerprints[number]
            for told in fingerprint.tells:
                value = told.value
                if told.capture is not None:
                    value = self.patterns.captured(number, texts[text])[told.capture]
                if value and value.strip():
                    # Ids are lower case; what a device calls its brand is not.
                    said = value.strip() if told.dimension != Dimension.BRAND else value.strip().lower()
                    yield text, Hit(Dimension(told.dimension), said, told.strength, fingerprint.id)


def by_fingerprint(rules: Rules) -> Method:
    """Compare what equipment sends with the register's fingerprints of that trait."""
    trials = {
        trait: _Trial(found, PatternSet([one.pattern for one in found], rules.open_scanner))
        for trait, found in rules.fingerprints.items()
    }

    def look(looks: Sequence[Look]) -> Iterator[tuple[int, Hit]]:
        columns: dict[str, list[int]] = {}
        for number, seen in enumerate(looks):
            if seen.trait in trials:
                columns.setdefault(seen.trait, []).append(number)
        for trait, numbers in columns.items():
            texts = [looks[number].value[:LONGEST].strip(_OUTER_BLANKS) for number in numbers]
            for text, hit in trials[trait].hits(texts):
                yield numbers[text], hit

    return look
