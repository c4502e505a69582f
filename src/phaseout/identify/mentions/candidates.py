"""Which of many texts may name something, and which patterns catch them?"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property

from phaseout.domain.folding import Folded, fold, fold_together
from phaseout.domain.shown import HIDING
from phaseout.identify.mentions.names import Names
from phaseout.identify.mentions.typed import Designations
from phaseout.identify.patterns.packing import TextColumn
from phaseout.identify.patterns.pattern_set import OpenScanner, PatternSet

_BEYOND = re.compile(r"[^\x00-\x7f]")
Caught = dict[int, set[int]]
"""Number of a text → numbers of the patterns that catch it."""


def in_ascii(folded: str) -> str:
    """Return a folded text, as long, with a sign for each letter that no pattern asks for."""
    return folded if folded.isascii() else _BEYOND.sub("~", folded)


class Candidates:
    """Finds texts with names or designations, and a few without, in one pass."""

    def __init__(self, names: Names, designations: Designations, open_scanner: OpenScanner) -> None:
        self._open_scanner = open_scanner
        self._forgiven = names.forgiven()
        of_names = names.patterns()
        self.written = [*of_names, *designations.patterns(), HIDING]
        """Patterns of which every text of ASCII that names something matches one; a few others do, too."""
        self.foreign = names.foreign()
        """Words of which every other text that names something holds one, if it matches none when folded."""
        self._of_names = len(of_names)
        last = self._of_names - len(self._forgiven)
        self._disguises = frozenset(range(last - len(names.disguises()), last))
        self._hiding = len(self.written) - 1

    @cached_property
    def _patterns(self) -> PatternSet:
        return PatternSet(self.written, self._open_scanner)

    @cached_property
    def _foreign(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.foreign)) or "(?!)")

    def misspelt(self, caught: Collection[int]) -> list[str]:
        """Return the words that may stand in a text with an error, of the patterns that catch it."""
        first, last = self._of_names - len(self._forgiven), self._of_names
        return [self._forgiven[number - first] for number in caught if first <= number < last]

    def is_disguised(self, caught: Collection[int]) -> bool:
        """Return whether a name may stand in a text that looks like its own letters and is not."""
        return not self._disguises.isdisjoint(caught)

    def codes(self, caught: Collection[int]) -> set[int]:
        """Return the numbers, among those of the designations, of the patterns that catch a text."""
        return {number - self._of_names for number in caught if self._of_names <= number < self._hiding}

    def folded(self, text: str, caught: Collection[int]) -> Folded:
        """Return a candidate folded; one of ASCII that hides nothing has only its capitals to lose."""
        return Folded(text.lower(), None) if text.isascii() and self._hiding not in caught else fold(text)

    def find(self, texts: Sequence[str]) -> Caught:
        """Return what catches each text that may name something, as a reader sees it."""
        beyond = [number for number, text in enumerate(texts) if not text.isascii()]
        plain = list(texts)
        for number in beyond:
            plain[number] = ""
        found = self._caught(plain)
        hiding = [number for number, caught in found.items() if self._hiding in caught]
        for number in hiding:
            del found[number]
        return found | self._folded(texts, sorted((*beyond, *hiding)))

    def _folded(self, texts: Sequence[str], numbers: Sequence[int]) -> Caught:
        if not numbers:
            return {}
        folded = fold_together([texts[number] for number in numbers])
        still_hiding = {self._hiding}
        found = self._caught([in_ascii(text) for text in folded])
        found = {place: caught for place, caught in found.items() if caught != still_hiding}
        for place, text in enumerate(folded):
            if self._foreign.search(text):
                found.setdefault(place, set())
        return {numbers[place]: caught | still_hiding for place, caught in found.items()}

    def _caught(self, texts: Sequence[str]) -> Caught:
        found: Caught = defaultdict(set)
        for text, pattern in self._patterns.find(TextColumn(texts)) if texts else ():
            found[text].add(pattern)
        return found
